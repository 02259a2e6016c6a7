import { lawKnown } from '../law/law-known';
import { hasApart, headsOf } from '../heads/heads-of';
import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { arrearsFrom, unpaidOneByOne } from './arrears';
import { unpaidByCounts } from './arrears-by-counts';
import { sponsoredBy } from './sponsored';

afterEach(removeProjected);

const WORKERS = ['w1', 'w2', 'w3'];

/** Three workers enrolled long before they are assigned, from May 2021 on. */
function regent(): RemittanceHistory {
  const history = new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 9 });
  for (const worker of WORKERS) history.worker(worker).enrolled(worker, '2020-02-03');
  history.at('2021-05-01').assigned('bupati', WORKERS, '2021-05', '2021-12');
  return history.paid('bupati', 'k', '1000000', '2021-05-03');
}

/** By counts and one by one; `workerMonths`: what the sponsor has allocated. */
async function arrears(history: RemittanceHistory, asOf: string, workerMonths: number) {
  const { db } = await projected(history);
  const seen = { asOf, ordinal: history.events.length };
  const law = await lawKnown(db, seen.ordinal);
  const of = { sponsorId: 'bupati', fundingSource: 'private', law, workerMonths } as const;
  const heads = await headsOf(db, 'bupati', seen);
  const counted = await unpaidByCounts(db, { ...of, heads, hasApart: await hasApart(db, 'bupati', seen) }, seen);
  const sponsored = await sponsoredBy(db, 'bupati', seen, 'all');
  const listed = await unpaidOneByOne(db, { ...of, sponsored }, seen);
  return {
    counted: counted && arrearsFrom(law, 'private', counted),
    listed: arrearsFrom(law, 'private', listed),
  };
}

test('a sponsor who has paid everything owes nothing', async () => {
  const history = regent();
  history.month('bupati', '2021-05', WORKERS, '2021-05-10');
  expect(await arrears(history, '2021-05-31', 3)).toEqual({ counted: [], listed: [] });
});

test('the month that is not allocated yet is owed by everybody who was covered in the one before', async () => {
  const history = regent();
  history.month('bupati', '2021-05', WORKERS, '2021-05-10');
  const june = [{ month: '2021-06', amount: '50400' }];
  expect(await arrears(history, '2021-06-05', 3)).toEqual({ counted: june, listed: june });
});

test('a month that is paid for some is owed for the others', async () => {
  const history = regent();
  history.month('bupati', '2021-05', WORKERS, '2021-05-10');
  history.at('2021-06-10').allocated('bupati', '2021-06', ['w1'], '2021-06-10');
  const june = [{ month: '2021-06', amount: '33600' }];
  expect(await arrears(history, '2021-06-30', 4)).toEqual({ counted: june, listed: june });
});

test('nobody owes anything after the grace: membership has ended for all', async () => {
  const history = regent();
  history.month('bupati', '2021-05', WORKERS, '2021-05-10');
  expect((await arrears(history, '2021-08-31', 3)).counted).toHaveLength(3);
  expect(await arrears(history, '2021-09-01', 3)).toEqual({ counted: [], listed: [] });
});

test('workers just enrolled owe from their first month on, though nobody was ever covered', async () => {
  const history = new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 9 });
  for (const worker of WORKERS) history.worker(worker).enrolled(worker, '2021-05-02');
  history.at('2021-05-02').assigned('bupati', WORKERS, '2021-05', '2021-12');
  const may = [{ month: '2021-05', amount: '50400' }];
  expect(await arrears(history, '2021-05-31', 0)).toEqual({ counted: may, listed: may });
  expect(await arrears(history, '2021-05-01', 0)).toEqual({ counted: [], listed: [] });
});

test('whether those have ended who were covered by nobody known is not told by counts', async () => {
  const { counted, listed } = await arrears(regent(), '2021-05-31', 0);
  expect(counted).toBeUndefined();
  expect(listed).toEqual([{ month: '2021-05', amount: '50400' }]);
});

test('nor is it when one of them has ended and the others have not', async () => {
  const history = regent();
  history.month('bupati', '2021-05', WORKERS, '2021-05-10');
  history.month('bupati', '2021-06', ['w1', 'w2'], '2021-06-10');
  const { counted, listed } = await arrears(history, '2021-09-30', 5);
  expect(counted).toBeUndefined();
  expect(listed.map(({ amount }) => amount)).toEqual(['33600', '33600', '33600']);
});
