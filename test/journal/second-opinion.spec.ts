import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beancountJournal, hledgerJournal } from '@sedekah/ledger';
import {
  balancesOf,
  beancountBalances,
  differences,
  hledgerBalances,
  inBeancount,
  installed,
  ledgerBalances,
  writeText,
} from './programs';
import { randomHistory } from './random-history';

const SEED = 2021;
const MANY_ENTRIES = 100_000;
const FEW_ENTRIES = 3_000;

const folder = mkdtempSync(join(tmpdir(), 'sedekah-journal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ledger adds an account up again for every assertion, which takes minutes on the long history. */
async function* withoutAssertions(blocks: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const block of blocks) if (!block.includes(' = ')) yield block;
}

const few = randomHistory(SEED, FEW_ENTRIES);
const withHledger = installed('hledger') ? test : test.skip;
const withLedger = installed('ledger') ? test : test.skip;
const withBeancount = installed('bean-check', 'bean-query') ? test : test.skip;

describe('every balance and every month-end assertion of a random history, in strict mode, according to', () => {
  withHledger('hledger', async () => {
    const file = join(folder, 'few.hledger');
    await writeText(file, hledgerJournal(few));
    expect(differences(balancesOf(few), hledgerBalances(file, { strict: true }))).toEqual([]);
  });

  withLedger('Ledger', async () => {
    const file = join(folder, 'few.ledger');
    await writeText(file, hledgerJournal(few));
    expect(differences(balancesOf(few), ledgerBalances(file))).toEqual([]);
  });

  withBeancount('beancount', async () => {
    const file = join(folder, 'few.beancount');
    await writeText(file, beancountJournal(few));
    expect(differences(inBeancount(balancesOf(few)), beancountBalances(file))).toEqual([]);
  });
});

describe(`every balance after ${MANY_ENTRIES} random entries, according to`, () => {
  let many: ReturnType<typeof randomHistory> = [];
  beforeAll(() => {
    if (installed('hledger') || installed('ledger')) many = randomHistory(SEED + 1, MANY_ENTRIES);
  }, 300_000);

  withHledger(
    'hledger, its assertions included',
    async () => {
      const file = join(folder, 'many.hledger');
      await writeText(file, hledgerJournal(many));
      expect(many.length).toBeGreaterThanOrEqual(MANY_ENTRIES);
      expect(differences(balancesOf(many), hledgerBalances(file))).toEqual([]);
    },
    300_000,
  );

  withLedger(
    'Ledger',
    async () => {
      const file = join(folder, 'many.ledger');
      await writeText(file, withoutAssertions(hledgerJournal(many)));
      expect(many.length).toBeGreaterThanOrEqual(MANY_ENTRIES);
      expect(differences(balancesOf(many), ledgerBalances(file))).toEqual([]);
    },
    300_000,
  );
});

describe('a journal that was tampered with', () => {
  /** The first bank credit at twice its amount: it balances all the same. */
  const tampered = few.map((entry, index) =>
    index === few.findIndex(({ eventType }) => eventType === 'CreditRecorded')
      ? { ...entry, lines: entry.lines.map((line) => ({ ...line, amount: String(Number(line.amount) * 2) })) }
      : entry,
  );

  withHledger('is told apart by its balances', async () => {
    const file = join(folder, 'tampered.hledger');
    await writeText(file, hledgerJournal(tampered));
    expect(differences(balancesOf(few), hledgerBalances(file))).toHaveLength(2);
  });

  withHledger('from which an entry was taken out does not pass its own assertions', async () => {
    const file = join(folder, 'shortened.hledger');
    async function* withoutOneCredit(): AsyncGenerator<string> {
      let dropped = false;
      for await (const block of hledgerJournal(few)) {
        if (dropped || !block.includes('event: CreditRecorded')) yield block;
        else dropped = true;
      }
    }
    await writeText(file, withoutOneCredit());
    expect(() => hledgerBalances(file)).toThrow(/assertion/);
  });
});
