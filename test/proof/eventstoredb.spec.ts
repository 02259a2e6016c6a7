import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStoreDb } from '@sedekah/event-store';
import { playMamasaInto } from '../cli/mamasa';
import { sedekah } from '../cli/sedekah';
import { EventStoreDouble } from '../contract/double/server';
import { canStartServer, sayNoServer, startServer, type OwnServer } from '../contract/real-server';
import { SealedLedger } from './sealed-ledger';

jest.setTimeout(240_000);

/** Seals Mamasa's ledger on a server and shows what an auditor does with it. */
async function sealsOn(url: string, embedded: SealedLedger): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sedekah-sealed-esdb-'));
  const [data, bundle] = [join(folder, 'data'), join(folder, 'bundle')];
  const runs = async (command: string): Promise<string> => {
    const { stdout, stderr, exitCode } = await sedekah(command, data, { EVENTSTOREDB_URL: url });
    if (exitCode !== 0) throw new Error(`sedekah ${command}: ${stderr}`);
    return stdout;
  };
  try {
    const store = await openEventStoreDb({ connectionString: url, ledger: 'sedekah' });
    await playMamasaInto(store);
    await store.close();
    await runs('rebuild');
    for (const party of ['pemda', 'kejari']) await runs(`keys create ${party}`);
    await runs('seal rule --required 2');
    await runs('seal --party pemda');
    await runs('seal sign --party kejari');
    await runs(`export bundle --out ${bundle}`);
    expect(await runs('check seals-verify')).toBe('');
    expect(execFileSync(process.execPath, [join(bundle, 'verify.js'), bundle], { encoding: 'utf8' })).toMatch(/^SAH: /);
    await runs(`prove no-cover pekerja-1 --month 2021-07 --out ${join(folder, 'bukti.json')}`);
    const proof = [join(bundle, 'verify.js'), join(folder, 'bukti.json')];
    expect(execFileSync(process.execPath, proof, { encoding: 'utf8' })).toMatch(/^TERBUKTI: .* TIDAK terlindungi/);
    expect(playedEvents(bundle)).toEqual(playedEvents(embedded.bundle));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Mamasa's events as a bundle holds them. */
function playedEvents(bundle: string): string[] {
  const lines = readFileSync(join(bundle, 'events.jsonl'), 'utf8').trimEnd().split('\n');
  const played = lines.filter((line) => !/"sedekah\.(seal-|user-auditor)/.test(line));
  expect(played).toHaveLength(65);
  return played;
}

describe('seals, bundles and proofs on EventStoreDB', () => {
  let embedded: SealedLedger;
  beforeAll(async () => {
    embedded = await SealedLedger.make();
  });
  afterAll(() => embedded.remove());

  test('the double of the protocol: the events are sealed in the very bytes that SQLite gives', async () => {
    const double = new EventStoreDouble();
    await double.start();
    try {
      await sealsOn(double.url, embedded);
    } finally {
      double.stop();
    }
  });

  if (!canStartServer()) sayNoServer('seals on a real server');
  (canStartServer() ? describe : describe.skip)('a real server', () => {
    let server: OwnServer | undefined;
    beforeAll(async () => {
      server = await startServer();
    });
    afterAll(() => server?.stop());

    test('the same', () => sealsOn(server?.url ?? '', embedded));
  });
});
