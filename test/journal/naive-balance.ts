import type { LedgerEvent, Part, Place } from '@sedekah/ledger';
import type { LoggedEvent } from '@sedekah/read-model';

export interface AskedOfNaive {
  readonly sponsorId: string;
  readonly asOf: string;
  readonly ordinal: number;
}

const NAMES = [
  'unverified',
  'verified',
  'allocated',
  'remitted',
  'refunded',
  'available',
  'bank',
  'bpjs',
  'direct',
  'receivable',
] as const;
type Sums = Record<(typeof NAMES)[number], bigint>;

/** The sums of a sponsor from the events themselves, all of them, by neither the journal nor the tables. */
export function naiveBalance(events: readonly LoggedEvent[], asked: AskedOfNaive): Record<keyof Sums, string> {
  const sums = Object.fromEntries(NAMES.map((name) => [name, 0n])) as Sums;
  const known = events.slice(0, asked.ordinal).map(({ type, data }) => ({ type, data }) as LedgerEvent);
  known.forEach((event, index) => {
    if (event.data.effectiveOn > asked.asOf) return;
    if (event.type === 'RemittancePaid') {
      sums.remitted += orderedIn(known.slice(0, index), event.data.remittanceId, asked.sponsorId);
    } else if ('sponsorId' in event.data && event.data.sponsorId === asked.sponsorId) add(sums, event);
  });
  return Object.fromEntries(NAMES.map((name) => [name, String(sums[name])])) as Record<keyof Sums, string>;
}

/** What the sponsor had in the order when it was paid. */
const orderedIn = (known: readonly LedgerEvent[], remittanceId: string, sponsorId: string): bigint =>
  known.reduce((sum, { type, data }) => {
    if (type !== 'AllocationsOrdered' && type !== 'AllocationsUnordered') return sum;
    if (data.remittanceId !== remittanceId || data.sponsorId !== sponsorId) return sum;
    return type === 'AllocationsOrdered' ? sum + BigInt(data.total) : sum - BigInt(data.total);
  }, 0n);

function put(sums: Sums, place: Place, amount: bigint): void {
  sums.available += amount;
  sums[place.slice(0, place.indexOf(':')) as 'bank' | 'bpjs' | 'direct'] += amount;
}

function allocate(sums: Sums, parts: readonly Part[], sign: 1n | -1n): void {
  for (const { place, amount } of parts) {
    put(sums, place, -sign * BigInt(amount));
    sums.allocated += sign * BigInt(amount);
  }
}

function add(sums: Sums, event: LedgerEvent): void {
  if (event.type === 'PaymentRecorded') sums.unverified += BigInt(event.data.amount);
  else if (event.type === 'PaymentRejected') sums.unverified -= BigInt(event.data.amount);
  else if (event.type === 'PaymentVerified') {
    const { amount, settlesReceivable = '0', place } = event.data;
    sums.unverified -= BigInt(amount);
    sums.verified += BigInt(amount);
    sums.receivable -= BigInt(settlesReceivable);
    put(sums, place, BigInt(amount) - BigInt(settlesReceivable));
  } else if (event.type === 'PaymentReversed') {
    const { amount, wasVerified, place } = event.data;
    if (!wasVerified) sums.unverified -= BigInt(amount);
    else {
      sums.verified -= BigInt(amount);
      put(sums, place, -BigInt(amount));
    }
  } else if (event.type === 'PaymentChargedBack') {
    const { amount, wasVerified, place, fromAvailable, receivable } = event.data;
    if (!wasVerified) sums.unverified -= BigInt(amount);
    else {
      sums.verified -= BigInt(amount);
      sums.receivable += BigInt(receivable);
      put(sums, place, -BigInt(fromAvailable));
    }
  } else if (event.type === 'RefundPaid') {
    sums.refunded += BigInt(event.data.amount);
    put(sums, event.data.place, -BigInt(event.data.amount));
  } else addPremiums(sums, event);
}

function addPremiums(sums: Sums, event: LedgerEvent): void {
  if (event.type === 'PremiumsAllocated') allocate(sums, event.data.parts, 1n);
  else if (event.type === 'AllocationsReversed') allocate(sums, event.data.parts, -1n);
  else if (event.type === 'AllocationsRejected' || event.type === 'AllocationsRefunded') {
    const { place, total } = event.data;
    allocate(sums, [{ place, amount: total }], -1n);
    sums.remitted -= BigInt(total);
  } else if (event.type === 'AllocationsRepriced') {
    const { changes, receivable, remittanceId } = event.data;
    allocate(sums, changes, -1n);
    sums.allocated += BigInt(receivable);
    sums.receivable += BigInt(receivable);
    const atBpjs = changes.filter(({ place }) => remittanceId !== undefined && !place.startsWith('bank:'));
    for (const { amount } of atBpjs) sums.remitted -= BigInt(amount);
  }
}
