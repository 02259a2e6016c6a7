import { sql, type Kysely } from 'kysely';
import type { LocalDate, Rupiah } from '@sedekah/ledger';
import { subjectByCommand } from '../crossings/opened';
import type { Page, Range } from '../projector/page';
import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';
import type { ReadModelTables } from '../tables';

/** Bank credits, counted once over all sponsors: recorded (+1), and taken back (−1) when they were recorded wrong. */
export const credit = defineTable({
  columns: {
    account_id: 'text',
    credit_key: 'text',
    ordinal: 'integer',
    reading: 'integer',
    change: 'integer',
    effective_on: 'text',
    amount: 'rupiah',
    reference: 'text?',
    sequence: 'text?',
  },
  key: ['account_id', 'credit_key', 'reading', 'change'],
  indexes: [['effective_on']],
});

/** Parts of a credit: drawn by a payment, returned, charged-back. */
export const creditPart = defineTable({
  columns: {
    ordinal: 'integer',
    account_id: 'text',
    credit_key: 'text',
    payment_id: 'text',
    kind: 'text',
    amount: 'rupiah',
    reason: 'text?',
    effective_on: 'text',
  },
  key: ['ordinal'],
  indexes: [['account_id', 'credit_key'], ['payment_id']],
});

/** Billing codes and receipts at BPJS: claimed (+1) and given back (−1). */
export const bpjsCode = defineTable({
  columns: {
    ordinal: 'integer',
    code: 'text',
    change: 'integer',
    amount: 'rupiah?',
    payer_kind: 'text?',
    payer_id: 'text?',
    reason: 'text?',
    effective_on: 'text',
  },
  key: ['ordinal'],
  indexes: [['code', 'ordinal']],
});

interface PartOfCredit {
  readonly accountId: string;
  readonly creditKey: string;
  readonly paymentId: string;
  readonly amount: Rupiah;
  readonly reason?: string;
  readonly effectiveOn: LocalDate;
}

function insertPart(page: Page, kind: string, part: PartOfCredit, ordinal: number): void {
  page.insert('credit_part', {
    ordinal,
    account_id: part.accountId,
    credit_key: part.creditKey,
    payment_id: part.paymentId,
    kind,
    amount: part.amount,
    reason: part.reason ?? null,
    effective_on: part.effectiveOn,
  });
}

export const creditsProjection: Projection<
  | 'CreditRecorded'
  | 'CreditCorrected'
  | 'CreditPartDrawn'
  | 'CreditPartReturned'
  | 'CreditChargedBack'
  | 'BpjsCodeClaimed'
  | 'BpjsCodeReleased'
> = {
  CreditRecorded({ data, ordinal }, page) {
    page.insert('credit', {
      account_id: data.accountId,
      credit_key: data.creditKey,
      ordinal,
      reading: data.reading ?? 1,
      change: 1,
      effective_on: data.effectiveOn,
      amount: data.amount,
      reference: data.reference ?? null,
      sequence: data.sequence ?? null,
    });
  },
  CreditCorrected({ data, ordinal }, page) {
    page.insert('credit', {
      account_id: data.accountId,
      credit_key: data.creditKey,
      ordinal,
      reading: data.reading,
      change: -1,
      effective_on: data.effectiveOn,
      amount: data.previous,
      reference: null,
      sequence: null,
    });
  },
  CreditPartDrawn({ data, ordinal }, page) {
    insertPart(page, 'drawn', data, ordinal);
    page.crossings.open('payment', data.paymentId, ordinal);
  },
  CreditPartReturned({ data, ordinal }, page) {
    insertPart(page, 'returned', data, ordinal);
    page.crossings.close('payment', data.paymentId);
    page.crossings.close('part-return', data.paymentId);
  },
  CreditChargedBack({ data, ordinal, metadata }, page) {
    insertPart(page, 'charged-back', data, ordinal);
    page.crossings.close('charge-back', subjectByCommand(data.paymentId, metadata));
  },
  BpjsCodeClaimed({ data: { code, amount, payer, effectiveOn }, ordinal }, page) {
    const payerId = payer.kind === 'remittance' ? payer.remittanceId : payer.paymentId;
    page.insert('bpjs_code', {
      ordinal,
      code,
      change: 1,
      amount,
      payer_kind: payer.kind,
      payer_id: payerId,
      reason: null,
      effective_on: effectiveOn,
    });
    page.crossings.open(payer.kind === 'remittance' ? 'remittance-payment' : 'direct-payment', payerId, ordinal);
  },
  BpjsCodeReleased({ data: { code, reason, effectiveOn }, ordinal }, page) {
    page.insert('bpjs_code', {
      ordinal,
      code,
      change: -1,
      amount: null,
      payer_kind: null,
      payer_id: null,
      reason,
      effective_on: effectiveOn,
    });
    page.after(closeReleasedCodes);
  },
};

/** A code that was given back ends what its claim began, and what a payment that does not count any more began. */
async function closeReleasedCodes(transaction: Kysely<ReadModelTables>, { first, last }: Range): Promise<void> {
  await sql`
    delete from crossing where kind in ('remittance-payment', 'direct-payment', 'code-release') and exists (
      select 1 from bpjs_code released join bpjs_code claimed
        on claimed.code = released.code and claimed.change = 1 and claimed.ordinal < released.ordinal
      where released.change = -1 and released.ordinal between ${first} and ${last}
        and claimed.payer_id = crossing.subject and crossing.ordinal < released.ordinal)
  `.execute(transaction);
}
