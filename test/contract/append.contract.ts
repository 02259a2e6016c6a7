import { AppendTooLarge, NotJson, RevisionConflict } from '@sedekah/event-store';
import { all, freshLog, newEvent, type Backend } from './backend';

/** What every store promises to those who append and read streams. */
export function appendContract(backend: () => Backend): void {
  const log = freshLog(backend);

  describe('append and read', () => {
    it('gives back what was stored, in order', async () => {
      const events = [
        newEvent({ amount: '9007199254740993', name: 'Bupati Mamasa', nested: { list: [1, null, true, 'é\u0000😀'] } }),
        newEvent({ empty: {} }, 'Other'),
      ];
      const appended = await log.store.append(log.stream('a-1'), events, 'no-stream');
      const stored = await all(log.store.readStream(log.stream('a-1')));
      expect(stored).toEqual(
        events.map((event, index) => ({
          ...event,
          stream: log.stream('a-1'),
          revision: BigInt(index),
          position: expect.any(String) as string,
        })),
      );
      const positions = stored.map(({ position }) => position);
      expect(appended).toMatchObject({ revision: 1n, position: positions.at(-1) });
      expect(appended.positions ?? positions).toEqual(positions);
      expect(await all(log.store.readAll())).toEqual(stored);
    });

    it('reads a stream from a revision', async () => {
      await log.store.append(
        log.stream('a-1'),
        [newEvent({ n: 0 }), newEvent({ n: 1 }), newEvent({ n: 2 })],
        'no-stream',
      );
      expect((await all(log.store.readStream(log.stream('a-1'), 1n))).map(({ data }) => data)).toEqual([
        { n: 1 },
        { n: 2 },
      ]);
      expect(await all(log.store.readStream(log.stream('a-1'), 3n))).toEqual([]);
    });

    it('finds nothing in a stream that does not exist', async () => {
      expect(await all(log.store.readStream(log.stream('a-none')))).toEqual([]);
      await expect(log.store.append(log.stream('a-none'), [newEvent()], 4n)).rejects.toMatchObject({
        name: 'RevisionConflict',
        expected: 4n,
        actual: 'no-stream',
      });
    });

    it('knows the position of the last event', async () => {
      expect(await log.store.head()).toBeUndefined();
      const { position } = await log.store.append(log.stream('a-1'), [newEvent(), newEvent()], 'no-stream');
      expect(await log.store.head()).toBe(position);
      const later = await log.store.append(log.stream('a-2'), [newEvent()], 'no-stream');
      expect(later.position > position).toBe(true);
      expect(await log.store.head()).toBe(later.position);
      expect(await (await log.openBeside()).head()).toBe(later.position);
    });

    it('finds everything again after it was closed', async () => {
      await log.store.append(log.stream('a-1'), [newEvent({ n: 1 })], 'no-stream');
      const before = await all(log.store.readAll());
      await log.store.close();
      expect(await all((await log.reopen()).readAll())).toEqual(before);
    });
  });

  describe('expected revision', () => {
    it('is honoured', async () => {
      await log.store.append(log.stream('a-1'), [newEvent()], 'no-stream');
      await log.store.append(log.stream('a-1'), [newEvent()], 0n);
      for (const stale of ['no-stream', 0n, 2n] as const) {
        await expect(log.store.append(log.stream('a-1'), [newEvent()], stale)).rejects.toMatchObject({
          name: 'RevisionConflict',
          stream: log.stream('a-1'),
          expected: stale,
          actual: 1n,
        });
      }
      expect(await all(log.store.readStream(log.stream('a-1')))).toHaveLength(2);
    });

    it('lets exactly one of many writers win; the others learn where the stream is', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, () => log.store.append(log.stream('a-1'), [newEvent(), newEvent()], 'no-stream')),
      );
      const won = outcomes.filter(({ status }) => status === 'fulfilled');
      const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
      expect(won).toHaveLength(1);
      expect(lost).toHaveLength(19);
      for (const reason of lost) expect(reason).toMatchObject({ name: 'RevisionConflict', actual: 1n });
      expect(await all(log.store.readAll())).toHaveLength(2);
    });

    it('lets writers who read, append and try again each get their turn', async () => {
      const append = async () => {
        for (;;) {
          const revision = (await all(log.store.readStream(log.stream('a-1')))).at(-1)?.revision ?? 'no-stream';
          try {
            await log.store.append(log.stream('a-1'), [newEvent()], revision);
            return;
          } catch (error) {
            if (!(error instanceof RevisionConflict)) throw error;
          }
        }
      };
      await Promise.all(Array.from({ length: 12 }, append));
      const revisions = (await all(log.store.readStream(log.stream('a-1')))).map(({ revision }) => revision);
      expect(revisions).toEqual(Array.from({ length: 12 }, (_, index) => BigInt(index)));
    });
  });

  describe('the same append again', () => {
    it('is answered as the first time', async () => {
      const events = [newEvent(), newEvent()];
      const first = await log.store.append(log.stream('a-1'), events, 'no-stream');
      expect(await log.store.append(log.stream('a-1'), events, 'no-stream')).toEqual(first);
      expect(await all(log.store.readAll())).toHaveLength(2);
    });

    it('is answered as the first time after other appends, and by another opening of the store', async () => {
      await log.store.append(log.stream('a-1'), [newEvent()], 'no-stream');
      const events = [newEvent(), newEvent()];
      const first = await log.store.append(log.stream('a-1'), events, 0n);
      await log.store.append(log.stream('a-1'), [newEvent()], 2n);
      await log.store.append(log.stream('a-2'), [newEvent()], 'no-stream');
      expect(await log.store.append(log.stream('a-1'), events, 0n)).toEqual(first);
      await log.store.close();
      expect(await (await log.reopen()).append(log.stream('a-1'), events, 0n)).toEqual(first);
    });

    it('at the same time is stored once', async () => {
      const events = [newEvent()];
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => log.store.append(log.stream('a-1'), events, 'no-stream')),
      );
      expect(new Set(answers.map(({ position }) => position)).size).toBe(1);
      expect(await all(log.store.readAll())).toHaveLength(1);
    });

    it('with events it did not have is a conflict', async () => {
      const [one, two] = [newEvent(), newEvent()];
      await log.store.append(log.stream('a-1'), [one], 'no-stream');
      await expect(log.store.append(log.stream('a-1'), [one, two], 'no-stream')).rejects.toThrow(RevisionConflict);
      await expect(log.store.append(log.stream('a-1'), [two], 'no-stream')).rejects.toThrow(RevisionConflict);
    });

    it('with other data under the same id is a conflict, not a repeat', async () => {
      const event = newEvent({ amount: '1' });
      await log.store.append(log.stream('a-1'), [event], 'no-stream');
      await log.store.append(log.stream('a-1'), [newEvent()], 0n);
      const other = { ...event, data: { amount: '2' } };
      await expect(log.store.append(log.stream('a-1'), [other], 'no-stream')).rejects.toThrow(RevisionConflict);
      expect((await all(log.store.readStream(log.stream('a-1'))))[0]?.data).toEqual({ amount: '1' });
    });
  });

  describe('before sending', () => {
    it.each<[string, object]>([
      ['a bigint', { amount: 1n }],
      ['a bigint deep inside', { list: [{ amount: 1n }] }],
      ['a Date', { on: new Date(0) }],
      ['NaN', { n: Number.NaN }],
      ['a Map', { m: new Map() }],
      ['a function', { f: () => 1 }],
      ['a list instead of an object', [1]],
    ])('refuses %s', async (_, data) => {
      await expect(log.store.append(log.stream('a-1'), [newEvent(data)], 'no-stream')).rejects.toThrow(NotJson);
      const metadata = { ...newEvent(), metadata: data };
      await expect(log.store.append(log.stream('a-1'), [metadata], 'no-stream')).rejects.toThrow(NotJson);
      expect(await log.store.head()).toBeUndefined();
    });

    it('refuses undefined data and circles', async () => {
      const circle: Record<string, unknown> = {};
      circle['self'] = circle;
      const missing = { ...newEvent(), data: undefined as unknown as object };
      for (const event of [newEvent(circle), missing]) {
        await expect(log.store.append(log.stream('a-1'), [event], 'no-stream')).rejects.toThrow(NotJson);
      }
    });

    it('refuses more than 512 KiB in one append and takes what is just below', async () => {
      const half = { text: 'é'.repeat(130 * 1024) };
      const large = [newEvent(half), newEvent(half)];
      await expect(log.store.append(log.stream('a-1'), large, 'no-stream')).rejects.toThrow(AppendTooLarge);
      const small = { text: 'é'.repeat(127 * 1024) };
      expect(await log.store.append(log.stream('a-1'), [newEvent(small), newEvent(small)], 'no-stream')).toMatchObject({
        revision: 1n,
      });
      expect((await all(log.store.readAll())).map(({ data }) => data)).toEqual([small, small]);
    });

    it('refuses what only a bug can ask for', async () => {
      const event = newEvent();
      await expect(log.store.append(log.stream('a-1'), [], 'no-stream')).rejects.toThrow('no events');
      await expect(log.store.append(log.stream('a-1'), [event, event], 'no-stream')).rejects.toThrow('twice');
      await expect(log.store.append(log.stream('a-1'), [{ ...event, id: 'x' }], 'no-stream')).rejects.toThrow('UUID');
      await expect(log.store.append('$system', [event], 'no-stream')).rejects.toThrow('no name');
      await expect(log.store.append(log.stream('a-1'), [event], -1n)).rejects.toThrow('cannot be');
    });
  });
}
