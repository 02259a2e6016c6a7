import { openCrossings } from '../crossings/open-crossings';
import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { coverAfterDeath, membersOfRemittance } from './members';
import { findRemittance, listRemittances } from './remittances';

afterEach(removeProjected);

const [id, month] = ['SB1.2021-05.1', '2021-05'];

function ordered(): RemittanceHistory {
  const history = new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 9 });
  const workers = ['w1', 'w2', 'w3'];
  for (const worker of workers) history.worker(worker).enrolled(worker);
  history.assigned('bupati', workers).paid('bupati', 'k', '50400', '2021-05-03');
  const allocationId = history.allocated('bupati', month, workers, '2021-05-10');
  return history.ordered(id, month, [{ sponsorId: 'bupati', allocationIds: [allocationId], workers }], '2021-05-10');
}

const acknowledged = (): RemittanceHistory =>
  ordered()
    .remitted(id, '50400', '2021-05-12')
    .acknowledged(id, month, '2021-05-14', ['w3'])
    .settled(id, 'bupati', month, ['w1', 'w2'], '2021-05-14')
    .rejectedBy(id, 'bupati', month, ['w3'], '2021-05-14');

test('a remittance shows how far it has come', async () => {
  expect(await findRemittance((await projected(ordered())).db, id)).toMatchObject({
    group: 'SB1',
    month,
    number: 1,
    status: 'ordered',
    direct: false,
    heads: 3,
    amount: '50400',
    paidOn: null,
  });
  const { db } = await projected(acknowledged());
  expect(await findRemittance(db, id)).toMatchObject({
    status: 'acknowledged',
    paidOn: '2021-05-12',
    receiptNumber: `kw-${id}`,
    coverFrom: '2021-05-10',
    settled: 2,
    rejected: 1,
  });
  expect((await listRemittances(db, { month: '2021-06' })).items).toEqual([]);
  expect((await listRemittances(db, { month, group: 'SB1' })).items).toHaveLength(1);
});

test('its members are listed page by page with what became of them', async () => {
  const { db } = await projected(acknowledged());
  const first = await membersOfRemittance(db, id, { limit: 2 });
  const rest = await membersOfRemittance(db, id, { limit: 2, after: first.next ?? '' });
  expect([...first.items, ...rest.items]).toMatchObject([
    { workerId: 'w1', sponsorId: 'bupati', amount: '16800', outcome: 'settled', reason: null },
    { workerId: 'w2', outcome: 'settled' },
    { workerId: 'w3', outcome: 'rejected', reason: 'data tidak cocok' },
  ]);
  expect(rest.next).toBeNull();
});

test('cover settled for somebody who had died before is named until it is cancelled', async () => {
  const history = acknowledged().at('2021-06-01').died('w2', '2021-04-29');
  expect(await coverAfterDeath((await projected(history)).db, id)).toEqual([
    { sponsorId: 'bupati', workerId: 'w2', monthOfDeath: '2021-04' },
  ]);
  history.coverCancelled('bupati', id, month, ['w2'], '2021-06-01');
  expect(await coverAfterDeath((await projected(history)).db, id)).toEqual([]);
});

test('money back from BPJS reaches its sponsor, and is open until it does', async () => {
  const history = acknowledged();
  const refund = { remittanceId: id, refundId: 'r1', accountId: 'kas', reference: 'bank-9', reason: 'kesepakatan' };
  const workers = [{ workerId: 'w2', sponsorId: 'bupati', amount: '16800' }];
  const received = { ...refund, amount: '16800', workers, effectiveOn: '2021-06-20' };
  history.add(`remittance-${id}`, { type: 'RefundReceived', data: received });
  const open = async () => {
    const crossings = await openCrossings((await projected(history)).db, { olderThan: '2031-01-01T00:00:00.000Z' });
    return crossings.map(({ kind, subject }) => `${kind} ${subject}`);
  };
  expect(await open()).toEqual(['refund r1']);
  const back = { sponsorId: 'bupati', remittanceId: id, month, group: 'SB1', total: '16800', refundId: 'r1' };
  const refunded = { ...back, workers: ['w2'], place: 'bank:kas', effectiveOn: '2021-06-20' };
  history.add('sponsor-bupati', { type: 'AllocationsRefunded', data: refunded });
  expect(await open()).toEqual([]);
  const { db } = await projected(history);
  expect(await findRemittance(db, id)).toMatchObject({ refunded: '16800' });
  const { items } = await membersOfRemittance(db, id);
  expect(items.map(({ outcome }) => outcome)).toEqual(['settled', 'refunded', 'rejected']);
});
