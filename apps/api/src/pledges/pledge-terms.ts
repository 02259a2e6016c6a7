import { Injectable } from '@nestjs/common';
import {
  assertCovers,
  authorityDecider,
  isPublicMoney,
  money,
  monthRange,
  priceOf,
  Rejection,
  sponsorDecider,
  TARIFF_STREAM_ID,
  tariffDecider,
  type Document,
  type PledgeTerms,
} from '@sedekah/ledger';
import { Ledger } from '../ledger/ledger';

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
  constructor(private readonly ledger: Ledger) {}

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
      assertCovers(paper.state, { firstMonth: asked.firstMonth, lastMonth: asked.lastMonth, fundingSource });
    }
    if (!isPublicMoney(fundingSource)) {
      if (budgetId) throw privateMoney();
      return { terms, isPublic: false };
    }
    if (!budgetId) return { terms, isPublic: false };
    const reserved = await this.cost(asked, fundingSource);
    return { terms: { ...terms, budgetId, reserved }, isPublic: true };
  }

  private async cost(
    { quota, firstMonth, lastMonth }: AskedTerms,
    fundingSource: Parameters<typeof priceOf>[1]['fundingSource'],
  ): Promise<money.Rupiah> {
    const { state: law } = await this.ledger.load(tariffDecider, TARIFF_STREAM_ID);
    const heads = Math.max(0, Math.trunc(quota));
    const amounts = monthRange(firstMonth, lastMonth).map((month) =>
      money.times(priceOf(law, { month, band: 1, sector: 'other', fundingSource }).amount, heads),
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
