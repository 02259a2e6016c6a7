import { assignedTo } from '../assignments/assigned-to';
import { listSponsors } from '../sponsors/sponsors';
import { projected, removeProjected } from '../testing/projected';
import { SchemeHistory } from '../testing/scheme-history';
import { findWorker, listWorkers } from './workers';

afterEach(removeProjected);

function story(): SchemeHistory {
  const history = new SchemeHistory()
    .at('2021-04-22')
    .sponsor('bupati')
    .pledge('bupati', { quota: 9 })
    .sponsor('wabup');
  history.worker('w1').worker('w2', { regionCode: '76.03.03' }).worker('w3', { regionCode: '76.0' });
  return history
    .enrolled('w1')
    .enrolled('w1', '2021-09-01', 2)
    .left('w1', '2021-08-01')
    .assigned('bupati', ['w2', 'w1']);
}

test('a worker shows ciphertext, never a name, with the latest enrolment', async () => {
  const { db } = await projected(story());
  expect(await findWorker(db, 'w1')).toEqual({
    workerId: 'w1',
    sealed: 'v1.w1',
    regionCode: '76.03',
    occupation: 'petani',
    sector: 'other',
    registeredOn: '2021-04-25',
    group: 'SB1',
    band: 2,
    enrolledOn: '2021-09-01',
    diedOn: null,
    leftOn: '2021-08-01',
  });
  expect(await findWorker(db, 'w9')).toBeUndefined();
});

test('workers are found by region and by sponsor', async () => {
  const { db } = await projected(story());
  const ids = async (filter: Parameters<typeof listWorkers>[1]) =>
    (await listWorkers(db, filter)).items.map(({ workerId }) => workerId);
  expect(await ids({})).toEqual(['w1', 'w2', 'w3']);
  expect(await ids({ regionCode: '76.03' })).toEqual(['w1', 'w2']);
  expect(await ids({ sponsorId: 'bupati' })).toEqual(['w1', 'w2']);
  expect(await ids({ sponsorId: 'wabup' })).toEqual([]);
});

test('a pledge lists whom it covers in a month, oldest assignment first', async () => {
  const history = story().released('bupati', 'assignment-1', ['w2'], '2021-07', '2021-06-20');
  const { db } = await projected(history);
  const in2 = async (month: string) => (await assignedTo(db, 'bupati.p1', month)).items;
  expect(await in2('2021-06')).toEqual([
    { workerId: 'w2', assignmentId: 'assignment-1', firstMonth: '2021-05', lastMonth: '2021-06' },
    { workerId: 'w1', assignmentId: 'assignment-1', firstMonth: '2021-05', lastMonth: '2021-12' },
  ]);
  expect((await in2('2021-07')).map(({ workerId }) => workerId)).toEqual(['w1']);
  expect(await in2('2022-01')).toEqual([]);
});

test('sponsors come in the order of their registration', async () => {
  const { db } = await projected(story());
  const { items, next } = await listSponsors(db, { limit: 1 });
  expect(items).toMatchObject([{ sponsorId: 'bupati', name: 'Kantor bupati', fundingSource: 'private' }]);
  expect((await listSponsors(db, { after: next ?? '' })).items.map(({ sponsorId }) => sponsorId)).toEqual(['wabup']);
});
