import { sql, type Kysely } from 'kysely';
import type { InsertRows } from '../store/rows';
import type { ReadModelTables } from '../tables';
import {
  isInTime,
  knownApart,
  lateEnrolments,
  membersOf,
  assignmentsOf,
  releasesOf,
  spanBefore,
  type Member,
} from './members';
import type { HeadsOfPage, Released } from './of-page';

type Db = Kysely<ReadModelTables>;

/** Changes of a sponsor's heads: `<sponsor> <span>` → ordinal → heads. */
class Changes {
  private readonly bySpan = new Map<string, Map<number, number>>();

  add(sponsorId: string, span: string | undefined, ordinal: number, heads: 1 | -1): void {
    if (span === undefined) return;
    const key = `${sponsorId} ${span}`;
    const changes = this.bySpan.get(key) ?? new Map<number, number>();
    this.bySpan.set(key, changes);
    changes.set(ordinal, (changes.get(ordinal) ?? 0) + heads);
  }

  *[Symbol.iterator]() {
    for (const [key, changes] of this.bySpan) {
      const [sponsorId = '', span = ''] = key.split(' ');
      const inOrder = [...changes].filter(([, heads]) => heads !== 0).sort(([left], [right]) => left - right);
      if (inOrder.length > 0) yield { sponsorId, span, changes: inOrder };
    }
  }
}

/**
 * Counts the workers whom a page's events assign, release or set apart. Runs in the page's transaction, after its rows are
 * in; looks only at what was recorded before each event, so that pages may be cut anywhere.
 * @throws Error rather than a negative count: the page is not stored
 */
export async function followHeads(transaction: Db, insert: InsertRows, page: HeadsOfPage): Promise<void> {
  const { assigned, released, enrolled, apart } = page;
  if (assigned.length + released.length + enrolled.length + apart.size === 0) return;
  for (const { workerId, ordinal } of await lateEnrolments(transaction, enrolled)) page.setApart([workerId], ordinal);
  const members = await membersOf(transaction, assigned);
  for (const member of members) if (!isInTime(member)) page.setApart([member.workerId], member.ordinal);
  const known = await knownApart(transaction, [...apart.keys()]);
  for (const workerId of known) apart.delete(workerId);
  const changes = new Changes();
  const isApart = ({ workerId, ordinal }: { readonly workerId: string; readonly ordinal: number }, before?: number) =>
    (before ?? apart.get(workerId) ?? Infinity) <= ordinal;
  const rows: { sponsor_id: string; worker_id: string; ordinal: number }[] = [];
  for (const member of members) {
    const { sponsorId, workerId, ordinal } = member;
    if (isApart(member, member.apart ?? undefined)) rows.push({ sponsor_id: sponsorId, worker_id: workerId, ordinal });
    else changes.add(sponsorId, spanBefore(member, [], ordinal), ordinal, 1);
  }
  rows.push(...(await takeOut(transaction, apart, changes)));
  await shorten(transaction, released, changes, isApart);
  if (apart.size > 0) {
    await insert(
      'worker_apart',
      [...apart].map(([workerId, ordinal]) => ({ worker_id: workerId, ordinal })),
    );
  }
  // A worker may be named again by a later assignment: the first event counts.
  if (rows.length > 0) {
    await insert(
      'sponsor_apart',
      rows.sort((left, right) => left.ordinal - right.ordinal),
    );
  }
  await write(transaction, insert, changes);
}

/** Workers who are looked at one by one from now on do not count any more, wherever they were assigned before. */
async function takeOut(db: Db, apart: ReadonlyMap<string, number>, changes: Changes) {
  const workers = [...apart.keys()];
  const releases = Map.groupBy(await releasesOf(db, workers), ({ workerId }) => workerId);
  const seen = new Set<string>();
  const rows: { sponsor_id: string; worker_id: string; ordinal: number }[] = [];
  for (const member of await assignmentsOf(db, workers)) {
    const { workerId, assignmentId, sponsorId } = member;
    const since = apart.get(workerId);
    const key = `${workerId} ${assignmentId}`;
    if (since === undefined || member.ordinal >= since || seen.has(key)) continue;
    seen.add(key);
    changes.add(sponsorId, spanBefore(member, releases.get(workerId) ?? [], since), since, -1);
    rows.push({ sponsor_id: sponsorId, worker_id: workerId, ordinal: since });
  }
  return rows;
}

/** Workers who were released have a shorter span. */
async function shorten(
  db: Db,
  released: readonly Released[],
  changes: Changes,
  isApart: (of: Released, before?: number) => boolean,
): Promise<void> {
  if (released.length === 0) return;
  const workers = [...new Set(released.map(({ workerId }) => workerId))];
  const known = await knownApart(db, workers);
  const releases = Map.groupBy(await releasesOf(db, workers), ({ workerId }) => workerId);
  const members = new Map<string, Member>();
  for (const each of await assignmentsOf(db, workers)) members.set(`${each.workerId} ${each.assignmentId}`, each);
  for (const release of released) {
    const { workerId, assignmentId, ordinal } = release;
    const member = members.get(`${workerId} ${assignmentId}`);
    if (!member || known.has(workerId) || isApart(release)) continue;
    const all = releases.get(workerId) ?? [];
    changes.add(member.sponsorId, spanBefore(member, all, ordinal), ordinal, -1);
    changes.add(member.sponsorId, spanBefore(member, all, ordinal + 1), ordinal, 1);
  }
}

/** Spans per statement. */
const CHUNK = 250;

async function write(db: Db, insert: InsertRows, changes: Changes): Promise<void> {
  const spans = [...changes];
  for (let index = 0; index < spans.length; index += CHUNK) {
    const chunk = spans.slice(index, index + CHUNK);
    const last = await lastHeads(db, chunk);
    await insert(
      'sponsor_heads',
      chunk.flatMap(({ sponsorId, span, changes: inOrder }) => {
        let heads = last.get(`${sponsorId} ${span}`) ?? 0;
        return inOrder.map(([ordinal, change]) => {
          heads += change;
          if (heads < 0) throw new Error(`sponsor ${sponsorId} would have ${heads} workers of ${span}`);
          return { sponsor_id: sponsorId, span, ordinal, heads };
        });
      }),
    );
  }
}

async function lastHeads(db: Db, spans: readonly { readonly sponsorId: string; readonly span: string }[]) {
  const named = spans.map(({ sponsorId, span }) => sql`(${sponsorId}, ${span})`);
  const { rows } = await sql<{ sponsorId: string; span: string; heads: number | null }>`
    select named.column1 as "sponsorId", named.column2 as span,
      (select h.heads from sponsor_heads h where h.sponsor_id = named.column1 and h.span = named.column2
        order by h.ordinal desc limit 1) as heads
    from (values ${sql.join(named)}) named
  `.execute(db);
  return new Map(rows.map(({ sponsorId, span, heads }) => [`${sponsorId} ${span}`, heads ?? 0]));
}
