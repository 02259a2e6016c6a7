import type { EventStore, StoredEvent } from '@sedekah/event-store';
import {
  creditIdOf,
  type Custody,
  type LedgerEventOf,
  type PledgeTerms,
  type Rupiah,
  type Share,
} from '@sedekah/ledger';
import { entryOf, type Entry } from '../history/entry';
import { allSeenIn, seenIn, type View } from '../ledger/view';
import type { Attempt, SponsoredMonth } from './worker-month';

/** From cover back to the promise and the law, in this order. */
export const LINK_KINDS = [
  'cover',
  'acknowledgement',
  'remittance',
  'billing-code',
  'order',
  'allocation',
  'repricing',
  'tariff',
  'payment',
  'credit',
  'pledge',
  'authority',
  'assignment',
  'sponsor',
  'worker',
] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** One link of the chain: the event that proves it, and what of this premium's money went through it. */
export interface Link {
  readonly kind: LinkKind;
  readonly amount: Rupiah | null;
  readonly event: Entry;
}

/** Where the chain is read from. */
export interface Source {
  readonly log: EventStore;
  readonly ledger: string;
  readonly view: View;
}

export const streamOf = ({ ledger }: Source, category: string, id: string): string => `${ledger}.${category}-${id}`;

/** What of a remittance's stream is a link: neither the list of its sponsors nor refunds of others. */
const TO_BPJS: Readonly<Partial<Record<string, LinkKind>>> = {
  RemittanceAcknowledged: 'acknowledgement',
  RemittancePaid: 'remittance',
  RemittanceOrdered: 'order',
  RemittanceOpened: 'order',
  RemittanceCancelled: 'order',
};

/** The events of the remittance an attempt is in; none while it is in none. */
export async function remittanceOf(source: Source, attempt: Attempt | undefined): Promise<StoredEvent[]> {
  const remittanceId = attempt?.ordered?.data.remittanceId;
  if (remittanceId === undefined) return [];
  return allSeenIn(source.log, streamOf(source, 'remittance', remittanceId), source.view);
}

/** Links of the way of the money: from cover over the remittance to the allocation and its price. */
export async function premiumLinks(
  source: Source,
  { allocated, repriced, charged, unordered, ordered, settled, cancelled, ended }: Attempt,
  remittance: readonly StoredEvent[],
): Promise<Link[]> {
  const link = linkOf(source);
  const { amountPerWorker, tariffId } = allocated.data;
  const tariffs = new Set([tariffId, ...repriced.map(({ data }) => data.tariffId)]);
  const step = (event: StoredEvent | undefined, kind: LinkKind): Link[] => (event ? [link(kind, event)] : []);
  return [
    ...[ended, cancelled, settled].flatMap((event) => step(event, 'cover')),
    ...[...remittance].reverse().flatMap((event) => {
      const kind = TO_BPJS[event.type];
      return kind ? [link(kind, event)] : [];
    }),
    ...(await codeLinks(source, remittance)),
    ...[...charged, ordered, ...unordered].flatMap((event) => step(event, 'order')),
    link('allocation', allocated, amountPerWorker),
    ...repriced.map((event) => link('repricing', event, event.data.amountPerWorker)),
    ...(await tariffLinks(source, tariffs)),
  ].sort((left, right) => LINK_KINDS.indexOf(left.kind) - LINK_KINDS.indexOf(right.kind));
}

/** The billing code, which is paid once whoever pays it. */
async function codeLinks(source: Source, remittance: readonly StoredEvent[]): Promise<Link[]> {
  const opened = remittance.find(({ type }) => type === 'RemittanceOpened');
  const { billingCode } = (opened?.data ?? {}) as Partial<LedgerEventOf<'RemittanceOpened'>['data']>;
  if (billingCode === undefined) return [];
  const events = await allSeenIn(source.log, streamOf(source, 'credit-bpjs', billingCode), source.view);
  return events.filter(({ type }) => type !== 'CommandRefused').map((event) => linkOf(source)('billing-code', event));
}

async function tariffLinks(source: Source, tariffIds: ReadonlySet<string>): Promise<Link[]> {
  const events = await allSeenIn(source.log, streamOf(source, 'tariff', 'bpu'), source.view);
  return events
    .filter(({ data }) => tariffIds.has((data as { tariffId?: string }).tariffId ?? ''))
    .map((event) => linkOf(source)('tariff', event));
}

/**
 * Of each payment: what happened to it, the list that names the worker, and the bank credit it is part of; a direct one
 * has BPJS's code instead.
 */
export async function paymentLinks(
  source: Source,
  shares: readonly (Share | { readonly paymentId: string; readonly amount: null })[],
  { payments, listed = [] }: Pick<SponsoredMonth, 'payments'> & Partial<Pick<SponsoredMonth, 'listed'>>,
): Promise<Link[]> {
  const links: Link[] = [];
  for (const { paymentId, amount } of shares) {
    if (paymentId === null) continue;
    const own = [...payments, ...listed].filter(({ data }) => (data as { paymentId: string }).paymentId === paymentId);
    links.push(...own.map((event) => linkOf(source)('payment', event, amount)));
    const recorded = own.find(({ type }) => type === 'PaymentRecorded');
    const { custody } = (recorded?.data ?? {}) as { custody?: Custody };
    if (custody) links.push(...(await creditLinks(source, custody, paymentId)));
  }
  return links;
}

async function creditLinks(source: Source, custody: Custody, paymentId: string): Promise<Link[]> {
  const stream =
    custody.kind === 'scheme'
      ? streamOf(source, 'credit', creditIdOf(custody.accountId, custody.creditKey))
      : streamOf(source, 'credit-bpjs', custody.billingCode);
  const links: Link[] = [];
  for await (const event of seenIn(source.log, stream, source.view)) {
    const { paymentId: of } = event.data as { paymentId?: string };
    const concerns = event.type !== 'CommandRefused' && (of === undefined || of === paymentId);
    if (concerns) links.push(linkOf(source)(custody.kind === 'scheme' ? 'credit' : 'billing-code', event));
  }
  return links;
}

/** The promise, the papers and the budget it rests on, and the worker's place in it. */
export async function promiseLinks(
  source: Source,
  { pledges, assigned, released, registered }: SponsoredMonth,
  pledgeId: string | undefined,
): Promise<Link[]> {
  const link = linkOf(source);
  const own = pledges.filter(({ data }) => (data as { pledgeId: string }).pledgeId === pledgeId);
  const papers = own.flatMap(({ data }) => papersOf(data as Partial<PledgeTerms>));
  const links = own.map((event) => link('pledge', event));
  for (const authorityId of new Set(papers)) {
    for await (const event of seenIn(source.log, streamOf(source, 'authority', authorityId), source.view)) {
      const { pledgeId: of } = event.data as { pledgeId?: string };
      if (event.type !== 'CommandRefused' && (of === undefined || of === pledgeId))
        links.push(link('authority', event));
    }
  }
  links.push(...[...assigned, ...released].map((event) => link('assignment', event)));
  if (registered) links.push(link('sponsor', registered));
  return links;
}

const papersOf = ({ budgetId, authorityIds = [] }: Partial<PledgeTerms>): string[] => [
  ...(budgetId === undefined ? [] : [budgetId]),
  ...authorityIds,
];

/** Makes links of one ledger's events. */
export const linkOf =
  ({ ledger }: Source) =>
  (kind: LinkKind, event: StoredEvent, amount: Rupiah | null = null): Link => ({
    kind,
    amount,
    event: entryOf(event, ledger),
  });
