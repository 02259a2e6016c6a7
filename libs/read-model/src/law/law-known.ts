import type { Kysely } from 'kysely';
import { emptyLaw, evolveLaw, type LawState, type TariffEvent } from '@sedekah/ledger';
import type { ReadModelTables } from '../tables';

const folded = new WeakMap<object, Map<number, LawState>>();
/** Laws kept folded for each open read model. */
const KEPT = 20;

/** The law as far as it was published in the first `ordinal` events. Do not change what comes back: it is kept. */
export async function lawKnown(db: Kysely<ReadModelTables>, ordinal: number): Promise<LawState> {
  const last = await db
    .selectFrom('law')
    .select('ordinal')
    .where('ordinal', '<=', ordinal)
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return emptyLaw();
  const kept = folded.get(db) ?? new Map<number, LawState>();
  folded.set(db, kept);
  const present = kept.get(last.ordinal);
  if (present) return present;
  const rows = await db
    .selectFrom('law')
    .select(['type', 'data'])
    .where('ordinal', '<=', last.ordinal)
    .orderBy('ordinal')
    .execute();
  const law = rows.reduce(
    (state, { type, data }) => evolveLaw(state, { type, data: JSON.parse(data) as object } as TariffEvent),
    emptyLaw(),
  );
  if (kept.size >= KEPT) kept.clear();
  kept.set(last.ordinal, law);
  return law;
}
