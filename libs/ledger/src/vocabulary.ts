/** Where a rupiah comes from (DOMAIN K02): a closed list, one per sponsor account, a priced attribute. */
export const FUNDING_SOURCES = ['private', 'csr', 'apbn', 'apbd', 'dbh-sawit', 'dbh-cht', 'apbdes', 'zakat'] as const;
export type FundingSource = (typeof FUNDING_SOURCES)[number];

/** Money of a public budget: reserved against an authority's ceiling, paid to BPJS directly, never through the scheme's account. */
export const PUBLIC_FUNDING_SOURCES: readonly FundingSource[] = ['apbn', 'apbd', 'dbh-sawit', 'dbh-cht', 'apbdes'];
export const isPublicMoney = (source: FundingSource): boolean => PUBLIC_FUNDING_SOURCES.includes(source);

/** Sector of an occupation: PP 50/2025 prices them differently. */
export const SECTORS = ['transport', 'other'] as const;
export type Sector = (typeof SECTORS)[number];

/** BPJS Ketenagakerjaan's codes for the kinds of enrolment group (wadah). */
export const GROUP_KINDS = ['SC', 'SB', 'SG', 'SD', 'SA', 'SL'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

export const ROLES = ['treasurer', 'verifier', 'auditor', 'prosecutor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const SPONSOR_KINDS = ['person', 'office', 'company', 'institution'] as const;
export type SponsorKind = (typeof SPONSOR_KINDS)[number];

/**
 * Personal data encrypted under its person's own key (AES-256-GCM): `v1.<iv>.<ciphertext and tag>`, base64url.
 * The ledger carries it and never reads it.
 */
export type Sealed = string;

/**
 * Where money lies: `bank:<accountId>`, credit at BPJS `bpjs:<group>`, or one direct payment `direct:<paymentId>`.
 * No place ever goes below zero.
 */
export type Place = string;
export const bankPlace = (accountId: string): Place => `bank:${accountId}`;
export const bpjsPlace = (group: string): Place => `bpjs:${group}`;
export const directPlace = (paymentId: string): Place => `direct:${paymentId}`;

/** A signed paper: letter of consent, decree, agreement, budget. */
export interface Document {
  readonly kind: string;
  readonly number: string;
  /** Day of signature. */
  readonly date: string;
}

/** People travel in chunks of at most this many per event. */
export const LARGEST_CHUNK = 500;

/** Splits `items` into chunks that one event may carry. */
export function chunks<Item>(items: readonly Item[], size: number = LARGEST_CHUNK): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
