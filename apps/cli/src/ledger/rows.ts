import type { ReadModel, ReadModelTables } from '@sedekah/read-model';

/** Rows over all tables of a read model. */
export async function rowsIn({ db, dialect, generation }: ReadModel): Promise<number> {
  let rows = 0;
  for (const { name, schema } of await db.introspection.getTables()) {
    // One PostgreSQL database holds the schemas of several generations.
    if (dialect === 'postgres' && !schema?.endsWith(`_${generation}`)) continue;
    const counted = await db
      .selectFrom(name as keyof ReadModelTables)
      .select((eb) => eb.fn.countAll<string | number>().as('rows'))
      .executeTakeFirstOrThrow();
    rows += Number(counted.rows);
  }
  return rows;
}
