import type { Kysely } from 'kysely';
import type { PublishedBands, PublishedRule, PublishedTariff } from '@sedekah/ledger';
import { resolveKnownAt, type KnownAt } from '../log/known-at';
import type { ReadModelTables } from '../tables';
import { lawKnown } from './law-known';

export interface PublishedLaw {
  readonly tariffs: readonly PublishedTariff[];
  readonly bands: readonly PublishedBands[];
  readonly rules: readonly PublishedRule[];
}

/** Every tariff row, income table and rule that was published, in that order. */
export async function publishedLaw(db: Kysely<ReadModelTables>, knownAt?: KnownAt): Promise<PublishedLaw> {
  const { ordinal } = await resolveKnownAt(db, knownAt);
  const { tariffs, bands, rules } = await lawKnown(db, ordinal);
  return { tariffs, bands, rules };
}
