import { bankPlace, chunks, money, type LedgerEvent, type LocalDate, type Month } from '@sedekah/ledger';
import type { GeneratedEvent, Journalist } from './journalist';
import type { Ordered } from './month';
import { ACCOUNT } from './setting-up';

export interface Remitting {
  readonly remittanceId: string;
  readonly group: string;
  readonly month: Month;
  readonly sponsors: readonly Ordered[];
  readonly days: { readonly ordered: LocalDate; readonly paid: LocalDate; readonly settled: LocalDate };
  readonly cover: { readonly coverFrom: LocalDate; readonly coverThrough: LocalDate };
}

/** All ordered sponsor by sponsor; then paid under their billing codes; then acknowledged and settled sponsor by sponsor. */
export function* remitting(journalist: Journalist, remittances: readonly Remitting[]): Generator<GeneratedEvent> {
  const bills = remittances.map((remittance) => ({
    remittance,
    billingCode: `1260${String(journalist.random.below(100_000_000)).padStart(8, '0')}`,
    amount: money.sum(...remittance.sponsors.map(({ total }) => total)),
    next: 0,
  }));
  for (const bill of bills) {
    journalist.on(bill.remittance.days.ordered);
    bill.next = yield* ordering(journalist, bill.remittance, bill.billingCode, bill.amount);
  }
  for (const { remittance, billingCode, amount, next } of bills) {
    journalist.on(remittance.days.paid);
    yield* paying(journalist, remittance, billingCode, amount, next);
  }
  for (const { remittance, next } of bills) {
    journalist.on(remittance.days.settled);
    yield* settling(journalist, remittance, next + 1);
  }
}

function* paying(
  journalist: Journalist,
  { remittanceId, days }: Remitting,
  code: string,
  amount: money.Rupiah,
  revision: number,
): Generator<GeneratedEvent> {
  const paying = journalist.command('bendahara');
  const reference = `RTGS-${journalist.random.hex(8).toUpperCase()}`;
  const payer = { kind: 'remittance', remittanceId, accountId: ACCOUNT, reference } as const;
  const claimed: LedgerEvent = { type: 'BpjsCodeClaimed', data: { code, amount, payer, effectiveOn: days.paid } };
  yield journalist.event(`credit-bpjs-${code}`, 0, claimed, paying);
  const split = { amount, bankAmount: amount, creditAmount: '0', directAmount: '0', accountId: ACCOUNT };
  const paid: LedgerEvent = {
    type: 'RemittancePaid',
    data: { remittanceId, ...split, reference, paidBy: 'bendahara', effectiveOn: days.paid },
  };
  yield journalist.event(`remittance-${remittanceId}`, revision, paid, journalist.step(paying, 'pay'));
}

/** Returns the next revision of the remittance's stream. */
function* ordering(
  journalist: Journalist,
  { remittanceId, group, month, sponsors, days }: Remitting,
  billingCode: string,
  amount: money.Rupiah,
): Generator<GeneratedEvent, number> {
  const stream = `remittance-${remittanceId}`;
  const of = { remittanceId, effectiveOn: days.ordered };
  const opening = journalist.command('bendahara');
  const opened: LedgerEvent = {
    type: 'RemittanceOpened',
    data: { ...of, group, month, number: 1, billingCode, openedBy: 'bendahara' },
  };
  let revision = 0;
  yield journalist.event(stream, revision++, opened, opening);
  for (const [chunk, listed] of chunks(sponsors.map(({ sponsor }) => sponsor.sponsorId)).entries()) {
    const data = { ...of, chunk, sponsors: listed };
    yield journalist.event(stream, revision++, { type: 'RemittanceSponsorsListed', data }, opening);
  }
  const step = journalist.step(opening, `order-${remittanceId}`);
  let heads = 0;
  for (const { sponsor, allocationIds, total } of sponsors) {
    const parts = [{ place: bankPlace(ACCOUNT), amount: total }];
    const { sponsorId, workers } = sponsor;
    heads += workers.length;
    const data = { sponsorId, ...of, month, group, allocationIds, heads: workers.length, total, parts };
    const event: LedgerEvent = { type: 'AllocationsOrdered', data };
    yield journalist.event(`sponsor-${sponsorId}`, sponsor.next++, event, step);
  }
  const parts = [{ place: bankPlace(ACCOUNT), amount }];
  const ordered: LedgerEvent = { type: 'RemittanceOrdered', data: { ...of, billingCode, heads, amount, parts } };
  yield journalist.event(stream, revision++, ordered, journalist.step(opening, `complete-${remittanceId}`));
  return revision;
}

function* settling(journalist: Journalist, remittance: Remitting, revision: number): Generator<GeneratedEvent> {
  const { remittanceId, group, month, sponsors, days, cover } = remittance;
  const receipt = { receiptNumber: `KW-${journalist.random.hex(8).toUpperCase()}`, ...cover };
  const acknowledging = journalist.command('bendahara');
  const acknowledged: LedgerEvent = {
    type: 'RemittanceAcknowledged',
    data: { remittanceId, ...receipt, rejected: [], acknowledgedBy: 'bendahara', effectiveOn: days.settled },
  };
  yield journalist.event(`remittance-${remittanceId}`, revision, acknowledged, acknowledging);
  const step = journalist.step(acknowledging, 'settle-1');
  for (const { sponsor, total: due } of sponsors) {
    const { sponsorId } = sponsor;
    const each = Number(due) / sponsor.workers.length;
    for (const workers of chunks(sponsor.workers)) {
      const of = { sponsorId, remittanceId, month, group, effectiveOn: days.settled };
      const data = { ...of, workers, total: String(each * workers.length), ...receipt };
      const event: LedgerEvent = { type: 'AllocationsSettled', data };
      yield journalist.event(`sponsor-${sponsorId}`, sponsor.next++, event, step);
    }
  }
}
