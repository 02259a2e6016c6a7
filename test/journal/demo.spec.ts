import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openEventStore } from '@sedekah/event-store';
import { beancountJournal, hledgerJournal, postings, type LedgerEvent, type RecordedEntry } from '@sedekah/ledger';
import { openReadModel, rebuild } from '@sedekah/read-model';
import { readConfig } from '../../apps/api/src/config';
import { createApp } from '../../apps/api/src/create-app';
import { play } from '../../apps/api/src/demo/play';
import { ScenarioClock } from '../../apps/api/src/demo/scenario-clock';
import {
  balancesOf,
  beancountBalances,
  differences,
  hledgerBalances,
  inBeancount,
  installed,
  ledgerBalances,
  writeText,
  type AccountBalances,
} from './programs';

const PATIENCE_MS = 180_000;
const folder = mkdtempSync(join(tmpdir(), 'sedekah-demo-journal-'));
const dataFolder = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function demonstrate(): Promise<void> {
  const config = readConfig({ SEDEKAH_TEST_NIKS: 'true', LOG_LEVEL: 'fatal' }, ['--data', dataFolder]);
  const clock = new ScenarioClock();
  let oneTimePassword = '';
  const announce = (text: string) => (oneTimePassword = /password:\s+(\S+)/.exec(text)?.[1] ?? '');
  const app = await createApp({ config, clock, announce });
  try {
    await play({ app, clock, tell: () => undefined, oneTimePassword });
  } finally {
    await app.close();
  }
}

/** The entries of the demonstration's log by day, as `sedekah export journal` writes them. */
async function entriesOfLog(): Promise<RecordedEntry[]> {
  const log = await openEventStore({ dataFolder, ledger: 'sedekah', readOnly: true });
  const entries: RecordedEntry[] = [];
  for await (const page of log.readAll()) {
    for (const event of page) {
      const entry = postings(event as unknown as LedgerEvent);
      if (entry) entries.push({ ...entry, stream: event.stream, revision: String(event.revision) });
    }
  }
  await log.close();
  return entries.sort((left, right) => (left.date < right.date ? -1 : left.date > right.date ? 1 : 0));
}

/** The balances that the tables hold. */
async function balancesOfTables(): Promise<AccountBalances> {
  const reader = await openEventStore({ dataFolder, ledger: 'sedekah', readOnly: true });
  await rebuild({ dataFolder, reader });
  await reader.close();
  const readModel = await openReadModel({ dataFolder });
  const { rows } = await sql<{ account: string; commodity: string; amount: string }>`
    select account, commodity, cast(sum(amount) as text) as amount from journal_line
    group by account, commodity having sum(amount) <> 0
    union all
    select 'cover:worker:' || worker_id, 'COV:' || month, cast(sum(units) as text) from cover
    group by worker_id, month having sum(units) <> 0
  `.execute(readModel.db);
  await readModel.close();
  return new Map(rows.map(({ account, commodity, amount }) => [`${account} ${commodity}`, amount]));
}

const withHledger = installed('hledger') ? test : test.skip;
const withLedger = installed('ledger') ? test : test.skip;
const withBeancount = installed('bean-check', 'bean-query') ? test : test.skip;

describe("every balance of the demonstration's journal, as the read model holds it, according to", () => {
  let entries: RecordedEntry[] = [];
  let ours: AccountBalances = new Map();
  beforeAll(async () => {
    await demonstrate();
    entries = await entriesOfLog();
    ours = await balancesOfTables();
  }, PATIENCE_MS);

  test('our own postings', () => {
    expect(ours.size).toBeGreaterThan(800);
    expect(differences(ours, balancesOf(entries))).toEqual([]);
  });

  withHledger('hledger, in strict mode', async () => {
    const file = join(folder, 'demo.hledger');
    await writeText(file, hledgerJournal(entries));
    expect(differences(ours, hledgerBalances(file, { strict: true }))).toEqual([]);
  });

  withLedger('Ledger', async () => {
    const file = join(folder, 'demo.ledger');
    await writeText(file, hledgerJournal(entries));
    expect(differences(ours, ledgerBalances(file))).toEqual([]);
  });

  withBeancount('beancount', async () => {
    const file = join(folder, 'demo.beancount');
    await writeText(file, beancountJournal(entries));
    expect(differences(inBeancount(ours), beancountBalances(file))).toEqual([]);
  });
});
