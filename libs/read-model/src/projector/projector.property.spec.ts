import fc from 'fast-check';
import { compareReadModels } from '../store/compare';
import type { ReadModel } from '../store/read-model';
import { anySteps, historyOf } from '../testing/any-history';
import type { History } from '../testing/history';
import { emptyReadModel, projected, removeProjected } from '../testing/projected';
import { Projector } from './projector';

afterEach(removeProjected);

interface Delivery {
  /** Events per page. */
  readonly pageSize: number;
  /** Events before the projector is started anew. */
  readonly restartAfter: number;
  /** Events delivered again with each page. */
  readonly again: number;
}

const anyDelivery: fc.Arbitrary<Delivery> = fc.record({
  pageSize: fc.integer({ min: 1, max: 60 }),
  restartAfter: fc.integer({ min: 0, max: 200 }),
  again: fc.integer({ min: 0, max: 20 }),
});

/** Delivers the log in pages that overlap, to a projector that is replaced on the way. */
async function deliver(history: History, { pageSize, restartAfter, again }: Delivery): Promise<ReadModel> {
  const readModel = await emptyReadModel();
  const { events } = history;
  let projector = new Projector({ reader: history, readModel });
  let restarted = false;
  for (let index = 0; index < events.length; index += pageSize) {
    if (!restarted && index >= restartAfter) {
      projector = new Projector({ reader: history, readModel });
      restarted = true;
    }
    await projector.apply(events.slice(Math.max(0, index - again), index + pageSize));
  }
  return readModel;
}

test('a rebuild equals the live read model at any batch size, restart and repeated delivery', async () => {
  await fc.assert(
    fc.asyncProperty(anySteps, anyDelivery, async (steps, delivery) => {
      const history = historyOf(steps);
      const [live, rebuilt] = [await deliver(history, delivery), await projected(history)];
      expect(await compareReadModels(live, rebuilt)).toEqual([]);
      await removeProjected();
    }),
    { numRuns: 40 },
  );
}, 120_000);
