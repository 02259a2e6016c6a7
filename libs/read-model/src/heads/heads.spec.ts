import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { headsOf } from './heads-of';

afterEach(removeProjected);

/** Three workers enrolled in April and assigned from May to December. */
function regent(): RemittanceHistory {
  const history = new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 9 });
  for (const worker of ['w1', 'w2', 'w3']) history.worker(worker).enrolled(worker, '2021-04-20');
  return history.at('2021-05-01').assigned('bupati', ['w1', 'w2', 'w3'], '2021-05', '2021-12');
}

const SPAN = { firstMonth: '2021-05', lastMonth: '2021-12', enrolled: '2021-04', sector: 'other', band: 1 };
const counted = async (history: RemittanceHistory, ordinal = history.events.length, asOf = '2021-12-31') => {
  const { db } = await projected(history);
  const apart = await db.selectFrom('sponsor_apart').selectAll().execute();
  return { heads: await headsOf(db, 'bupati', { asOf, ordinal }), apart: apart.map((row) => row.worker_id) };
};

test('workers with the same months, enrolment and price are one number', async () => {
  expect(await counted(regent())).toEqual({ heads: [{ ...SPAN, heads: 3 }], apart: [] });
});

test('a span is counted from its first month on, and as it was known', async () => {
  const history = regent();
  expect((await counted(history, history.events.length, '2021-04-30')).heads).toEqual([]);
  expect((await counted(history, history.events.length - 1)).heads).toEqual([]);
});

test('whoever is released has a shorter span; before, the longer one is known', async () => {
  const history = regent();
  const before = history.events.length;
  history.at('2021-06-01').released('bupati', 'assignment-1', ['w2'], '2021-08', '2021-06-01');
  const { heads, apart } = await counted(history);
  expect(heads).toEqual([
    { ...SPAN, lastMonth: '2021-07', heads: 1 },
    { ...SPAN, heads: 2 },
  ]);
  expect(apart).toEqual([]);
  expect((await counted(history, before)).heads).toEqual([{ ...SPAN, heads: 3 }]);
});

test('whoever is released before the first month is counted nowhere', async () => {
  const history = regent().at('2021-05-02').released('bupati', 'assignment-1', ['w2'], '2021-05', '2021-05-02');
  expect(await counted(history)).toEqual({ heads: [{ ...SPAN, heads: 2 }], apart: [] });
});

test('who dies, is enrolled again, or was assigned before the enrolment, is looked at by itself', async () => {
  const history = regent().at('2021-06-01').died('w1', '2021-05-20').enrolled('w2', '2021-06-01').worker('w4');
  history.assigned('bupati', ['w4'], '2021-05', '2021-12').enrolled('w4', '2021-06-02');
  const { heads, apart } = await counted(history);
  expect(heads).toEqual([{ ...SPAN, heads: 1 }]);
  expect(apart.sort()).toEqual(['w1', 'w2', 'w4']);
});

test('so is who was assigned after such a thing, to whomever', async () => {
  const history = regent().at('2021-06-01').left('w1', '2021-05-20').sponsor('camat').pledge('camat', { quota: 9 });
  history.enrolled('w1', '2021-06-01').assigned('camat', ['w1'], '2021-07', '2021-12');
  const { db } = await projected(history);
  const apart = await db
    .selectFrom('sponsor_apart')
    .select(['sponsor_id', 'worker_id'])
    .orderBy('sponsor_id')
    .execute();
  expect(apart).toEqual([
    { sponsor_id: 'bupati', worker_id: 'w1' },
    { sponsor_id: 'camat', worker_id: 'w1' },
  ]);
});

test('a premium that was taken back sets its worker apart, from that event on', async () => {
  const history = regent().paid('bupati', 'k', '50400', '2021-05-03').at('2021-05-10');
  history.month('bupati', '2021-05', ['w1', 'w2', 'w3'], '2021-05-10');
  const before = history.events.length;
  history.coverCancelled('bupati', 'SB1.2021-05.1', '2021-05', ['w3'], '2021-05-11');
  expect(await counted(history)).toEqual({ heads: [{ ...SPAN, heads: 2 }], apart: ['w3'] });
  expect((await counted(history, before)).heads).toEqual([{ ...SPAN, heads: 3 }]);
});
