import { sql, type Kysely } from 'kysely';
import type { LocalDate } from '@sedekah/ledger';
import type { Page, Range } from '../projector/page';
import type { InsertRows } from '../store/rows';
import { rupiah } from '../store/table';
import type { ReadModelTables, TableRow } from '../tables';
import { noSums, sponsorChanges, SPONSOR_SUMS, type SponsorChange } from './sponsor-change';
import {
  addedTo,
  columnsOf,
  lateness,
  noTotal,
  placesOf,
  placesText,
  sumsOf,
  type SponsorTotal,
} from './sponsor-total';

interface Dated extends SponsorChange {
  readonly ordinal: number;
  readonly effectiveOn: LocalDate;
}

/** Sponsors per statement. */
const CHUNK = 500;

/**
 * Writes the totals of every sponsor that a page's entries touch. Runs in the page's transaction, after its rows are in.
 * @throws Error rather than a total that no sponsor may have: the page is not stored
 */
export async function followJournal(
  transaction: Kysely<ReadModelTables>,
  insert: InsertRows,
  page: Page,
  range: Range,
): Promise<void> {
  const changes = page.entries.flatMap((entry) =>
    sponsorChanges(entry).map((change): Dated => ({ ...change, ordinal: entry.ordinal, effectiveOn: entry.date })),
  );
  if (page.entries.some(({ eventType }) => eventType === 'RemittancePaid')) {
    changes.push(...(await remitted(transaction, range)));
    changes.sort((left, right) => left.ordinal - right.ordinal);
  }
  if (changes.length === 0) return;
  const { totals } = page.journal;
  await lookUp(transaction, totals, changes);
  await insert(
    'sponsor_total',
    changes.map((change) => row(change, totals)),
  );
}

function row(change: Dated, totals: Map<string, SponsorTotal>): TableRow<'sponsor_total'> {
  const { sponsorId, ordinal, effectiveOn } = change;
  const before = totals.get(sponsorId) ?? noTotal();
  const total = addedTo(before, change, ordinal, effectiveOn);
  totals.set(sponsorId, total);
  return {
    sponsor_id: sponsorId,
    ordinal,
    effective_on: effectiveOn,
    latest_on: total.latestOn,
    days_late: lateness(effectiveOn, total.latestOn),
    previous: before.ordinal,
    ...columnsOf(total.sums),
    places: placesText(total.places),
  };
}

/** Each order of the page that was paid: what each sponsor has in it is remitted now. */
async function remitted(transaction: Kysely<ReadModelTables>, { first, last }: Range): Promise<Dated[]> {
  const { rows } = await sql<{ ordinal: number; sponsor_id: string; effective_on: LocalDate; remitted: string }>`
    select paid.ordinal, step.sponsor_id, paid.effective_on,
      cast(sum(case when step.kind = 'ordered' then step.total else -step.total end) as text) as remitted
    from remittance_step paid
    join sponsor_step step on step.remittance_id = paid.remittance_id
      and step.kind in ('ordered', 'unordered') and step.ordinal < paid.ordinal
    where paid.kind = 'paid' and paid.ordinal between ${first} and ${last}
    group by paid.ordinal, step.sponsor_id, paid.effective_on
  `.execute(transaction);
  return rows.map((row) => ({
    sponsorId: row.sponsor_id,
    ordinal: row.ordinal,
    effectiveOn: row.effective_on,
    sums: { ...noSums(), remitted: BigInt(row.remitted) },
    places: new Map(),
  }));
}

/** Adds the last totals of sponsors that are not remembered yet. */
async function lookUp(
  transaction: Kysely<ReadModelTables>,
  totals: Map<string, SponsorTotal>,
  changes: readonly Dated[],
): Promise<void> {
  const unknown = [...new Set(changes.map(({ sponsorId }) => sponsorId))].filter((id) => !totals.has(id));
  for (let index = 0; index < unknown.length; index += CHUNK) {
    const rows = await transaction
      .selectFrom('sponsor_total as t')
      .select(['t.sponsor_id', 't.ordinal', 't.latest_on', 't.places'])
      .select(SPONSOR_SUMS.map((sum) => rupiah(`t.${sum}`).as(sum)))
      .where('t.sponsor_id', 'in', unknown.slice(index, index + CHUNK))
      .where('t.ordinal', '=', (of) =>
        of
          .selectFrom('sponsor_total as x')
          .select((last) => last.fn.max('x.ordinal').as('ordinal'))
          .whereRef('x.sponsor_id', '=', 't.sponsor_id'),
      )
      .execute();
    for (const { sponsor_id: sponsorId, ordinal, latest_on: latestOn, places, ...sums } of rows) {
      totals.set(sponsorId, { ordinal, latestOn, places: placesOf(places), sums: sumsOf(sums) });
    }
  }
}
