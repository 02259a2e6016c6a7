import type { Kysely } from 'kysely';
import type { PublishedBands, PublishedRule, PublishedTariff } from '@sedekah/ledger';
import { resolveKnownAt, type KnownAt } from '../log/known-at';
import type { ReadModelTables } from '../tables';
import { lawKnown } from './law-known';

export interface PublishedLaw {
  readonly tariffs: readonly PublishedTariff[];
  readonly incomeBands: readonly PublishedBands[];
  readonly rules: readonly PublishedRule[];
  /** Counts publications of rows and tables. */
  readonly revision: number;
}

/** Every tariff row, income table and rule as far as it was published then, in that order. @throws UnknownPosition */
export async function lawAsKnown(db: Kysely<ReadModelTables>, knownAt?: KnownAt): Promise<PublishedLaw> {
  const { ordinal } = await resolveKnownAt(db, knownAt);
  const { tariffs, bands: incomeBands, rules, revision } = await lawKnown(db, ordinal);
  return { tariffs, incomeBands, rules, revision };
}
