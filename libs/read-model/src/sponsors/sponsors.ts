import type { Kysely } from 'kysely';
import type { FundingSource, LocalDate, Sealed, SponsorKind } from '@sedekah/ledger';
import { cursorOf, limitOf, listed, type Listed, type PageRequest } from '../log/paging';
import type { ReadModelTables } from '../tables';

export interface SponsorItem {
  readonly sponsorId: string;
  readonly kind: SponsorKind;
  /** Offices and companies; null for a natural person, whose name is sealed. */
  readonly name: string | null;
  readonly sealed: Sealed | null;
  readonly tier: string | null;
  readonly fundingSource: FundingSource;
  readonly regionCode: string | null;
  readonly registeredOn: LocalDate;
}

interface SponsorRow {
  readonly sponsor_id: string;
  readonly ordinal: number;
  readonly effective_on: string;
  readonly kind: string;
  readonly name: string | null;
  readonly sealed: string | null;
  readonly tier: string | null;
  readonly funding_source: string;
  readonly region_code: string | null;
}

const itemOf = (row: SponsorRow): SponsorItem => ({
  sponsorId: row.sponsor_id,
  kind: row.kind as SponsorKind,
  name: row.name,
  sealed: row.sealed,
  tier: row.tier,
  fundingSource: row.funding_source as FundingSource,
  regionCode: row.region_code,
  registeredOn: row.effective_on,
});

/** Sponsors in the order of their registration. @throws InvalidCursor */
export async function listSponsors(db: Kysely<ReadModelTables>, page: PageRequest = {}): Promise<Listed<SponsorItem>> {
  const [after = -1] = cursorOf(page);
  const rows = await db
    .selectFrom('sponsor')
    .selectAll()
    .where('ordinal', '>', after)
    .orderBy('ordinal')
    .limit(limitOf(page) + 1)
    .execute();
  return listed(rows, limitOf(page), ({ ordinal }) => ordinal, itemOf);
}

export async function findSponsor(db: Kysely<ReadModelTables>, sponsorId: string): Promise<SponsorItem | undefined> {
  const row = await db.selectFrom('sponsor').selectAll().where('sponsor_id', '=', sponsorId).executeTakeFirst();
  return row && itemOf(row);
}
