// Subscriptions that never die silently, on the double.
import { all, follower, newEvent, newLedger } from './backend';
import { freshDouble } from './double/outage';
import { HANDLER_EXCEPTION, UNAVAILABLE, type SubscribeFault } from './double/server';

const given = freshDouble();

const append = async (from: number, to: number) => {
  for (let n = from; n < to; n++) await given.append('a-1', [newEvent({ n })], n === 0 ? 'no-stream' : BigInt(n - 1));
};

it.each<[string, SubscribeFault]>([
  ['is never confirmed', { kind: 'unconfirmed' }],
  ['is confirmed and stays silent', { kind: 'silent' }],
  ['is ended by the server', { kind: 'ended' }],
  ['breaks', { kind: 'broken', failure: UNAVAILABLE }],
  ['fails inside the server', { kind: 'broken', failure: HANDLER_EXCEPTION }],
])(
  'a subscription that %s is replaced, and its followers miss nothing',
  async (_, fault) => {
    await append(0, 3);
    given.double.subscribeFaults.push(fault);
    const following = follower(given.store);
    await following.until(3);
    let count = 3;
    // A silent subscription is known by an event that it ought to have told.
    while (given.double.subscriptions < 2) {
      await append(count, ++count);
      await following.until(count);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await append(count, ++count);
    await following.until(count);
    await following.stop();
    expect(following.seen).toEqual(await all(given.store.readAll()));
  },
  30_000,
);

it('a subscription that breaks again and again goes on from the last handled event', async () => {
  const following = follower(given.store, undefined, 2);
  for (let round = 0; round < 5; round++) {
    await append(round * 4, round * 4 + 4);
    given.double.breakSubscriptions(UNAVAILABLE);
    given.double.readFaults.push({ kind: 'broken', after: 2, failure: UNAVAILABLE });
  }
  await following.until(20);
  await following.stop();
  expect(following.seen.map(({ data }) => (data as { n: number }).n)).toEqual(Array.from({ length: 20 }, (_, n) => n));
}, 30_000);

it('a frozen server and a restarted one cost time, not events', async () => {
  await append(0, 2);
  const following = follower(given.store);
  await following.until(2);
  given.double.freeze();
  await new Promise((resolve) => setTimeout(resolve, 700));
  given.double.thaw();
  await append(2, 4);
  given.double.stop();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await given.double.start();
  await append(4, 6);
  await following.until(6);
  await following.stop();
  expect(following.seen).toEqual(await all(given.store.readAll()));
}, 30_000);

it('a place to go on from is always that of a handled event, whatever others write in between', async () => {
  const other = await given.open(given.double, newLedger());
  const otherLedger = newLedger();
  const foreign = await given.open(given.double, otherLedger);
  const abort = new AbortController();
  const handled: { position: string; stream: string }[] = [];
  const { done } = given.store.subscribeAll({
    signal: abort.signal,
    pageSize: 1,
    onEvents: ([event]) => {
      if (event !== undefined) handled.push(event);
    },
  });
  for (let n = 0; n < 30; n++) {
    await foreign.append(`${otherLedger}.b-${n}`, [newEvent(), newEvent()], 'no-stream');
    if (n % 10 === 9) await given.append(`c-${n}`, [newEvent({ n })]);
  }
  while (handled.length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
  abort.abort();
  await done;
  const own = given.stored();
  expect(handled.map(({ stream }) => stream)).toEqual(own.map(({ stream }) => stream));
  const [first] = handled;
  expect(await all(given.store.readAll({ after: first?.position ?? '' }))).toHaveLength(2);
  expect(await all(other.readAll())).toEqual([]);
});

it('a follower told a place of another log is told so, not left waiting', async () => {
  const { position } = await given.append('a-1');
  const between = position.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
  await expect(follower(given.store, between).done).rejects.toMatchObject({ name: 'PositionUnknown' });
}, 30_000);

it('nothing runs when nobody follows any more', async () => {
  const following = follower(given.store);
  await given.append('a-1');
  await following.until(1);
  await following.stop();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(given.double.openSubscriptions).toBe(0);
});
