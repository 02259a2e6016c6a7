import { sql, type RawBuilder } from 'kysely';
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
