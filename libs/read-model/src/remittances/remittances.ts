import { sql, type Kysely } from 'kysely';
import type { LocalDate, Month, Rupiah } from '@sedekah/ledger';
import { cursorOf, limitOf, listed, unnumbered, type Listed, type PageRequest } from '../log/paging';
import { rupiah } from '../store/table';
import type { ReadModelTables } from '../tables';

export const REMITTANCE_STATES = ['opened', 'refused', 'ordered', 'cancelled', 'paid', 'acknowledged'] as const;
export type RemittanceStatus = (typeof REMITTANCE_STATES)[number];

export interface RemittanceItem {
  readonly remittanceId: string;
  readonly group: string;
  readonly month: Month;
  readonly number: number;
  readonly billingCode: string;
  /** `refused`: the order did not come out as billed and was undone. */
  readonly status: RemittanceStatus;
  readonly direct: boolean;
  /** What a dearer law asks for months that are remitted already: it names nobody. */
  readonly additionalCharge: boolean;
  readonly heads: number;
  readonly amount: Rupiah;
  readonly openedOn: LocalDate;
  readonly paidOn: LocalDate | null;
  readonly receiptNumber: string | null;
  readonly coverFrom: LocalDate | null;
  readonly coverThrough: LocalDate | null;
  /** People settled, and not accepted by BPJS. */
  readonly settled: number;
  readonly rejected: number;
  readonly refunded: Rupiah;
}

export interface RemittanceFilter extends PageRequest {
  readonly month?: Month | undefined;
  readonly group?: string | undefined;
}

type Row = Omit<RemittanceItem, 'direct' | 'additionalCharge'> & {
  readonly ordinal: number;
  readonly direct: number;
  readonly charge: number;
};

const has = (kind: string) =>
  sql`exists (select 1 from remittance_step s where s.remittance_id = r.remittance_id and s.kind = '${sql.raw(kind)}')`;
const headsOf = (kind: string) => sql`(select cast(coalesce(sum(s.heads), 0) as integer) from sponsor_step s
  where s.remittance_id = r.remittance_id and s.kind = '${sql.raw(kind)}')`;

const remittances = sql`
  select r.remittance_id as "remittanceId", r.enrolment_group as "group", r.month, r.number, r.ordinal,
    r.billing_code as "billingCode",
    case when ${has('acknowledged')} then 'acknowledged' when ${has('paid')} then 'paid'
      when ${has('cancelled')} then 'cancelled' when ${has('ordered')} then 'ordered'
      when ${has('refused')} then 'refused' else 'opened' end as status,
    case when r.direct_payment_id is null then 0 else 1 end as direct, r.charge,
    coalesce(o.heads, 0) as heads, ${rupiah('o.amount')} as amount, r.effective_on as "openedOn",
    p.effective_on as "paidOn", a.reference as "receiptNumber", a.cover_from as "coverFrom",
    a.cover_through as "coverThrough", ${headsOf('settled')} as settled, ${headsOf('rejected')} as rejected,
    (select ${rupiah('sum(s.total)')} from sponsor_step s
      where s.remittance_id = r.remittance_id and s.kind = 'refunded') as refunded
  from remittance r
  left join remittance_step o on o.remittance_id = r.remittance_id and o.kind = 'ordered'
  left join remittance_step p on p.remittance_id = r.remittance_id and p.kind = 'paid'
  left join remittance_step a on a.remittance_id = r.remittance_id and a.kind = 'acknowledged'`;

function itemOf(row: Row): RemittanceItem {
  const { charge, direct, ...item } = unnumbered(row);
  return { ...item, direct: direct === 1, additionalCharge: charge === 1 };
}

/** Remittances in the order in which they were opened. @throws InvalidCursor */
export async function listRemittances(
  db: Kysely<ReadModelTables>,
  { month, group, ...page }: RemittanceFilter = {},
): Promise<Listed<RemittanceItem>> {
  const [after = -1] = cursorOf(page);
  const { rows } = await sql<Row>`${remittances} where r.ordinal > ${after}
    ${month === undefined ? sql`` : sql`and r.month = ${month}`}
    ${group === undefined ? sql`` : sql`and r.enrolment_group = ${group}`}
    order by r.ordinal limit ${limitOf(page) + 1}`.execute(db);
  return listed(rows, limitOf(page), ({ ordinal }) => ordinal, itemOf);
}

export async function findRemittance(
  db: Kysely<ReadModelTables>,
  remittanceId: string,
): Promise<RemittanceItem | undefined> {
  const { rows } = await sql<Row>`${remittances} where r.remittance_id = ${remittanceId}`.execute(db);
  return rows[0] && itemOf(rows[0]);
}
