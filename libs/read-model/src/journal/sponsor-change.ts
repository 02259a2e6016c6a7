import { accounts, type JournalEntry, type LedgerEventType, type Place } from '@sedekah/ledger';

/**
 * The sums of a sponsor's balance. Available money is `bank`, `bpjs` and `direct` together; `worker_months` counts the
 * premiums that are allocated and were not taken back.
 */
export const SPONSOR_SUMS = [
  'unverified',
  'verified',
  'allocated',
  'remitted',
  'refunded',
  'bank',
  'bpjs',
  'direct',
  'receivable',
  'worker_months',
] as const;
export type SponsorSum = (typeof SPONSOR_SUMS)[number];
/** In rupiah, but for the count. */
export type SponsorSums = Record<SponsorSum, bigint>;

export const noSums = (): SponsorSums => ({
  unverified: 0n,
  verified: 0n,
  allocated: 0n,
  remitted: 0n,
  refunded: 0n,
  bank: 0n,
  bpjs: 0n,
  direct: 0n,
  receivable: 0n,
  worker_months: 0n,
});

/** What an entry changes for one sponsor. */
export interface SponsorChange {
  readonly sponsorId: string;
  readonly sums: SponsorSums;
  /** Of available money, by place. */
  readonly places: Map<Place, bigint>;
}

/** What is needed of an entry; `workerMonths`: premiums that it allocates, or negative: takes back. */
type Moving = Pick<JournalEntry, 'eventType' | 'lines'> & { readonly workerMonths: number };

type Turnover = 'verified' | 'allocated' | 'refunded';

/** Which turnover an event moves with a sponsor's available money and what the sponsor owes. */
const TURNOVERS: ReadonlyMap<LedgerEventType, Turnover> = new Map([
  ['PaymentVerified', 'verified'],
  ['PaymentReversed', 'verified'],
  ['PaymentChargedBack', 'verified'],
  ['PremiumsAllocated', 'allocated'],
  ['AllocationsReversed', 'allocated'],
  ['AllocationsRejected', 'allocated'],
  ['AllocationsRefunded', 'allocated'],
  ['AllocationsRepriced', 'allocated'],
  ['RefundPaid', 'refunded'],
]);
/** Premiums that come back from BPJS: neither allocated nor remitted any more. */
const BACK_FROM_BPJS: ReadonlySet<LedgerEventType> = new Set(['AllocationsRejected', 'AllocationsRefunded']);

/**
 * What an entry adds to the sums of each sponsor it names, read from its lines. What a paid remittance adds to `remitted`
 * is not here: its entry is one for all its sponsors.
 * @throws Error for an event that moves available money and is no turnover yet
 */
export function sponsorChanges(entry: Moving): SponsorChange[] {
  const changes = new Map<string, SponsorChange>();
  for (const { account, amount } of entry.lines) {
    const found = accounts.sponsorAccount(account);
    if (!found) continue;
    const { sponsorId } = found;
    const change = changes.get(sponsorId) ?? { sponsorId, sums: noSums(), places: new Map() };
    changes.set(sponsorId, change);
    if (found.kind === 'unverified') {
      change.sums.unverified -= BigInt(amount);
      continue;
    }
    if (found.kind === 'receivable') change.sums.receivable += BigInt(amount);
    else {
      change.sums[kindOf(found.place)] -= BigInt(amount);
      change.places.set(found.place, -BigInt(amount));
    }
    turnOver(change.sums, entry.eventType, BigInt(amount));
  }
  if (entry.eventType === 'AllocationsRepriced') {
    for (const { sums } of changes.values()) remitLess(sums, entry.lines);
  }
  for (const { sums } of changes.values()) sums.worker_months += BigInt(entry.workerMonths);
  return [...changes.values()];
}

function kindOf(place: Place): 'bank' | 'bpjs' | 'direct' {
  const kind = place.slice(0, place.indexOf(':'));
  if (kind === 'bank' || kind === 'bpjs' || kind === 'direct') return kind;
  throw new Error(`not a place of money: ${place}`);
}

function turnOver(change: SponsorSums, eventType: LedgerEventType, amount: bigint): void {
  const turnover = TURNOVERS.get(eventType);
  if (!turnover) throw new Error(`${eventType} moves a sponsor's available money and is no turnover`);
  if (turnover === 'verified') change.verified -= amount;
  else change[turnover] += amount;
  if (BACK_FROM_BPJS.has(eventType)) change.remitted += amount;
}

/** Re-priced after they were remitted: BPJS gives back, or keeps, what it holds; a charge on the bank is not remitted yet. */
function remitLess(change: SponsorSums, lines: JournalEntry['lines']): void {
  for (const { account, amount } of lines) {
    if (account.startsWith('assets:bpjs:') || account.startsWith('assets:direct:')) change.remitted -= BigInt(amount);
  }
}
