import { Injectable } from '@nestjs/common';
import {
  assertCovers,
  assertScope,
  authorityDecider,
  isPublicMoney,
  money,
  monthRange,
  planFor,
  priceOf,
  Rejection,
  renamed,
  rupiah,
  rupiahEnglish,
  sponsorDecider,
  TARIFF_STREAM_ID,
  tariffDecider,
  type Document,
  type FundingSource,
  type PledgeTerms,
} from '@sedekah/ledger';
import { authorityOutlook } from '@sedekah/read-model';
import { Ledger } from '../ledger/ledger';
import { SchemeTime } from '../ledger/scheme-time';
import { Queries } from '../read-model/queries';

/** What an officer writes of a pledge, new or amended. */
export interface AskedTerms {
  readonly pledgeId: string;
  readonly quota: number;
  readonly firstMonth: string;
  readonly lastMonth: string;
  readonly document: Document;
  readonly budgetId?: string | undefined;
  readonly authorityIds?: readonly string[] | undefined;
}

/** Completes the terms of a pledge with what the law and the papers say of them. */
@Injectable()
export class PledgeTermsFactory {
  constructor(
    private readonly ledger: Ledger,
    private readonly queries: Queries,
    private readonly schemeTime: SchemeTime,
  ) {}

  /**
   * The terms, with the sum a pledge of public money reserves at its budget: quota × premium, month by month.
   * @throws Rejection `budget-required`, `not-a-budget`, `month-outside-authority`, `funding-source-mismatch` …
   */
  async complete(sponsorId: string, asked: AskedTerms): Promise<{ terms: PledgeTerms; isPublic: boolean }> {
    const { state } = await this.ledger.load(sponsorDecider, sponsorId);
    const { fundingSource } = state;
    const { authorityIds = [], budgetId, ...rest } = asked;
    const terms: PledgeTerms = { ...rest, authorityIds };
    if (!fundingSource) return { terms, isPublic: false };
    for (const authorityId of authorityIds) {
      const paper = await this.ledger.load(authorityDecider, authorityId);
      try {
        assertCovers(paper.state, { firstMonth: asked.firstMonth, lastMonth: asked.lastMonth, fundingSource });
      } catch (error) {
        throw renamed(error, 'authorityId', 'authorityIds');
      }
    }
    if (!isPublicMoney(fundingSource)) {
      if (budgetId) throw privateMoney();
      return { terms, isPublic: false };
    }
    if (!budgetId) return { terms, isPublic: false };
    // Before a budget reserves for them: what it records stays on record, also when the sponsor then refuses.
    assertScope(asked);
    const reserved = await this.cost(asked, fundingSource);
    return { terms: { ...terms, budgetId, reserved }, isPublic: true };
  }

  /**
   * Does `reserve`; a refusal because of the ceiling also says what would fit into the rest of it: how many months for
   * all workers, or how many workers for all months; any other names the budget as a pledge does. @throws Rejection
   */
  async explaining<Result>(pledge: PledgeTerms, fundingSource: FundingSource, reserve: () => Promise<Result>) {
    try {
      return await reserve();
    } catch (error) {
      if (!(error instanceof Rejection) || error.code !== 'ceiling-exceeded') {
        throw renamed(error, 'authorityId', 'budgetId');
      }
      const { ceiling = '0', committed = '0', asked = '0' } = error.details;
      const { quota: heads, firstMonth, lastMonth } = pledge;
      // What this pledge holds already, when it is amended, is part of what it may use.
      const own = money.subtract(pledge.reserved ?? '0', asked);
      const { state: law } = await this.ledger.load(tariffDecider, TARIFF_STREAM_ID);
      const priceIn = (month: string) => priceOf(law, { month, band: 1, sector: 'other', fundingSource }).amount;
      const free = money.sum(money.subtract(ceiling, committed), own);
      const months = monthRange(firstMonth, lastMonth);
      const plan = planFor({ heads, months, ceiling: free, priceOf: priceIn });
      const [monthsThatFit, headsThatFit] = [String(plan.monthsThatFit), String(plan.headsThatFit)];
      const runsOutIn = months[plan.monthsThatFit] ?? '';
      const { spent, remaining } = await this.spentOf(pledge.budgetId ?? '');
      throw new Rejection(
        'ceiling-exceeded',
        `${error.sentence} Terpakai ${rupiah(spent)}, sisa pagu ${rupiah(remaining)}. Cukup untuk ${heads} pekerja selama ${monthsThatFit} bulan (habis pada ${runsOutIn}), atau ${headsThatFit} pekerja untuk semua bulan.`,
        `${error.english} ${rupiahEnglish(spent)} is spent, ${rupiahEnglish(remaining)} of the ceiling is left. It carries ${heads} workers for ${monthsThatFit} months (it runs out in ${runsOutIn}), or ${headsThatFit} workers for all months.`,
        {
          ...error.details,
          spent,
          remaining,
          free,
          monthsThatFit,
          runsOutIn,
          headsThatFit,
          remainderOfMonths: plan.remainderOfMonths,
        },
      );
    }
  }

  /** What premiums have used of the budget, and what is left of its ceiling, as the read model has it. */
  private async spentOf(
    authorityId: string,
  ): Promise<{ readonly spent: money.Rupiah; readonly remaining: money.Rupiah }> {
    const asOf = await this.schemeTime.today();
    const outlook = await this.queries.ask((db) => authorityOutlook(db, { authorityId, asOf }));
    return outlook ?? { spent: '0', remaining: '0' };
  }

  private async cost(
    { quota, firstMonth, lastMonth }: AskedTerms,
    fundingSource: FundingSource,
  ): Promise<money.Rupiah> {
    const { state: law } = await this.ledger.load(tariffDecider, TARIFF_STREAM_ID);
    const amounts = monthRange(firstMonth, lastMonth).map((month) =>
      money.times(priceOf(law, { month, band: 1, sector: 'other', fundingSource }).amount, quota),
    );
    return money.sum(...amounts);
  }
}

const privateMoney = () =>
  new Rejection(
    'funding-source-mismatch',
    'Penanggung ini tidak memakai uang publik, jadi ikrarnya tidak dicadangkan pada anggaran. Kosongkan budgetId.',
    'This sponsor’s money is not public, so its pledge is not reserved at a budget. Leave budgetId out.',
    { field: 'budgetId' },
  );
