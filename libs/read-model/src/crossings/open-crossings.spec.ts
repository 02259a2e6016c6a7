import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { openCrossings } from './open-crossings';

afterEach(removeProjected);

function story(): RemittanceHistory {
  const history = new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 5 });
  return history.worker('w1').worker('w2').enrolled('w1').enrolled('w2');
}

async function open(history: RemittanceHistory): Promise<string[]> {
  const { db } = await projected(history);
  const crossings = await openCrossings(db, { olderThan: '2031-01-01T00:00:00.000Z' });
  return crossings.map(({ kind, subject }) => `${kind} ${subject}`);
}

test('nothing is open when every crossing has come to its end', async () => {
  const history = story().assigned('bupati', ['w1', 'w2']).paid('bupati', 'k', '33600', '2021-05-03');
  history.month('bupati', '2021-05', ['w1', 'w2'], '2021-05-10');
  history.released('bupati', 'assignment-1', ['w2'], '2021-06', '2021-05-20');
  expect(await open(history)).toEqual([]);
});

test('an open crossing names the event that began it', async () => {
  const history = story();
  const part = { accountId: 'kas', creditKey: 'k', paymentId: 'bupati.k', sponsorId: 'bupati', amount: '1' };
  const data = { ...part, recordedBy: 'bendahara', effectiveOn: '2021-05-03' };
  history.at('2021-05-03T01:00:00.000Z');
  history.add('credit-kas.k', { type: 'CreditPartDrawn', data }, { commandId: 'c-9' });
  const { db } = await projected(history);
  expect(await openCrossings(db, { olderThan: '2021-05-03T01:00:00.001Z' })).toEqual([
    {
      kind: 'payment',
      subject: 'bupati.k',
      stream: 'sedekah.credit-kas.k',
      revision: 0n,
      ordinal: history.events.length,
      commandId: 'c-9',
      recordedAt: '2021-05-03T01:00:00.000Z',
      by: 'bendahara',
    },
  ]);
  expect(await openCrossings(db, { olderThan: '2021-05-03T01:00:00.000Z' })).toEqual([]);
});

test('a claim that was taken back is not open', async () => {
  const history = story();
  const claim = { workerId: 'w1', assignmentId: 'a9' };
  const terms = { sponsorId: 'bupati', pledgeId: 'bupati.p1', firstMonth: '2021-05', lastMonth: '2021-06' };
  const effectiveOn = '2021-05-01';
  history.add('worker-w1', { type: 'SponsorshipClaimed', data: { ...claim, ...terms, effectiveOn } });
  expect(await open(history)).toEqual(['assignment a9/w1']);
  const data = { ...claim, fromMonth: '2021-05', reason: 'ditolak', effectiveOn };
  history.add('worker-w1', { type: 'SponsorshipReleased', data });
  expect(await open(history)).toEqual([]);
});

test('a remittance is open until ordered, its cancellation until every sponsor has its money back', async () => {
  const history = story().assigned('bupati', ['w1']).paid('bupati', 'k', '33600', '2021-05-03');
  const allocationId = history.allocated('bupati', '2021-05', ['w1'], '2021-05-10');
  const [id, month] = ['SB1.2021-05.1', '2021-05'];
  history.opened(id, month, ['bupati'], '2021-05-10');
  history.orderedBy(id, month, { sponsorId: 'bupati', allocationIds: [allocationId], workers: ['w1'] }, '2021-05-10');
  expect(await open(history)).toEqual([`order ${id}`]);
  const cancelled = { remittanceId: id, reason: 'kode kedaluwarsa', effectiveOn: '2021-05-11' };
  history.add(`remittance-${id}`, { type: 'RemittanceCancelled', data: cancelled });
  expect(await open(history)).toEqual([`unorder ${id}`]);
  const of = { sponsorId: 'bupati', remittanceId: id, month, group: 'SB1', total: '16800', effectiveOn: '2021-05-11' };
  const back = { ...of, heads: 1, parts: [{ place: 'bank:kas', amount: '16800' }], reason: 'kode kedaluwarsa' };
  history.add('sponsor-bupati', { type: 'AllocationsUnordered', data: back });
  expect(await open(history)).toEqual([]);
});

