import { money, type EventMetadata, type PledgeTerms, type Rupiah } from '@sedekah/ledger';
import { subjectByCommand } from '../crossings/opened';
import type { Page } from '../projector/page';
import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';

export const sponsor = defineTable({
  columns: {
    sponsor_id: 'text',
    ordinal: 'integer',
    effective_on: 'text',
    kind: 'text',
    name: 'text?',
    sealed: 'text?',
    tier: 'text?',
    funding_source: 'text',
    region_code: 'text?',
  },
  key: ['sponsor_id'],
});

/** Every version of a pledge's terms; the one recorded last holds. */
export const pledgeTerms = defineTable({
  columns: {
    ordinal: 'integer',
    pledge_id: 'text',
    sponsor_id: 'text',
    effective_on: 'text',
    kind: 'text',
    quota: 'integer',
    first_month: 'text',
    last_month: 'text',
    document: 'json',
    budget_id: 'text?',
    reserved: 'rupiah?',
    authority_ids: 'json',
    reason: 'text?',
  },
  key: ['ordinal'],
  indexes: [['pledge_id'], ['sponsor_id']],
});

/** A pledge that is withdrawn promises nothing from `from_month` on. */
export const pledgeWithdrawal = defineTable({
  columns: {
    ordinal: 'integer',
    pledge_id: 'text',
    sponsor_id: 'text',
    effective_on: 'text',
    from_month: 'text',
    released: 'rupiah?',
    document: 'json',
    reason: 'text',
  },
  key: ['ordinal'],
  indexes: [['pledge_id'], ['sponsor_id']],
});

interface Terms extends PledgeTerms {
  readonly sponsorId: string;
  readonly effectiveOn: string;
  readonly reason?: string;
}

interface Released {
  readonly pledgeId: string;
  readonly released?: Rupiah;
}

function insertTerms(
  page: Page,
  kind: 'made' | 'amended',
  { data, ordinal, metadata }: { data: Terms; ordinal: number; metadata: EventMetadata },
): void {
  page.insert('pledge_terms', {
    ordinal,
    pledge_id: data.pledgeId,
    sponsor_id: data.sponsorId,
    effective_on: data.effectiveOn,
    kind,
    quota: data.quota,
    first_month: data.firstMonth,
    last_month: data.lastMonth,
    document: JSON.stringify(data.document),
    budget_id: data.budgetId ?? null,
    reserved: data.reserved ?? null,
    authority_ids: JSON.stringify(data.authorityIds),
    reason: data.reason ?? null,
  });
  page.crossings.close('pledge', subjectByCommand(data.pledgeId, metadata));
}

/** Public money that a smaller or withdrawn pledge does not need any more goes back to its budget. */
function openRelease(
  page: Page,
  { data, ordinal, metadata }: { data: Released; ordinal: number; metadata: EventMetadata },
): void {
  const { pledgeId, released = '0' } = data;
  if (!money.isPositive(released)) return;
  page.crossings.open('commitment-release', subjectByCommand(pledgeId, metadata), ordinal);
}

export const sponsorsProjection: Projection<'SponsorRegistered' | 'PledgeMade' | 'PledgeAmended' | 'PledgeWithdrawn'> =
  {
    SponsorRegistered({ data, ordinal }, page) {
      page.insert('sponsor', {
        sponsor_id: data.sponsorId,
        ordinal,
        effective_on: data.effectiveOn,
        kind: data.kind,
        name: data.name ?? null,
        sealed: data.sealed ?? null,
        tier: data.tier ?? null,
        funding_source: data.fundingSource,
        region_code: data.regionCode ?? null,
      });
    },
    PledgeMade(event, page) {
      insertTerms(page, 'made', event);
    },
    PledgeAmended(event, page) {
      insertTerms(page, 'amended', event);
      openRelease(page, event);
    },
    PledgeWithdrawn(event, page) {
      const { data, ordinal } = event;
      const { pledgeId, sponsorId, effectiveOn, fromMonth, released, document, reason } = data;
      page.insert('pledge_withdrawal', {
        ordinal,
        pledge_id: pledgeId,
        sponsor_id: sponsorId,
        effective_on: effectiveOn,
        from_month: fromMonth,
        released: released ?? null,
        document: JSON.stringify(document),
        reason,
      });
      openRelease(page, event);
    },
  };
