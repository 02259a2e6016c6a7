import { sql, type Kysely } from 'kysely';
import {
  money,
  monthRange,
  priceOf,
  type FundingSource,
  type LawState,
  type Month,
  type Rupiah,
} from '@sedekah/ledger';
import { readCheckpoint } from '../log/checkpoint';
import type { ReadModelTables } from '../tables';
import { lawKnown } from './law-known';

/** A pledge of public money whose reservation is not what it costs by the law known. */
export interface OlderPledge {
  readonly pledgeId: string;
  readonly sponsorId: string;
  readonly budgetId: string;
  readonly reserved: Rupiah;
  /** Quota × premium, month by month, as budgets reserve it: lowest band, outside transport. */
  readonly cost: Rupiah;
  readonly tariffRevision: number;
}

interface Row extends Omit<OlderPledge, 'cost' | 'tariffRevision'> {
  readonly source: FundingSource;
  readonly quota: number;
  readonly firstMonth: Month;
  readonly lastMonth: Month;
}

/**
 * Pledges, not withdrawn, that a law published since they were reserved makes dearer or cheaper, from tables that must
 * be caught up. @throws Rejection tariff-missing, tariff-ambiguous
 */
export async function olderPledges(db: Kysely<ReadModelTables>): Promise<OlderPledge[]> {
  const { ordinal } = await readCheckpoint(db);
  const law = await lawKnown(db, ordinal);
  const { rows } = await sql<Row>`
    select terms.pledge_id as "pledgeId", terms.sponsor_id as "sponsorId", terms.budget_id as "budgetId",
      cast(terms.reserved as text) as reserved, s.funding_source as source, terms.quota,
      terms.first_month as "firstMonth", terms.last_month as "lastMonth"
    from pledge_terms terms join sponsor s on s.sponsor_id = terms.sponsor_id
    where terms.budget_id is not null and terms.reserved is not null
      and terms.ordinal = (select max(later.ordinal) from pledge_terms later where later.pledge_id = terms.pledge_id)
      and not exists (select 1 from pledge_withdrawal w where w.pledge_id = terms.pledge_id)
    order by terms.pledge_id
  `.execute(db);
  return rows.flatMap((row) => {
    const cost = costOf(row, law);
    const { pledgeId, sponsorId, budgetId, reserved } = row;
    return cost === reserved ? [] : [{ pledgeId, sponsorId, budgetId, reserved, cost, tariffRevision: law.revision }];
  });
}

function costOf({ source: fundingSource, quota, firstMonth, lastMonth }: Row, law: LawState): Rupiah {
  const prices = monthRange(firstMonth, lastMonth).map(
    (month) => priceOf(law, { month, band: 1, sector: 'other', fundingSource }).amount,
  );
  return money.times(money.sum(...prices), quota);
}
