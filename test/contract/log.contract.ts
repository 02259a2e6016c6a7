import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PositionUnknown, type Position } from '@sedekah/event-store';
import { all, follower, freshLog, newEvent, type Backend } from './backend';

/** What every store promises to those who read the whole log, and on closing. */
export function logContract(backend: () => Backend): void {
  const log = freshLog(backend);

  describe('the whole log', () => {
    it('is read in pages of the size asked for, from a position', async () => {
      for (let n = 0; n < 7; n++)
        await log.store.append(
          log.stream(`a-${n % 3}`),
          [newEvent({ n })],
          n < 3 ? 'no-stream' : BigInt(Math.floor(n / 3) - 1),
        );
      const pages: number[] = [];
      for await (const page of log.store.readAll({ pageSize: 3 })) pages.push(page.length);
      expect(pages.reduce((sum, length) => sum + length, 0)).toBe(7);
      expect(Math.max(...pages)).toBe(3);
      const events = await all(log.store.readAll());
      expect(events.map(({ data }) => (data as { n: number }).n)).toEqual([0, 1, 2, 3, 4, 5, 6]);
      const rest = await all(log.store.readAll({ after: events[3]?.position as Position, pageSize: 2 }));
      expect(rest).toEqual(events.slice(4));
      expect(await all(log.store.readAll({ after: events[6]?.position as Position }))).toEqual([]);
    });

    it('refuses a position it never had', async () => {
      const { position } = await log.store.append(log.stream('a-1'), [newEvent()], 'no-stream');
      const beyond = position.replace(/\d/g, '8');
      await expect(all(log.store.readAll({ after: beyond }))).rejects.toThrow(PositionUnknown);
      await expect(follower(log.store, beyond).done).rejects.toThrow(PositionUnknown);
    });
  });

  describe('close', () => {
    it('ends reads and subscriptions that are open, answers what was asked before, and refuses the rest', async () => {
      const events = Array.from({ length: 400 }, () => newEvent());
      await log.store.append(log.stream('a-1'), events, 'no-stream');
      await log.store.append(
        log.stream('a-1'),
        events.map(() => newEvent()),
        399n,
      );
      const following = follower(log.store);
      const read = log.store.readStream(log.stream('a-1'))[Symbol.asyncIterator]();
      await read.next();
      const last = log.store.append(log.stream('a-2'), [newEvent()], 'no-stream');
      await log.store.close();
      await following.done;
      expect(await last).toMatchObject({ revision: 0n });
      await expect(read.next()).rejects.toMatchObject({ name: 'StoreUnavailable' });
      await expect(log.store.append(log.stream('a-3'), [newEvent()], 'no-stream')).rejects.toMatchObject({
        name: 'StoreUnavailable',
      });
      await expect(log.store.head()).rejects.toMatchObject({ name: 'StoreUnavailable' });
      await log.store.close();
    });
  });

  describe('a long log', () => {
    it('of 100,000 events is paged with bounded memory', async () => {
      const collectGarbage = exposedGarbageCollector();
      const batch = 500;
      for (let n = 0; n < 200; n++) {
        const events = Array.from({ length: batch }, () => newEvent({ text: 'x'.repeat(300) }));
        await log.store.append(log.stream('a-1'), events, n === 0 ? 'no-stream' : BigInt(n * batch - 1));
      }
      let count = 0;
      let last = '';
      let peak = 0;
      collectGarbage();
      const before = process.memoryUsage().heapUsed;
      for await (const page of log.store.readAll()) {
        for (const { position } of page) {
          if (position <= last) throw new Error(`${position} after ${last}`);
          last = position;
        }
        count += page.length;
        if (count % 20_000 < page.length) {
          collectGarbage();
          peak = Math.max(peak, process.memoryUsage().heapUsed - before);
        }
      }
      expect(count).toBe(100_000);
      expect(peak).toBeLessThan(20 * 1024 * 1024); // all of them would take more than 60 MiB
      let read = 0n;
      for await (const page of log.store.readStream(log.stream('a-1'))) read += BigInt(page.length);
      expect(read).toBe(100_000n);
    }, 120_000);
  });
}

function exposedGarbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
