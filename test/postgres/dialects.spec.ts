import fc from 'fast-check';
import type { LedgerEvent } from '@sedekah/ledger';
import { compareReadModels, Projector, type ReadModel } from '@sedekah/read-model';
import { createGeneration } from '../../libs/read-model/src/store/generations';
import { anySteps, historyOf } from '../../libs/read-model/src/testing/any-history';
import { anyCommands, historyOfCommands } from '../../libs/read-model/src/testing/any-sponsor';
import { History } from '../../libs/read-model/src/testing/history';
import { removeProjected, temporaryFolder } from '../../libs/read-model/src/testing/projected';
import { histories } from '../events/histories';
import { answersOf, type Asked } from './answers';
import { PostgresReadModels } from './read-models';
import { hasPostgres, postgresServer, sayNoPostgres, type PostgresServer } from './server';

jest.setTimeout(180_000);

const suite = 'one log in SQLite and in PostgreSQL';
if (!hasPostgres()) sayNoPostgres(suite);

interface Delivery {
  readonly batchSize: number;
  /** Events per page, each page overlapping the one before. */
  readonly pageSize: number;
  readonly again: number;
  /** Events before the projector is started anew. */
  readonly restartAfter: number;
}

const anyDelivery: fc.Arbitrary<Delivery> = fc.record({
  batchSize: fc.integer({ min: 1, max: 100 }),
  pageSize: fc.integer({ min: 1, max: 100 }),
  again: fc.integer({ min: 0, max: 20 }),
  restartAfter: fc.integer({ min: 0, max: 150 }),
});

async function deliver(reader: History, readModel: ReadModel, delivery: Delivery): Promise<void> {
  const { batchSize, pageSize, again, restartAfter } = delivery;
  const start = () => new Projector({ reader, readModel, batchSize });
  let projector = start();
  let isRestarted = false;
  for (let index = 0; index < reader.events.length; index += pageSize) {
    if (!isRestarted && index >= restartAfter) {
      projector = start();
      isRestarted = true;
    }
    await projector.apply(reader.events.slice(Math.max(0, index - again), index + pageSize));
  }
}

(hasPostgres() ? describe : describe.skip)(suite, () => {
  let server: PostgresServer;
  let readModels: PostgresReadModels;
  beforeAll(async () => {
    server = await postgresServer();
    readModels = new PostgresReadModels(server);
  });
  afterEach(removeProjected);
  afterAll(async () => {
    await readModels?.close();
    await server?.stop();
  });

  /** Both kinds of store hold the same rows and give the same answers, whatever the pages in which events came. */
  async function expectEqual(
    history: History,
    asked: Asked,
    deliveries: readonly [Delivery, Delivery],
  ): Promise<number> {
    const sqlite = await createGeneration({ dataFolder: temporaryFolder() });
    const postgres = await readModels.empty(temporaryFolder());
    try {
      await deliver(history, sqlite, deliveries[0]);
      await deliver(history, postgres, deliveries[1]);
      expect(await compareReadModels(sqlite, postgres)).toEqual([]);
      const answers = await answersOf(sqlite.db, asked);
      expect(await answersOf(postgres.db, asked)).toEqual(answers);
      return Object.keys(answers).length;
    } finally {
      await sqlite.close();
      await postgres.close();
      await removeProjected();
    }
  }

  const days = ['2021-04-30', '2021-05-31', '2021-07-02', '2021-12-31'];
  /** Nothing known, some of the log, by count, by time and by place, and all of it. */
  const askedOf = ({ events }: History, some: number): Asked => {
    const event = events[some % events.length];
    if (!event) throw new Error('a history has events');
    const { recordedAt } = event.metadata as { recordedAt: string };
    const bounds = [{ ordinal: 0 }, { ordinal: 1 + (some % events.length) }, { time: recordedAt }];
    return { days, knownAts: [undefined, ...bounds, { position: event.position }] };
  };

  test('any story of a scheme makes the same rows and the same answers', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, anyDelivery, anyDelivery, fc.nat(), async (steps, one, other, some) => {
        const history = historyOf(steps);
        await expectEqual(history, askedOf(history, some), [one, other]);
      }),
      { numRuns: 20 },
    );
  });

  test('any history that a sponsor may have makes the same rows and the same answers', async () => {
    await fc.assert(
      fc.asyncProperty(anyCommands, anyDelivery, anyDelivery, fc.nat(), async (commands, one, other, some) => {
        const history = historyOfCommands(commands);
        await expectEqual(history, askedOf(history, some), [one, other]);
      }),
      { numRuns: 12 },
    );
  });

  test('a ledger with an event of every kind makes the same rows and the same answers', async () => {
    const inOrder = [...histories().values()]
      .flat()
      .toSorted((left, right) => (left.metadata.recordedAt < right.metadata.recordedAt ? -1 : 1));
    const history = new History();
    for (const { stream, type, data, metadata } of inOrder) {
      history.add(stream.replace(/^sedekah\./, ''), { type, data } as LedgerEvent, metadata);
    }
    const whole = { batchSize: 500, pageSize: 500, again: 0, restartAfter: 500 };
    const pieces = { batchSize: 7, pageSize: 11, again: 3, restartAfter: 40 };
    const answers = await expectEqual(history, askedOf(history, Math.floor(inOrder.length / 2)), [whole, pieces]);
    expect(answers).toBeGreaterThan(200);
  });
});
