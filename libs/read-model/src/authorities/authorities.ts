import { sql, type Kysely } from 'kysely';
import {
  money,
  type AuthorityKind,
  type FundingSource,
  type LocalDate,
  type Rupiah,
  type UnusedFunds,
} from '@sedekah/ledger';
import { cursorOf, limitOf, listed, unnumbered, type Listed, type PageRequest } from '../log/paging';
import { rupiah, rupiahOrNull } from '../store/table';
import type { ReadModelTables } from '../tables';

export interface AuthorityItem {
  readonly authorityId: string;
  readonly kind: AuthorityKind;
  readonly number: string;
  readonly title: string;
  readonly signedOn: LocalDate;
  readonly validFrom: LocalDate;
  readonly validThrough: LocalDate;
  readonly regionCode: string | null;
  readonly fundingSource: FundingSource | null;
  readonly unusedFunds: UnusedFunds | null;
  /** Budgets: the ceiling now, and what pledges hold of it. */
  readonly ceiling: Rupiah | null;
  readonly reserved: Rupiah;
  /** What a later law has taken `reserved` above the ceiling by: a finding. */
  readonly aboveCeiling: Rupiah;
  readonly endedOn: LocalDate | null;
}

type Row = Omit<AuthorityItem, 'aboveCeiling'> & { readonly ordinal: number };

const authorities = sql`
  select a.authority_id as "authorityId", a.ordinal, a.kind, a.number, a.title, a.signed_on as "signedOn",
    a.valid_from as "validFrom", a.valid_through as "validThrough", a.region_code as "regionCode",
    a.funding_source as "fundingSource", a.unused_funds as "unusedFunds",
    (select ${rupiahOrNull('f.amount')} from authority_fact f where f.authority_id = a.authority_id
      and f.kind = 'ceiling' order by f.ordinal desc limit 1) as ceiling,
    (select ${rupiah("sum(case f.kind when 'reserved' then f.amount else -f.amount end)")} from authority_fact f
      where f.authority_id = a.authority_id and f.kind in ('reserved', 'released')) as reserved,
    (select f.effective_on from authority_fact f where f.authority_id = a.authority_id and f.kind = 'ended'
      order by f.ordinal limit 1) as "endedOn"
  from authority a`;

const itemOf = (row: Row): AuthorityItem => ({
  ...unnumbered(row),
  aboveCeiling: row.ceiling === null ? '0' : above(row.reserved, row.ceiling),
});

/** By how much `reserved` is above `ceiling`; `"0"` when it is not. */
export function above(reserved: Rupiah, ceiling: Rupiah): Rupiah {
  const excess = money.subtract(reserved, ceiling);
  return money.isPositive(excess) ? excess : '0';
}

/** Budgets and legal papers in the order of their registration. @throws InvalidCursor */
export async function listAuthorities(
  db: Kysely<ReadModelTables>,
  page: PageRequest = {},
): Promise<Listed<AuthorityItem>> {
  const [after = -1] = cursorOf(page);
  const { rows } =
    await sql<Row>`${authorities} where a.ordinal > ${after} order by a.ordinal limit ${limitOf(page) + 1}`.execute(db);
  return listed(rows, limitOf(page), ({ ordinal }) => ordinal, itemOf);
}

export async function findAuthority(
  db: Kysely<ReadModelTables>,
  authorityId: string,
): Promise<AuthorityItem | undefined> {
  const { rows } = await sql<Row>`${authorities} where a.authority_id = ${authorityId}`.execute(db);
  return rows[0] && itemOf(rows[0]);
}
