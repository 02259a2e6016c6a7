import fc from 'fast-check';
import { OutcomeUnknown, RevisionConflict, StoreUnavailable } from '../errors';
import type { EventStore } from '../port';
import { answer, bucket, BucketFull, envelope, freshStreams } from './bucket.fixtures';
import { Streams } from './streams';

const given = freshStreams();

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
    const unsure = given.other(flakyStore(['after']));
    expect(await given.fill('a', 5, '5', unsure)).toMatchObject({ revision: 0n, repeated: false });
    const lost = given.other(flakyStore(['before']));
    expect(await given.fill('b', 5, '5', lost)).toMatchObject({ revision: 1n });
    expect(await given.stored()).toHaveLength(2);
  });

  it('twice names the command, which may be sent again', async () => {
    const unsure = given.other(flakyStore(['after', 'after']));
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

describe('commands that wait for one stream', () => {
  /** The store, counting appends and failing those it is told to. */
  function counting(failures: (Error | undefined)[] = []) {
    const appends: number[] = [];
    const store = Object.assign(Object.create(given.store) as EventStore, {
      append: async (...args: Parameters<EventStore['append']>) => {
        appends.push(args[1].length);
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
        return given.store.append(...args);
      },
    });
    return { store, appends };
  }

  it('are stored in few appends and answered as if each had been alone', async () => {
    const { store, appends } = counting();
    const streams = given.other(store);
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => given.fill(`c${i}`, 1, '1', streams)));
    expect(appends).toEqual([60]);
    expect(answers.map(({ revision }) => revision)).toEqual(answers.map((_, index) => BigInt(index)));
    for (const [i, first] of answers.entries()) {
      const repeated = await given.fill(`c${i}`, 1, '1', given.other());
      expect(repeated.repeated).toBe(true);
      expect(answer(repeated)).toEqual(answer(first));
    }
  });

  it('are refused, repeated or unchanged one by one', async () => {
    await given.fill('before', 50);
    const sent = [
      given.fill('a', 40),
      given.fill('too-much', 20),
      given.fill('a', 40),
      given.fill('a', 41),
      given.fill('nothing', 0),
      given.fill('b', 10),
      given.fill('before', 50),
    ];
    const outcomes = await Promise.allSettled(sent);
    expect(
      outcomes.map((outcome) =>
        outcome.status === 'fulfilled' ? outcome.value.revision : outcome.reason.constructor.name,
      ),
    ).toEqual([1n, 'BucketFull', 1n, 'IdempotencyKeyReused', 1n, 2n, 0n]);
    expect(await given.streams.load(bucket, '1')).toMatchObject({ state: { litres: 100, fillings: 3 }, revision: 2n });
  });

  it('are refused only for what is stored: what a neighbour could not store is decided again', async () => {
    const { store } = counting([new StoreUnavailable('disk full')]);
    const streams = given.other(store);
    const outcomes = await Promise.allSettled([
      given.fill('a', 90, '90', streams),
      given.fill('b', 20, '20', streams),
      given.fill('c', 10, '10', streams),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
    expect((await given.other().load(bucket, '1')).state).toEqual({ litres: 20, fillings: 1 });
  });

  it('of which one is too large do not suffer from it', async () => {
    const wordy = {
      ...bucket,
      decide: (_: unknown, { litres }: { litres: number }) => [filled(litres, 'x'.repeat(litres))],
    };
    const filled = (litres: number, on: string) => ({ type: 'Filled', data: { litres, on } }) as const;
    const outcomes = await Promise.allSettled(
      [10, 600_000, 300_000, 300_000].map((litres, i) =>
        given.streams.execute(wordy, '1', { litres }, { today: '' }, envelope(`${i}`)),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(await given.stored()).toHaveLength(3);
  });

  it('are decided again together after someone else was faster', async () => {
    await given.fill('a', 50);
    await given.fill('b', 30, '30', given.other());
    const outcomes = await Promise.allSettled([given.fill('c', 10), given.fill('d', 15), given.fill('e', 10)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await given.streams.load(bucket, '1')).state).toEqual({ litres: 100, fillings: 4 });
  });

  it('are each told that their outcome is unknown, and executed once when sent again', async () => {
    const { store } = counting([new OutcomeUnknown('lost'), new OutcomeUnknown('lost')]);
    const streams = given.other(store);
    const outcomes = await Promise.allSettled([given.fill('a', 1, '1', streams), given.fill('b', 2, '2', streams)]);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.commandId)).toEqual(['a', 'b']);
    await Promise.all([given.fill('a', 1, '1', streams), given.fill('b', 2, '2', streams)]);
    expect((await given.other().load(bucket, '1')).state).toEqual({ litres: 3, fillings: 2 });
  });
});

it('whatever gets lost on the way, every command is executed once or refused, and sent again gets the same answer', async () => {
  const loss = fc.constantFrom('before' as const, 'after' as const, undefined);
  const litres = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(litres, fc.array(loss, { maxLength: 12 }), fc.uuid(), async (commands, losses, id) => {
      const flaky = flakyStore(losses);
      const processes = [given.other(flaky), given.other(flaky)];
      const send = (command: number) =>
        processes[command % 2]?.execute(
          bucket,
          id,
          { litres: commands[command] ?? 0 },
          { today: 'd' },
          envelope(`${command}`),
        );
      const until = async (command: number): Promise<string> => {
        try {
          return String((await send(command))?.revision);
        } catch (error) {
          if (error instanceof OutcomeUnknown) return until(command);
          if (error instanceof BucketFull) return 'refused';
          throw error;
        }
      };
      const answers = await Promise.all(commands.map((_, command) => until(command)));
      const executed = commands.filter((_, command) => answers[command] !== 'refused');
      const { state } = await given.other().load(bucket, id);
      expect(state).toEqual({ litres: executed.reduce((sum, n) => sum + n, 0), fillings: executed.length });
      expect(state.litres).toBeLessThanOrEqual(100);
      for (const [command, given_] of answers.entries()) {
        if (given_ !== 'refused') expect(await until(command)).toBe(given_);
      }
    }),
    { numRuns: 60 },
  );
});

/** Loses answers as told; then answers all. */
function flakyStore(losses: ('before' | 'after' | undefined)[]): EventStore {
  return Object.assign(Object.create(given.store) as EventStore, {
    append: async (...args: Parameters<EventStore['append']>) => {
      const loss = losses.shift();
      if (loss === 'before') throw new OutcomeUnknown('lost before it was stored');
      const appended = await given.store.append(...args);
      if (loss === 'after') throw new OutcomeUnknown('lost after it was stored');
      return appended;
    },
  });
}

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
