import '../node-version';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig, type Config } from '../config';
import { createApp } from '../create-app';
import { play } from './play';
import { report } from './report';
import { ScenarioClock } from './scenario-clock';

const USAGE = `npm run demo -- [--json] [--data <folder>] [--keep]
  --json   jawaban sebagai satu dokumen JSON / the answers as one JSON document
  --data   mainkan ke dalam folder ini dan simpan / play into this folder and leave the ledger there
  --keep   biarkan server hidup sesudahnya / leave the server running`;

interface Options {
  readonly json: boolean;
  readonly data?: string;
  readonly keep: boolean;
}

function options(): Options {
  try {
    const { values } = parseArgs({
      options: { json: { type: 'boolean' }, data: { type: 'string' }, keep: { type: 'boolean' } },
      strict: true,
    });
    return { json: values.json ?? false, keep: values.keep ?? false, ...(values.data ? { data: values.data } : {}) };
  } catch {
    throw new ConfigError(USAGE);
  }
}

/** A folder of its own, and on a shared server a ledger name of its own. */
function demoConfig(folder: string): Config {
  const config = readConfig(undefined, ['--data', folder]);
  const ledger = config.eventStoreUrl ? `demo${randomBytes(6).toString('hex')}` : config.ledger;
  const keysFolder = `${folder}-keys`;
  return { ...config, keysFolder, ledger, acceptTestNiks: true, projector: 'worker', logLevel: 'fatal' };
}

async function main(): Promise<void> {
  const { json, keep, data } = options();
  const folder = data ?? join(mkdtempSync(join(tmpdir(), 'sedekah-demo-')), 'data');
  const config = demoConfig(folder);
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const clock = new ScenarioClock();
  let oneTimePassword = '';
  const announce = (text: string) => {
    oneTimePassword = /password:\s+(\S+)/.exec(text)?.[1] ?? '';
  };
  const app = await createApp({ config, clock, announce });
  try {
    const { answer, password } = await play({ app, clock, tell, oneTimePassword });
    process.stdout.write(json ? `${JSON.stringify(answer)}\n` : report(answer));
    if (keep) {
      await app.listen(config.port, config.host);
      tell(`\n${await app.getUrl()}/docs  (admin, bendahara, verifikator; kata sandi / password: ${password})`);
      app.enableShutdownHooks();
      return;
    }
    await app.close();
  } catch (error) {
    await app.close();
    throw error;
  } finally {
    if (!data && !keep) for (const each of [folder, `${folder}-keys`]) rmSync(each, { recursive: true, force: true });
  }
  if (data) tell(`Buku besar tersimpan di ${folder} / the ledger is kept there`);
}

main().catch((error: unknown) => {
  const expected = error instanceof Error && ['ConfigError', 'StoreUnavailable', 'LedgerNotEmpty'].includes(error.name);
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
