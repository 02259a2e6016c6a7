import { sql, type Kysely } from 'kysely';
import type { LocalDate, Role } from '@sedekah/ledger';
import { cursorOf, limitOf, listed, type Listed, type PageRequest } from '../log/paging';
import type { ReadModelTables } from '../tables';

export interface UserItem {
  readonly userId: string;
  readonly createdOn: LocalDate;
  /** Roles held now, in the order of the alphabet. */
  readonly roles: readonly Role[];
}

/** Users in the order of their creation. @throws InvalidCursor */
export async function listUsers(db: Kysely<ReadModelTables>, page: PageRequest = {}): Promise<Listed<UserItem>> {
  const [after = -1] = cursorOf(page);
  const rows = await db
    .selectFrom('app_user')
    .selectAll()
    .where('ordinal', '>', after)
    .orderBy('ordinal')
    .limit(limitOf(page) + 1)
    .execute();
  const roles = await rolesOf(
    db,
    rows.map((row) => row.user_id),
  );
  return listed(
    rows,
    limitOf(page),
    ({ ordinal }) => ordinal,
    (row) => ({ userId: row.user_id, createdOn: row.effective_on, roles: roles.get(row.user_id) ?? [] }),
  );
}

/** The roles each of the users holds now. */
export async function rolesOf(db: Kysely<ReadModelTables>, userIds: readonly string[]): Promise<Map<string, Role[]>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('user_role')
    .select(['user_id', 'role'])
    .where('user_id', 'in', [...userIds])
    .groupBy(['user_id', 'role'])
    .having(sql<number>`sum(change)`, '>', 0)
    .orderBy('role')
    .execute();
  const grouped = Map.groupBy(rows, (row) => row.user_id);
  return new Map([...grouped].map(([userId, held]) => [userId, held.map(({ role }) => role as Role)]));
}
