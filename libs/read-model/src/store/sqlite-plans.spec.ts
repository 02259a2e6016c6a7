import { sql, type RawBuilder } from 'kysely';
import { headsBySpan, isApart } from '../heads/heads-of';
import { sponsorTotalRows } from '../journal/sum-at';
import { removeProjected, temporaryFolder } from '../testing/projected';
import { createGeneration } from './generations';

afterEach(removeProjected);

/** How SQLite means to go through the tables. */
async function planOf(query: RawBuilder<unknown>): Promise<string[]> {
  const { db, ...readModel } = await createGeneration({ dataFolder: temporaryFolder() });
  const { rows } = await sql<{ detail: string }>`explain query plan ${query}`.execute(db);
  await readModel.close();
  return rows.map(({ detail }) => detail);
}

test("a sponsor's sums at two times are two places of an index and the ranges of late entries", async () => {
  const plan = await planOf(sponsorTotalRows(sql`${'bupati'}`, { asOf: '2021-05-31', ordinal: 100 }));
  expect(plan.filter((step) => step.startsWith('SEARCH'))).toEqual([
    expect.stringMatching(/^SEARCH t USING PRIMARY KEY \(sponsor_id=\? AND ordinal<\?\)/),
    expect.stringMatching(/^SEARCH x USING COVERING INDEX sponsor_total_by_1 \(sponsor_id=\? AND latest_on<\?\)/),
    expect.stringMatching(/^SEARCH late USING INDEX sponsor_total_if_1 \(.*days_late=\? AND effective_on>\?/),
    expect.stringMatching(/^SEARCH earlier USING PRIMARY KEY/),
  ]);
});

test('cover that was cancelled is found without the rest of it', async () => {
  const plan = await planOf(sql`select worker_id, month from cover where units < 0`);
  expect(plan).toEqual([expect.stringMatching(/^SEARCH cover USING COVERING INDEX cover_if_1/)]);
});

test("a sponsor's workers are counted by a place of the index for each span", async () => {
  const plan = await planOf(headsBySpan('bupati', '2021-050', 100));
  const searches = plan.filter((step) => /^(SEARCH|SCAN) h/.test(step));
  expect(searches).toEqual(expect.arrayContaining([expect.stringContaining('span=? AND ordinal<?')]));
  for (const step of searches) expect(step).toMatch(/^SEARCH h USING PRIMARY KEY \(sponsor_id=\? AND span/);
});

test('those who are looked at one by one are found without the others', async () => {
  const apart = isApart('a.worker_id', 'bupati', { asOf: '2021-05-31', ordinal: 100 });
  const plan = await planOf(sql`select 1 from assignment a where a.sponsor_id || '' = ${'bupati'} and ${apart}`);
  expect(plan).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^SEARCH a USING INDEX sqlite_autoindex_assignment_1 \(worker_id=\?\)/),
    ]),
  );
});
