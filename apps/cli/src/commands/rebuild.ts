import type { Command } from 'commander';
import { currentGeneration, openGeneration, readCheckpoint, rebuild, ReadModelUnusable } from '@sedekah/read-model';
import type { Config } from '../config';
import { withLog } from '../ledger/open';
import { rowsIn } from '../ledger/rows';
import { counted, grouped } from '../output/numbers';
import { Progress } from '../output/progress';
import { run } from '../run';
import { goLast } from './go-last';

export function addRebuild(program: Command): void {
  program
    .command('rebuild')
    .description('Membangun ulang model baca di samping yang berjalan, lalu menukarnya. / Build the read model anew.')
    .action((_: object, self: Command) =>
      run(self, async ({ config, output }) => {
        // The officers at the server go first.
        goLast();
        const result = await rebuilt(config);
        const { generation, replaced, events, rows } = result;
        output.answer(
          result,
          () =>
            `Generasi ${generation} dipakai${replaced === null ? '' : ` menggantikan ${replaced}`}: ` +
            `${grouped(events)} peristiwa, ${grouped(rows)} baris. / ` +
            `Generation ${generation} is in use: ${counted(events, 'event')}, ${counted(rows, 'row')}.`,
        );
      }),
    );
}

function rebuilt(config: Config) {
  return withLog(config, async (log) => {
    const progress = new Progress('Membangun ulang / rebuilding', await eventsInLive(config));
    const { generation, replaced, at } = await rebuild({
      ...config.readModel,
      reader: log,
      onProgress: ({ ordinal }) => progress.at(ordinal),
    });
    progress.done();
    const fresh = await openGeneration(config.readModel, generation);
    try {
      return { generation, replaced: replaced ?? null, events: at.ordinal, rows: await rowsIn(fresh) };
    } finally {
      await fresh.close();
    }
  });
}

/** How many events the present read model holds: about as many as there will be. */
async function eventsInLive({ readModel }: Config): Promise<number | undefined> {
  const generation = await currentGeneration(readModel);
  if (generation === undefined) return undefined;
  try {
    const live = await openGeneration(readModel, generation);
    try {
      return (await readCheckpoint(live.db)).ordinal;
    } finally {
      await live.close();
    }
  } catch (error) {
    if (error instanceof ReadModelUnusable) throw error;
    // A read model that is outdated or damaged is a reason to rebuild, not to stop.
    return undefined;
  }
}
