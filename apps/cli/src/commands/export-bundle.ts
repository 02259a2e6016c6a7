import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { SealState } from '@sedekah/ledger';
import { withLog } from '../ledger/open';
import { grouped } from '../output/numbers';
import { Refused } from '../output/failure';
import { exportBundle, type SealRange } from '../proof/bundle';
import { documentOf, sealOf, sealState } from '../proof/seal-stream';
import { run } from '../run';
import { number } from './seal';

interface BundleOptions {
  readonly from: number;
  readonly to?: number;
  readonly out: string;
}

/** `export bundle`: the sealed events, the seals, and the program that verifies them without us. */
export function addExportBundle(exporting: Command): void {
  exporting
    .command('bundle')
    .description('Peristiwa tersegel, segel dan pemeriksanya. / Sealed events, their seals and the verifier.')
    .option('--from <seal>', 'segel pertama; baku: 1 / the first seal', number, 1)
    .option('--to <seal>', 'segel terakhir; baku: yang terakhir ada / the last seal', number)
    .requiredOption('--out <folder>', 'folder baru / a new folder')
    .action((options: BundleOptions, self: Command) =>
      run(self, async ({ config, output }) => {
        const exported = await withLog(config, async (log) =>
          exportBundle(log, rangeOf(await sealState(log, config), options), resolve(options.out)),
        );
        const { folder, firstOrdinal, lastOrdinal, seals, verifierHash } = exported;
        output.answer(
          exported,
          () =>
            `${folder}: peristiwa / events ${grouped(firstOrdinal)}–${grouped(lastOrdinal)}, ${seals} segel / ${seals === 1 ? 'seal' : 'seals'}.\n` +
            `Periksa / verify: node verify.js ${folder}\nverify.js SHA-256 ${verifierHash}`,
        );
      }),
    );
}

/** @throws Refused for seals that are not there */
function rangeOf(state: SealState, { from, to }: BundleOptions): SealRange {
  const last = sealOf(state, to).number;
  const first = documentOf(sealOf(state, from));
  if (from > last) {
    throw new Refused(
      'seals-reversed',
      `Segel ${from} sesudah segel ${last}: tukar --from dan --to.`,
      `Seal ${from} comes after seal ${last}: swap --from and --to.`,
    );
  }
  const before = from === 1 ? undefined : documentOf(sealOf(state, from - 1));
  return { before, seals: [first, ...state.seals.slice(from, last).map(documentOf)] };
}
