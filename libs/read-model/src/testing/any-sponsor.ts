import fc from 'fast-check';
import {
  fold,
  orderedIn,
  Rejection,
  sponsorDecider,
  type Month,
  type SponsorCommand,
  type SponsorEvent,
} from '@sedekah/ledger';
import { SchemeHistory } from './scheme-history';

const WORKERS = ['w1', 'w2', 'w3'];
const month = fc.constantFrom<Month>('2021-05', '2021-05', '2021-06');
const workers = fc.subarray(WORKERS, { minLength: 1 });
const paymentId = fc.constantFrom('bupati.k0', 'bupati.k1', 'bupati.k2');
const amount = fc.constantFrom('16800', '33600', '50400', '100800');
const remittance = month.map((each) => ({ remittanceId: `SB1.${each}.1`, month: each }));
const reason = 'uji';

const allocate: fc.Arbitrary<SponsorCommand> = fc.tuple(month, workers).map(([each, people]) => {
  const of = { pledgeId: 'bupati.p1', month: each, group: 'SB1', amount: '16800', tariffId: 'bpu-2021-02' };
  return { type: 'AllocatePremiums', runId: 'run', due: people.map((workerId) => ({ ...of, workerId })) } as const;
});
const order: fc.Arbitrary<SponsorCommand> = remittance.map(
  (of) => ({ type: 'OrderAllocations', ...of, group: 'SB1' }) as const,
);
const settle: fc.Arbitrary<SponsorCommand> = fc
  .tuple(remittance, fc.subarray(WORKERS))
  .map(([{ remittanceId, month: of }, refused]) => {
    const cover = { receiptNumber: 'kw', coverFrom: `${of}-01`, coverThrough: `${of}-28` };
    const rejected = refused.map((workerId) => ({ workerId, reason }));
    return { type: 'SettleAllocations', remittanceId, ...cover, rejected } as const;
  });

/** What a dearer law asks for a month that is remitted, in an order of its own. */
const orderCharge = month.map(
  (each) =>
    ({ type: 'OrderAllocations', remittanceId: `SB1.${each}.2`, month: each, group: 'SB1', charge: true }) as const,
);

const reprice: fc.Arbitrary<SponsorCommand> = fc
  .tuple(month, workers, fc.integer({ min: 1, max: 4 }), fc.constantFrom('8400', '16800', '18800'))
  .map(([each, people, tariffRevision, price]) => {
    const premiums = people.map((workerId) => ({ workerId, month: each, amount: price, tariffId: 'terlambat' }));
    return { type: 'RepriceAllocations', tariffRevision, premiums } as const;
  });

/** Commands to one sponsor: most are refused, the rest makes a history that may happen. */
const command: fc.Arbitrary<SponsorCommand> = fc.oneof(
  { arbitrary: allocate, weight: 3 },
  { arbitrary: order, weight: 3 },
  { arbitrary: settle, weight: 3 },
  reprice,
  fc.tuple(paymentId, amount, fc.constantFrom('2021-05-02', '2021-05-20')).map(([id, paid, valueDate]) => {
    const custody = { kind: 'scheme', accountId: 'kas', creditKey: id } as const;
    return { type: 'RecordPayment', paymentId: id, amount: paid, custody, valueDate, recordedBy: 'bendahara' } as const;
  }),
  paymentId.map((id) => ({ type: 'VerifyPayment', paymentId: id }) as const),
  paymentId.map((id) => ({ type: 'ReversePayment', paymentId: id, reason }) as const),
  fc
    .tuple(paymentId, amount)
    .map(([id, back]) => ({ type: 'ChargeBackPayment', paymentId: id, amount: back, reason }) as const),
  fc
    .tuple(month, workers)
    .map(([each, people]) => ({ type: 'ReverseAllocations', month: each, workers: people, reason }) as const),
  remittance.map(({ remittanceId }) => ({ type: 'UnorderAllocations', remittanceId, reason }) as const),
  orderCharge,
  orderCharge.map(({ remittanceId }) => ({ type: 'UnorderAllocations', remittanceId, reason }) as const),
  fc
    .tuple(fc.constantFrom('f1', 'f2'), amount)
    .map(
      ([refundId, back]) =>
        ({ type: 'PayRefund', refundId, accountId: 'kas', amount: back, reference: 'ref', reason }) as const,
    ),
);

export const anyCommands: fc.Arbitrary<SponsorCommand[]> = fc.array(command, { minLength: 10, maxLength: 40 });

/** Sends the commands to a sponsor with three workers, one every six hours; what the rules refuse leaves no trace. */
export function historyOfCommands(commands: readonly SponsorCommand[]): SchemeHistory {
  const history = new SchemeHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 3 });
  for (const worker of WORKERS) history.worker(worker).enrolled(worker);
  history.at('2021-05-01').assigned('bupati', WORKERS).paid('bupati', 'k0', '100800', '2021-05-02');
  const start = Date.parse('2021-05-21T01:00:00.000Z');
  commands.forEach((each, index) => {
    const now = new Date(start + index * 21_600_000).toISOString();
    const context = { now, today: now.slice(0, 10), by: 'pemeriksa', newId: (kind: string) => `${kind}-${index}` };
    history.at(now);
    for (const event of decided(history, each, context)) history.add('sponsor-bupati', event);
  });
  return history;
}

/** The sponsor's own events, as its rules fold them. */
export const sponsorEvents = (history: SchemeHistory): SponsorEvent[] =>
  history.events
    .filter(({ stream }) => stream === 'sedekah.sponsor-bupati')
    .map(({ type, data }) => structuredClone({ type, data }) as SponsorEvent);

function decided(
  history: SchemeHistory,
  each: SponsorCommand,
  context: Parameters<typeof sponsorDecider.decide>[2],
): SponsorEvent[] {
  const state = fold(sponsorDecider, sponsorEvents(history));
  // A remittance is cancelled before it is paid only: its own stream sees to that.
  const ordered = each.type === 'UnorderAllocations' ? orderedIn(state, each.remittanceId) : [];
  if (ordered.some(({ status }) => status !== 'ordered')) return [];
  try {
    return sponsorDecider.decide(state, each, context);
  } catch (error) {
    if (error instanceof Rejection) return [];
    throw error;
  }
}
