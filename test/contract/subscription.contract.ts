import type { Position, StoredEvent } from '@sedekah/event-store';
import { all, follower, freshLog, newEvent, type Backend } from './backend';

/** What every store promises to those who follow the log. */
export function subscriptionContract(backend: () => Backend): void {
  const log = freshLog(backend);

  describe('a subscriber', () => {
    it('sees what is stored and then what comes', async () => {
      await log.store.append(log.stream('a-1'), [newEvent({ n: 0 })], 'no-stream');
      const following = follower(log.store);
      await following.until(1);
      await log.store.append(log.stream('a-1'), [newEvent({ n: 1 }), newEvent({ n: 2 })], 0n);
      await following.until(3);
      await following.stop();
      expect(following.seen).toEqual(await all(log.store.readAll()));
    });

    it('sees every event once and in the total order while many write', async () => {
      const [first, second] = [follower(log.store), follower(await log.openBeside(), undefined, 7)];
      const writer = async (name: string) => {
        for (let n = 0; n < 25; n++) {
          const events = Array.from({ length: 1 + (n % 3) }, () => newEvent({ name, n }));
          const revision = (await all(log.store.readStream(log.stream(name)))).at(-1)?.revision ?? 'no-stream';
          await log.store.append(log.stream(name), events, revision);
        }
      };
      const late = (async () => {
        await first.until(100);
        return follower(log.store, first.seen[49]?.position as Position);
      })();
      await Promise.all(Array.from({ length: 8 }, (_, index) => writer(`w-${index}`)));
      const expected = await all(log.store.readAll());
      expect(expected).toHaveLength(8 * (25 + 8 + 16));
      const third = await late;
      await Promise.all([
        first.until(expected.length),
        second.until(expected.length),
        third.until(expected.length - 50),
      ]);
      await Promise.all([first.stop(), second.stop(), third.stop()]);
      expect(first.seen).toEqual(expected);
      expect(second.seen).toEqual(expected);
      expect(third.seen).toEqual(expected.slice(50));
    });

    it('goes on where it stopped, across a restart of store and subscriber', async () => {
      for (let n = 0; n < 5; n++) await log.store.append(log.stream(`a-${n}`), [newEvent({ n })], 'no-stream');
      const before = follower(log.store);
      await before.until(5);
      await before.stop();
      await log.store.append(log.stream('b-1'), [newEvent(), newEvent()], 'no-stream');
      await log.store.close();
      const reopened = await log.reopen();
      const after = follower(reopened, before.seen.at(-1)?.position);
      await after.until(2);
      await reopened.append(log.stream('b-2'), [newEvent()], 'no-stream');
      await after.until(3);
      await after.stop();
      expect([...before.seen, ...after.seen]).toEqual(await all(reopened.readAll()));
    });

    it('hears of an append within a moment', async () => {
      const following = follower(log.store);
      await log.store.append(log.stream('a-1'), [newEvent()], 'no-stream');
      await following.until(1);
      const times: number[] = [];
      for (let n = 1; n <= 20; n++) {
        const start = performance.now();
        await log.store.append(log.stream('a-1'), [newEvent()], BigInt(n - 1));
        await following.until(n + 1);
        times.push(performance.now() - start);
      }
      await following.stop();
      expect(times.sort((a, b) => a - b)[10]).toBeLessThan(250);
    });

    it('is told when it has caught up', async () => {
      await log.store.append(log.stream('a-1'), [newEvent()], 'no-stream');
      const abort = new AbortController();
      const order: string[] = [];
      await new Promise<void>((resolve) => {
        const { done } = log.store.subscribeAll({
          signal: abort.signal,
          onEvents: () => void order.push('events'),
          onCaughtUp: () => {
            order.push('caught up');
            abort.abort();
          },
        });
        void done.then(resolve);
      });
      expect(order).toEqual(['events', 'caught up']);
    });

    it('that fails stops loudly and keeps its place', async () => {
      for (let n = 0; n < 6; n++) await log.store.append(log.stream(`a-${n}`), [newEvent({ n })], 'no-stream');
      const handled: StoredEvent[] = [];
      const { done } = log.store.subscribeAll({
        signal: new AbortController().signal,
        pageSize: 2,
        onEvents: (events) => {
          if (handled.length === 2) throw new Error('projection bug');
          handled.push(...events);
        },
      });
      await expect(done).rejects.toThrow('projection bug');
      const again = follower(log.store, handled.at(-1)?.position);
      await again.until(4);
      await again.stop();
      expect([...handled, ...again.seen]).toEqual(await all(log.store.readAll()));
    });

    it('gets the next page only when it has handled the one before', async () => {
      for (let n = 0; n < 6; n++) await log.store.append(log.stream(`a-${n}`), [newEvent({ n })], 'no-stream');
      let running = 0;
      let most = 0;
      const abort = new AbortController();
      const { done } = log.store.subscribeAll({
        signal: abort.signal,
        pageSize: 1,
        onEvents: async () => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setTimeout(resolve, 5));
          running--;
        },
        onCaughtUp: () => abort.abort(),
      });
      await done;
      expect(most).toBe(1);
    });
  });
}
