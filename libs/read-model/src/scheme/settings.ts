import type { Kysely } from 'kysely';
import type { SchemeSettings } from '@sedekah/ledger';
import type { ReadModelTables } from '../tables';

/** The scheme's settings as configured last; `undefined` before the first time. */
export async function schemeSettings(db: Kysely<ReadModelTables>): Promise<SchemeSettings | undefined> {
  const row = await db
    .selectFrom('scheme_settings')
    .select('settings')
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && (JSON.parse(row.settings) as SchemeSettings);
}
