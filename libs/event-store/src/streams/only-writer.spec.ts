import { OutcomeUnknown, StoreUnavailable } from '../errors';
import type { EventStore } from '../port';
import { bucket, freshStreams } from './bucket.fixtures';
import { Streams } from './streams';

const given = freshStreams();

/** The store, counting reads and failing the appends it is told to, some of them after they were taken. */
function watched(failures: ((append: () => Promise<unknown>) => Promise<never>)[] = []) {
  const reads = { count: 0 };
  const store = Object.assign(Object.create(given.store) as EventStore, {
    readStream: (...args: Parameters<EventStore['readStream']>) => {
      reads.count += 1;
      return given.store.readStream(...args);
    },
    append: async (...args: Parameters<EventStore['append']>) => {
      const append = () => given.store.append(...args);
      return (await failures.shift()?.(append)) ?? append();
    },
  });
  return { streams: new Streams({ store, ledger: 'test', isOnlyWriter: true }), reads };
}

const litres = async (streams: Streams) => (await streams.load(bucket, '1')).state.litres;

it('reads a stream once, and knows what it wrote itself', async () => {
  await given.fill('before', 5);
  const { streams, reads } = watched();
  expect(await litres(streams)).toBe(5);
  await given.fill('a', 10, '10', streams);
  expect(await litres(streams)).toBe(15);
  expect(await streams.commandOf(bucket, '1', 'nobody')).toBeUndefined();
  expect(reads.count).toBe(1);
});

it('reads again after an outcome that stays unknown, whether it was stored or not', async () => {
  const stored = async (append: () => Promise<unknown>): Promise<never> => {
    await append();
    throw new OutcomeUnknown('the answer was lost');
  };
  const lost = () => Promise.reject(new OutcomeUnknown('lost before it was stored'));
  const { streams } = watched([() => stored(() => Promise.resolve()), stored, lost, lost]);
  await expect(given.fill('a', 10, '10', streams)).rejects.toThrow(OutcomeUnknown);
  expect(await litres(streams)).toBe(10);
  await expect(given.fill('b', 20, '20', streams)).rejects.toThrow(OutcomeUnknown);
  expect(await litres(streams)).toBe(10);
});

it('is not ahead of the log after an append of several commands that failed', async () => {
  const { streams } = watched([() => Promise.reject(new StoreUnavailable('disk full'))]);
  const sent = ['a', 'b', 'c'].map((command) => given.fill(command, 10, '10', streams));
  const outcomes = await Promise.allSettled(sent);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await litres(streams)).toBe(0);
});

it('shows what is kept of a stream while a command waits for the store', async () => {
  await given.fill('before', 5);
  const [sent, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = async (append: () => Promise<unknown>): Promise<never> => {
    sent.resolve();
    await answered.promise;
    return (await append()) as never;
  };
  const { streams } = watched([slow]);
  expect(streams.glance(bucket, '1')).toBeUndefined();
  await litres(streams);
  const filling = given.fill('a', 10, '10', streams);
  await sent.promise;
  expect(streams.glance(bucket, '1')?.litres).toBe(5);
  answered.resolve();
  await filling;
  expect(streams.glance(bucket, '1')?.litres).toBe(15);
});

it('shows nothing of a stream that others may write to', async () => {
  await given.fill('before', 5);
  const streams = new Streams({ store: given.store, ledger: 'test' });
  await litres(streams);
  expect(streams.glance(bucket, '1')).toBeUndefined();
});
