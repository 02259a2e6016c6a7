import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { coverage } from './coverage';

afterEach(removeProjected);

function story(): RemittanceHistory {
  const history = new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 9 });
  history.worker('w1').worker('w2').worker('w3').worker('w4', { regionCode: '76.03.03' });
  history.worker('w5', { regionCode: '73.72' });
  for (const worker of ['w1', 'w2', 'w4', 'w5']) history.enrolled(worker);
  history.assigned('bupati', ['w1', 'w2', 'w4', 'w5']).at('2021-05-10').paid('bupati', 'k', '168000', '2021-05-03');
  history.month('bupati', '2021-05', ['w1', 'w4', 'w5'], '2021-05-10');
  return history;
}

test('counts the covered of each region over everybody on file there', async () => {
  const { db } = await projected(story());
  expect(await coverage(db, { month: '2021-05' })).toMatchObject({
    month: '2021-05',
    regions: [
      { regionCode: '73.72', covered: 1, registered: 1, percent: '100.00' },
      { regionCode: '76.03', covered: 1, registered: 3, percent: '33.33' },
      { regionCode: '76.03.03', covered: 1, registered: 1, percent: '100.00' },
    ],
    total: { covered: 3, registered: 5, percent: '60.00' },
  });
});

test('a region holds the regions inside it and no others', async () => {
  const { db } = await projected(story());
  const { total, regions } = await coverage(db, { month: '2021-05', regionCode: '76.03' });
  expect(regions.map(({ regionCode }) => regionCode)).toEqual(['76.03', '76.03.03']);
  expect(total).toEqual({ covered: 2, registered: 4, percent: '50.00' });
});

test('who died before the month is not counted, who died in it is', async () => {
  const { db } = await projected(story().at('2021-06-20').died('w2', '2021-05-31'));
  expect((await coverage(db, { month: '2021-05' })).total.registered).toBe(5);
  expect((await coverage(db, { month: '2021-06' })).total.registered).toBe(4);
});

test('an earlier time knows of no cover, and nobody on file has no percentage', async () => {
  const history = story();
  const { db } = await projected(history);
  const early = await coverage(db, { month: '2021-05', knownAt: { time: '2021-05-01T00:00:00.000Z' } });
  expect(early.total).toEqual({ covered: 0, registered: 5, percent: '0.00' });
  const none = await coverage(db, { month: '2021-05', knownAt: { ordinal: 0 } });
  expect(none).toMatchObject({ knownAt: null, regions: [], total: { covered: 0, registered: 0, percent: null } });
});
