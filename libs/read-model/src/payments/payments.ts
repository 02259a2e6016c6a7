import { sql, type Kysely } from 'kysely';
import type { LocalDate, Month, Rupiah } from '@sedekah/ledger';
import { cursorOf, limitOf, listed, unnumbered, type Listed, type PageRequest } from '../log/paging';
import { rupiah } from '../store/table';
import type { ReadModelTables } from '../tables';

export const PAYMENT_STATES = ['recorded', 'verified', 'rejected', 'reversed', 'charged-back'] as const;
export type PaymentStatus = (typeof PAYMENT_STATES)[number];

export interface PaymentItem {
  readonly paymentId: string;
  readonly sponsorId: string;
  readonly amount: Rupiah;
  readonly custody: 'scheme' | 'direct';
  readonly valueDate: LocalDate;
  /** `charged-back`: all of it. */
  readonly status: PaymentStatus;
  readonly chargedBack: Rupiah;
  readonly recordedBy: string;
  /** Who verified, rejected or reversed it. */
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly accountId: string | null;
  readonly creditKey: string | null;
  readonly channel: string | null;
  readonly pledgeId: string | null;
  readonly group: string | null;
  readonly months: readonly Month[] | null;
  readonly billingCode: string | null;
  readonly receiptNumber: string | null;
  readonly heads: number | null;
}

export interface PaymentFilter extends PageRequest {
  readonly sponsorId?: string | undefined;
  readonly status?: PaymentStatus | undefined;
}

type Row = Omit<PaymentItem, 'months'> & { readonly months: string | null; readonly ordinal: number };

const charged = sql`(select coalesce(sum(c.amount), 0) from payment_fact c
  where c.payment_id = p.payment_id and c.kind = 'charged-back')`;

/** The last fact that decided a payment: a charge-back of a part leaves it what it was. */
const payments = sql`
  select p.payment_id as "paymentId", p.sponsor_id as "sponsorId", ${rupiah('p.amount')} as amount, p.custody,
    p.effective_on as "valueDate", p.ordinal,
    case when ${charged} >= p.amount then 'charged-back' else coalesce(f.kind, 'recorded') end as status,
    cast(${charged} as text) as "chargedBack", p.recorded_by as "recordedBy", f.by_user as "decidedBy", f.reason,
    p.account_id as "accountId", p.credit_key as "creditKey", p.channel, p.pledge_id as "pledgeId",
    p.enrolment_group as "group", p.months, p.billing_code as "billingCode", p.receipt_number as "receiptNumber", p.heads
  from payment p left join payment_fact f on f.ordinal = (
    select max(x.ordinal) from payment_fact x where x.payment_id = p.payment_id and x.kind <> 'charged-back')`;

const itemOf = (row: Row): PaymentItem => ({
  ...unnumbered(row),
  months: row.months === null ? null : (JSON.parse(row.months) as Month[]),
});

/** Payments in the order in which they were recorded. @throws InvalidCursor */
export async function listPayments(
  db: Kysely<ReadModelTables>,
  { sponsorId, status, ...page }: PaymentFilter = {},
): Promise<Listed<PaymentItem>> {
  const [after = -1] = cursorOf(page);
  const { rows } = await sql<Row>`
    select * from (${payments} where p.ordinal > ${after}
      ${sponsorId === undefined ? sql`` : sql`and p.sponsor_id = ${sponsorId}`}) item
    ${status === undefined ? sql`` : sql`where item.status = ${status}`}
    order by item.ordinal limit ${limitOf(page) + 1}
  `.execute(db);
  return listed(rows, limitOf(page), ({ ordinal }) => ordinal, itemOf);
}

export async function findPayment(db: Kysely<ReadModelTables>, paymentId: string): Promise<PaymentItem | undefined> {
  const { rows } = await sql<Row>`${payments} where p.payment_id = ${paymentId}`.execute(db);
  return rows[0] && itemOf(rows[0]);
}
