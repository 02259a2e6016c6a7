import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Measured, Run } from '../harness/bench';
import { median, rounded } from '../harness/measuring';
import { ROOT } from '../harness/places';
import { runOther, runOurs } from '../harness/programs';
import { historyOf } from '../history/history';
import { shapeOf } from '../history/shape';
import { writeLog } from '../history/write-log';

const MONTHS = 10;
const ROUNDS = 9;

/** The verifier that travels with a bundle, run as an outsider runs it: by plain Node. */
export const verifyBundleBench: Bench = {
  name: 'verify-bundle',
  question: 'How fast is a sealed bundle verified, against hashing its bytes?',
  workers: 30_000,
  measure,
};

async function measure({ workers, seed, folder, tell }: Run): Promise<Measured[]> {
  const [data, bundle] = [join(folder, 'data'), join(folder, 'bundle')];
  tell(`writing and sealing the log of ${workers} workers`);
  const events = await writeLog(data, historyOf(shapeOf({ workers, months: MONTHS, seed })));
  const where = ['--data', data];
  await runOurs('cli', ['rebuild', ...where]);
  await runOurs('cli', ['keys', 'create', 'pemda', ...where]);
  await runOurs('cli', ['seal', 'make', '--party', 'pemda', ...where]);
  await runOurs('cli', ['export', 'bundle', '--out', bundle, ...where]);
  const files = readdirSync(bundle).map((file) => join(bundle, file));
  const megabytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
  const [verifying, hashing]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    tell(`verifying ${Math.round(megabytes)} MB`);
    verifying.push((await runOther(process.execPath, [join(bundle, 'verify.js'), bundle])).seconds);
    hashing.push((await runOther(process.execPath, [join(ROOT, 'bench', 'sha256.cjs'), ...files])).seconds);
  }
  const rate = (seconds: readonly number[]): number => rounded(megabytes / median(seconds));
  return [
    {
      bench: 'verify-bundle',
      figure: rate(verifying),
      unit: 'MB/s',
      size: `${events} events, ${Math.round(megabytes)} MB`,
      limits: [{ name: 'SHA-256 of the same files', figure: rate(hashing), goal: { atLeast: 0.4 } }],
      details: { 'verify s': rounded(median(verifying)), 'hash s': rounded(median(hashing)) },
    },
  ];
}
