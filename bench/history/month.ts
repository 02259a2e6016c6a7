import {
  bankPlace,
  chunks,
  lastDayOf,
  money,
  remittanceIdOf,
  type LedgerEvent,
  type LocalDate,
  type Month,
  type Price,
} from '@sedekah/ledger';
import { GROUPS, type Sponsor } from './cast';
import type { GeneratedEvent, Journalist } from './journalist';
import { remitting } from './remitting';
import { ACCOUNT } from './setting-up';

/** One contribution month: everybody pays in instalments, is allocated, remitted and settled. */
export interface MonthOf {
  readonly month: Month;
  readonly price: Price;
  readonly instalments: number;
}

/** What a sponsor has in the month's order. */
export interface Ordered {
  readonly sponsor: Sponsor;
  readonly allocationIds: readonly string[];
  readonly total: money.Rupiah;
}

const dayIn = (month: Month, day: number): LocalDate => `${month}-${String(day).padStart(2, '0')}`;

export function* monthOfPremiums(
  journalist: Journalist,
  cast: readonly Sponsor[],
  of: MonthOf,
): Generator<GeneratedEvent> {
  const { month, price, instalments } = of;
  for (let instalment = 1; instalment <= instalments; instalment += 1) {
    const day = dayIn(month, 1 + Math.floor((8 * instalment) / instalments));
    journalist.on(day);
    for (const sponsor of cast) {
      const due = Number(price.amount) * sponsor.workers.length;
      const part = Math.floor(due / instalments);
      const amount = String(instalment === instalments ? due - part * (instalments - 1) : part);
      yield* paying(journalist, sponsor, amount, day);
    }
  }
  const ordered = new Map<string, Ordered[]>(GROUPS.map((group) => [group, []]));
  yield* allocating(journalist, cast, of, ordered);
  const days = { ordered: dayIn(month, 13), paid: dayIn(month, 14), settled: dayIn(month, 20) };
  const cover = { coverFrom: `${month}-01`, coverThrough: lastDayOf(month) };
  const remittances = [...ordered].filter(([, sponsors]) => sponsors.length > 0);
  yield* remitting(
    journalist,
    remittances.map(([group, sponsors]) => {
      return { remittanceId: remittanceIdOf(group, month, 1), group, month, sponsors, days, cover };
    }),
  );
}

/** A transfer of the sponsor's, recorded and verified. */
export function* paying(
  journalist: Journalist,
  sponsor: Sponsor,
  amount: string,
  day: LocalDate,
): Generator<GeneratedEvent> {
  const { sponsorId } = sponsor;
  const { random } = journalist;
  const reference = `FT${random.hex(12).toUpperCase()}`;
  const paymentId = `${sponsorId}.${random.id()}`;
  const credit = { accountId: ACCOUNT, creditKey: reference };
  const recording = journalist.command('bendahara');
  const stream = `credit-${ACCOUNT}.${reference}`;
  const recorded: LedgerEvent = { type: 'CreditRecorded', data: { ...credit, amount, reference, effectiveOn: day } };
  yield journalist.event(stream, 0, recorded, recording);
  const drawing = { ...credit, paymentId, sponsorId, amount, recordedBy: 'bendahara', effectiveOn: day };
  const drawn: LedgerEvent = { type: 'CreditPartDrawn', data: drawing };
  yield journalist.event(stream, 1, drawn, recording);
  const custody = { kind: 'scheme', ...credit } as const;
  const payment: LedgerEvent = {
    type: 'PaymentRecorded',
    data: { sponsorId, paymentId, amount, custody, recordedBy: 'bendahara', effectiveOn: day },
  };
  const sponsorStream = `sponsor-${sponsorId}`;
  yield journalist.event(sponsorStream, sponsor.next++, payment, journalist.step(recording, 'payment'));
  const verified: LedgerEvent = {
    type: 'PaymentVerified',
    data: { sponsorId, paymentId, amount, place: bankPlace(ACCOUNT), verifiedBy: 'pemeriksa', effectiveOn: day },
  };
  yield journalist.event(sponsorStream, sponsor.next++, verified, journalist.command('pemeriksa'));
}

function* allocating(
  journalist: Journalist,
  cast: readonly Sponsor[],
  { month, price }: MonthOf,
  ordered: ReadonlyMap<string, Ordered[]>,
): Generator<GeneratedEvent> {
  const effectiveOn = dayIn(month, 12);
  journalist.on(effectiveOn);
  const runId = journalist.random.id();
  for (const sponsor of cast) {
    const { sponsorId, pledgeId, group } = sponsor;
    const running = journalist.command('system');
    const allocationIds: string[] = [];
    for (const workers of chunks(sponsor.workers)) {
      const allocationId = journalist.random.id();
      allocationIds.push(allocationId);
      const total = money.times(price.amount, workers.length);
      const priced = { tariffId: price.tariffId, tariffRevision: price.revision, amountPerWorker: price.amount };
      const parts = [{ place: bankPlace(ACCOUNT), amount: total }];
      const of = { sponsorId, pledgeId, allocationId, runId, month, group };
      const data = { ...of, ...priced, workers, total, parts, effectiveOn };
      const event: LedgerEvent = { type: 'PremiumsAllocated', data };
      yield journalist.event(`sponsor-${sponsorId}`, sponsor.next++, event, running);
    }
    const total = money.times(price.amount, sponsor.workers.length);
    ordered.get(group)?.push({ sponsor, allocationIds, total });
  }
}
