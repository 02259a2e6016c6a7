import fc from 'fast-check';
import { OutcomeUnknown, RevisionConflict } from '../errors';
import type { EventStore } from '../port';
import { answer, bucket, BucketFull, envelope, freshStreams } from './bucket.fixtures';
import { Streams } from './streams';

const given = freshStreams();

/** The store with answers that get lost after (or before) the append was taken. */
function losingAnswers(losses: ('before' | 'after')[]): EventStore {
  return Object.assign(Object.create(given.store) as EventStore, {
    append: async (...args: Parameters<EventStore['append']>) => {
      const loss = losses.shift();
      if (loss !== 'before') {
        const appended = await given.store.append(...args);
        if (loss === undefined) return appended;
      }
      throw new OutcomeUnknown('the answer was lost');
    },
  });
}

describe('beside another process', () => {
  let other: Streams;
  beforeEach(() => {
    other = given.other();
  });

  it('a command is decided again on what the other stored', async () => {
    await given.fill('a', 50);
    await given.fill('b', 40, '40', other);
    await expect(given.fill('c', 20)).rejects.toThrow(BucketFull);
    expect(await given.fill('d', 10)).toMatchObject({ revision: 2n, state: { litres: 100, fillings: 3 } });
  });

  it('a refusal from a state that has passed is not given', async () => {
    await given.fill('a', 100);
    await given.fill('emptied', -100, '-100', other);
    expect(await given.fill('b', 7)).toMatchObject({ revision: 2n, state: { litres: 7 } });
  });

  it('the same command in both is stored once', async () => {
    const send = (to: Streams, recordedAt: string) =>
      to.execute(bucket, '1', { litres: 5 }, { today: recordedAt }, envelope('a', 'i', recordedAt));
    const both = await Promise.all([
      send(given.streams, '2026-01-01T00:00:00.000Z'),
      send(other, '2026-01-01T00:00:00.001Z'),
    ]);
    expect(await given.stored()).toHaveLength(1);
    expect(both.filter(({ repeated }) => repeated)).toHaveLength(1);
    expect(answer(both[0])).toEqual(answer(both[1]));
  });

  it('a conflict is retried until the retries are used up', async () => {
    await given.fill('a', 1);
    const always = Object.assign(Object.create(given.store) as EventStore, {
      append: (stream: string) => Promise.reject(new RevisionConflict(stream, 0n, 1n)),
    });
    const unlucky = given.other(always);
    await expect(
      unlucky.execute(bucket, '1', { litres: 1 }, { today: 'd' }, envelope('b'), { maxRetries: 2 }),
    ).rejects.toThrow(RevisionConflict);
  });
});

describe('an unknown outcome', () => {
  it('is settled by the same append again, whether the first was taken or not', async () => {
    const unsure = given.other(losingAnswers(['after']));
    expect(await given.fill('a', 5, '5', unsure)).toMatchObject({ revision: 0n, repeated: false });
    const lost = given.other(losingAnswers(['before']));
    expect(await given.fill('b', 5, '5', lost)).toMatchObject({ revision: 1n });
    expect(await given.stored()).toHaveLength(2);
  });

  it('twice names the command, which may be sent again', async () => {
    const unsure = given.other(losingAnswers(['after', 'after']));
    await expect(given.fill('a', 5, '5', unsure)).rejects.toMatchObject({ name: 'OutcomeUnknown', commandId: 'a' });
    expect(await given.fill('a', 5, '5', unsure)).toMatchObject({ revision: 0n, repeated: true });
    expect(await given.stored()).toHaveLength(1);
  });
});

it('commands on one stream, sent at once, are decided one after another', async () => {
  const results = await Promise.allSettled(Array.from({ length: 120 }, (_, i) => given.fill(`c${i}`, 1)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
  expect(await given.streams.load(bucket, '1')).toMatchObject({ state: { litres: 100, fillings: 100 }, revision: 99n });
});

it('any commands, each sent any number of times by any of two processes, are executed once each', async () => {
  const sending = fc.record({ command: fc.nat(7), process: fc.nat(1), atOnce: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(sending, { maxLength: 30 }), fc.uuid(), async (sendings, id) => {
      const processes = [new Streams({ store: given.store, ledger: 'test', cacheSize: 1 }), given.other()];
      const answers = new Map<number, Set<string>>();
      let pending: Promise<void>[] = [];
      for (const { command, process, atOnce } of sendings) {
        const sent = processes[process]
          ?.execute(bucket, id, { litres: command + 1 }, { today: 'd' }, envelope(`${command}`))
          .then(({ revision, position }) => {
            answers.set(command, (answers.get(command) ?? new Set()).add(`${revision} ${position}`));
          });
        if (sent !== undefined) pending.push(sent);
        if (!atOnce) {
          await Promise.all(pending);
          pending = [];
        }
      }
      await Promise.all(pending);
      const distinct = [...new Set(sendings.map(({ command }) => command))];
      const { state } = await given.other().load(bucket, id);
      expect(state).toEqual({ litres: distinct.reduce((sum, n) => sum + n + 1, 0), fillings: distinct.length });
      expect([...answers.values()].every(({ size }) => size === 1)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