test('an order that was refused is open until every sponsor has its money back', async () => {
  const history = story().assigned('bupati', ['w1']).paid('bupati', 'k', '33600', '2021-05-03');
  const allocationId = history.allocated('bupati', '2021-05', ['w1'], '2021-05-10');
  const [id, month] = ['SB1.2021-05.1', '2021-05'];
  history.opened(id, month, ['bupati'], '2021-05-10');
  history.orderedBy(id, month, { sponsorId: 'bupati', allocationIds: [allocationId], workers: ['w1'] }, '2021-05-10');
  const refusal = { code: 'remittance-amount-differs', sentence: 'beda', english: 'differs', details: {} };
  history.add(`remittance-${id}`, { type: 'CommandRefused', data: { ...refusal, effectiveOn: '2021-05-10' } });
  expect(await open(history)).toEqual([`unorder ${id}`]);
});

test('an acknowledgement is open until everybody is settled or rejected', async () => {
  const history = story().assigned('bupati', ['w1', 'w2']).paid('bupati', 'k', '33600', '2021-05-03');
  const allocationId = history.allocated('bupati', '2021-05', ['w1', 'w2'], '2021-05-10');
  const [id, month] = ['SB1.2021-05.1', '2021-05'];
  const by = { sponsorId: 'bupati', allocationIds: [allocationId], workers: ['w1', 'w2'] };
  history.ordered(id, month, [by], '2021-05-10').remitted(id, '33600', '2021-05-11');
  history.acknowledged(id, month, '2021-05-12', ['w2']).settled(id, 'bupati', month, ['w1'], '2021-05-12');
  expect(await open(history)).toEqual([`settlement ${id}`]);
  history.rejectedBy(id, 'bupati', month, ['w2'], '2021-05-12');
  expect(await open(history)).toEqual([]);
});

test('a death is open until the worker is released and later cover is gone, also when it is settled afterwards', async () => {
  const history = story().assigned('bupati', ['w1']).paid('bupati', 'k', '33600', '2021-05-03');
  history.at('2021-05-20').died('w1', '2021-05-18');
  expect(await open(history)).toEqual(['death w1']);
  history.released('bupati', 'assignment-1', ['w1'], '2021-06', '2021-05-20');
  expect(await open(history)).toEqual([]);
  history.month('bupati', '2021-06', ['w1'], '2021-05-21');
  expect(await open(history)).toEqual(['death w1']);
  history.coverCancelled('bupati', 'SB1.2021-06.1', '2021-06', ['w1'], '2021-05-22');
  expect(await open(history)).toEqual([]);
});

test('a leaving is open until the worker is released after the last month that is ordered', async () => {
  const history = story().assigned('bupati', ['w1'], '2021-05', '2021-07').paid('bupati', 'k', '50400', '2021-05-03');
  history.month('bupati', '2021-06', ['w1'], '2021-05-10');
  history.at('2021-05-20').left('w1', '2021-05-18');
  expect(await open(history)).toEqual(['leaving w1']);
  history.released('bupati', 'assignment-1', ['w1'], '2021-07', '2021-05-20');
  expect(await open(history)).toEqual([]);
});

test('a billing code that was given back ends the payment it was claimed for', async () => {
  const history = story();
  const payer = { kind: 'remittance', remittanceId: 'SB1.2021-05.1', accountId: 'kas', reference: 'r' } as const;
  const effectiveOn = '2021-05-12';
  history.add('credit-bpjs.9', { type: 'BpjsCodeClaimed', data: { code: '9', amount: '1', payer, effectiveOn } });
  expect(await open(history)).toEqual(['remittance-payment SB1.2021-05.1']);
  history.add('credit-bpjs.9', { type: 'BpjsCodeReleased', data: { code: '9', reason: 'ditolak', effectiveOn } });
  expect(await open(history)).toEqual([]);
});
