import type { LocalDate, Rupiah } from '@sedekah/ledger';
import type { Page } from '../projector/page';
import { subjectByCommand } from '../crossings/opened';
import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';

export const authority = defineTable({
  columns: {
    authority_id: 'text',
    ordinal: 'integer',
    effective_on: 'text',
    kind: 'text',
    number: 'text',
    title: 'text',
    signed_on: 'text',
    valid_from: 'text',
    valid_through: 'text',
    region_code: 'text?',
    funding_source: 'text?',
    /** Papers: what becomes of a sponsor's money that is not used. */
    unused_funds: 'text?',
  },
  key: ['authority_id'],
});

/** What happened to an authority. `ceiling`: its new ceiling; `reserved`, `released`: a pledge's amount; `ended`: nothing. */
export const authorityFact = defineTable({
  columns: {
    ordinal: 'integer',
    authority_id: 'text',
    kind: 'text',
    amount: 'rupiah',
    sponsor_id: 'text?',
    pledge_id: 'text?',
    number: 'text?',
    reason: 'text?',
    effective_on: 'text',
  },
  key: ['ordinal'],
  indexes: [['authority_id', 'kind'], ['pledge_id']],
});

interface Fact {
  readonly ordinal: number;
  readonly authorityId: string;
  readonly kind: 'ceiling' | 'reserved' | 'released' | 'ended';
  readonly amount: Rupiah;
  readonly sponsorId?: string;
  readonly pledgeId?: string;
  readonly number?: string;
  readonly reason?: string;
  readonly effectiveOn: LocalDate;
}

function insertFact(page: Page, fact: Fact): void {
  page.insert('authority_fact', {
    ordinal: fact.ordinal,
    authority_id: fact.authorityId,
    kind: fact.kind,
    amount: fact.amount,
    sponsor_id: fact.sponsorId ?? null,
    pledge_id: fact.pledgeId ?? null,
    number: fact.number ?? null,
    reason: fact.reason ?? null,
    effective_on: fact.effectiveOn,
  });
}

export const authoritiesProjection: Projection<
  'AuthorityRegistered' | 'CeilingAmended' | 'CommitmentReserved' | 'CommitmentReleased' | 'AuthorityEnded'
> = {
  AuthorityRegistered({ data, ordinal }, page) {
    page.insert('authority', {
      authority_id: data.authorityId,
      ordinal,
      effective_on: data.effectiveOn,
      kind: data.kind,
      number: data.number,
      title: data.title,
      signed_on: data.signedOn,
      valid_from: data.validFrom,
      valid_through: data.validThrough,
      region_code: data.regionCode ?? null,
      funding_source: data.fundingSource ?? null,
      unused_funds: data.unusedFunds ?? null,
    });
    if (data.ceiling === undefined) return;
    const { authorityId, ceiling, number, effectiveOn } = data;
    insertFact(page, { ordinal, authorityId, kind: 'ceiling', amount: ceiling, number, effectiveOn });
  },
  CeilingAmended({ data, ordinal }, page) {
    insertFact(page, { ...data, ordinal, kind: 'ceiling', amount: data.ceiling });
  },
  CommitmentReserved({ data, ordinal, metadata }, page) {
    const { authorityId, sponsorId, pledgeId, amount, effectiveOn } = data;
    insertFact(page, { ordinal, authorityId, kind: 'reserved', amount, sponsorId, pledgeId, effectiveOn });
    page.crossings.open('pledge', subjectByCommand(pledgeId, metadata), ordinal);
  },
  CommitmentReleased({ data, ordinal, metadata }, page) {
    insertFact(page, { ...data, ordinal, kind: 'released' });
    const subject = subjectByCommand(data.pledgeId, metadata);
    page.crossings.close('pledge', subject);
    page.crossings.close('commitment-release', subject);
  },
  AuthorityEnded({ data, ordinal }, page) {
    insertFact(page, { ...data, ordinal, kind: 'ended', amount: '0' });
  },
};
