import { writeFileSync } from 'node:fs';
import { InvalidArgumentError, type Command } from 'commander';
import type { EventStore } from '@sedekah/event-store';
import { isMonth } from '@sedekah/ledger';
import { canonicalJson, type ProofDocument, type SealDocument } from '@sedekah/proof';
import type { Config } from '../config';
import { withLog } from '../ledger/open';
import { Refused } from '../output/failure';
import { proveNoCover, provePayment } from '../proof/proofs';
import { documentOf, sealOf, sealState } from '../proof/seal-stream';
import { run } from '../run';
import { number } from './seal';

interface ProveOptions {
  readonly seal?: number;
  readonly out?: string;
}

/** `prove`: a few kilobytes that `verify.js` checks without the log. */
export function addProve(program: Command): void {
  const proving = program.command('prove').description('Bukti dari catatan tersegel. / Proofs from the sealed log.');
  const payment = proving
    .command('payment')
    .description('Setoran itu ada dalam catatan tersegel. / The payment is in the sealed log.')
    .argument('<id>', 'nomor setoran / the payment');
  withSeal(payment).action((id: string, options: ProveOptions, self: Command) =>
    proved(self, options, (config, log, sealed) => provePayment(config, log, sealed, id)),
  );
  const noCover = proving
    .command('no-cover')
    .description('Pekerja itu TIDAK terlindungi pada bulan itu. / The worker has NO cover in that month.')
    .argument('<worker>', 'nomor pekerja / the worker')
    .requiredOption('--month <month>', 'bulan iuran, YYYY-MM / the contribution month', month);
  withSeal(noCover).action((worker: string, options: ProveOptions & { month: string }, self: Command) =>
    proved(self, options, async (config, log, sealed) => {
      await requireWorker(config, log, worker);
      return proveNoCover(config, log, sealed, { worker, month: options.month });
    }),
  );
}

const withSeal = (command: Command): Command =>
  command
    .option('--seal <number>', 'segel yang dipakai; baku: yang terakhir / the seal to prove by', number)
    .option('--out <file>', 'berkas bukti; baku: ke layar / the proof’s file');

function proved(
  self: Command,
  { seal, out }: ProveOptions,
  prove: (config: Config, log: EventStore, sealed: SealDocument) => Promise<ProofDocument>,
): Promise<void> {
  return run(self, async ({ config, output }) => {
    const proof = await withLog(config, async (log) =>
      prove(config, log, documentOf(sealOf(await sealState(log, config), seal))),
    );
    const text = canonicalJson(proof);
    if (out === undefined) return void process.stdout.write(`${text}\n`);
    writeFileSync(out, `${text}\n`, { flag: 'wx' });
    const bytes = Buffer.byteLength(text) + 1;
    output.answer({ file: out, bytes }, () => `${out} (${bytes} byte)\nPeriksa / verify: node verify.js ${out}`);
  });
}

/** Of somebody nobody has heard of anything could be proved. */
async function requireWorker({ ledger }: Config, log: EventStore, worker: string): Promise<void> {
  for await (const _ of log.readStream(`${ledger}.worker-${worker}`)) return;
  throw new Refused(
    'worker-unknown',
    `Pekerja ${worker} tidak ada di buku besar ini. Periksa nomornya.`,
    `There is no worker ${worker} in this ledger. Check the id.`,
  );
}

function month(text: string): string {
  if (isMonth(text)) return text;
  throw new InvalidArgumentError('Harus bulan YYYY-MM. / It must be a month YYYY-MM.');
}
