import { emptyReadModel, projected, removeProjected } from '../testing/projected';
import { SchemeHistory } from '../testing/scheme-history';
import { resolveKnownAt, UnknownPosition } from './known-at';

afterEach(removeProjected);

/** Recorded at 1:00, 3:00 and, by a clock that was set back, 2:00. */
const history = (): SchemeHistory =>
  new SchemeHistory()
    .at('2021-05-01T01:00:00.000Z')
    .sponsor('a')
    .at('2021-05-01T03:00:00.000Z')
    .sponsor('b')
    .at('2021-05-01T02:00:00.000Z')
    .sponsor('c');

test('a time is the longest prefix of the log whose running maximum is not after it', async () => {
  const { db } = await projected(history());
  const ordinalAt = async (time: string) => (await resolveKnownAt(db, { time })).ordinal;
  expect(await ordinalAt('2021-05-01T00:59:59.999Z')).toBe(0);
  expect(await ordinalAt('2021-05-01T01:00:00.000Z')).toBe(1);
  expect(await ordinalAt('2021-05-01T02:30:00.000Z')).toBe(1);
  expect(await ordinalAt('2021-05-01T03:00:00.000Z')).toBe(3);
  expect(await ordinalAt('2021-05-01T11:00:00.000+08:00')).toBe(3);
});

test('a position is the log up to and with its event', async () => {
  const story = history();
  const { db } = await projected(story);
  const position = story.events[2]?.position ?? '';
  expect(await resolveKnownAt(db, { position })).toEqual({ ordinal: 3, time: '2021-05-01T03:00:00.000Z' });
  expect(await resolveKnownAt(db, { ordinal: 1 })).toEqual({ ordinal: 1, time: '2021-05-01T01:00:00.000Z' });
  await expect(resolveKnownAt(db, { position: 'nowhere' })).rejects.toThrow(UnknownPosition);
  await expect(resolveKnownAt(db, { ordinal: 4 })).rejects.toThrow(UnknownPosition);
});

test('without a bound everything counts, and an empty log knows nothing', async () => {
  expect(await resolveKnownAt((await projected(history())).db)).toEqual({
    ordinal: 3,
    time: '2021-05-01T03:00:00.000Z',
  });
  const { db } = await emptyReadModel();
  expect(await resolveKnownAt(db)).toEqual({ ordinal: 0, time: null });
  expect(await resolveKnownAt(db, { ordinal: 0 })).toEqual({ ordinal: 0, time: null });
});
