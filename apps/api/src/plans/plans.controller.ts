import { Body, Controller, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import {
  assertMonths,
  FUNDING_SOURCES,
  monthRange,
  planFor,
  priceOf,
  SECTORS,
  tariffDecider,
  TARIFF_STREAM_ID,
  type FundingSource,
  type Sector,
} from '@sedekah/ledger';
import { Amount, Count, MonthField, OneOf, Whole } from '../http/fields';
import { Read } from '../http/routes';
import { Ledger } from '../ledger/ledger';

class AskPlan {
  @Count({ example: 1000, description: 'Jumlah orang.' }) heads!: number;
  @MonthField({ example: '2025-01' }) firstMonth!: string;
  @MonthField({ example: '2025-12' }) lastMonth!: string;
  @Amount({ example: '200000000', description: 'Pagu.' }) ceiling!: string;
  @OneOf(FUNDING_SOURCES) fundingSource!: FundingSource;
  @OneOf(SECTORS, { optional: true, description: 'Bawaan: other.' }) sector?: Sector;
  @Whole({ min: 1, max: 99, optional: true, description: 'Golongan penghasilan; bawaan: 1.' }) band?: number;
}

class PlanBody {
  @ApiProperty() heads!: number;
  @ApiProperty({ type: [String] }) months!: string[];
  @ApiProperty() ceiling!: string;
  @ApiProperty({ description: 'Biaya semua orang untuk semua bulan.' }) cost!: string;
  @ApiProperty() fits!: boolean;
  @ApiProperty({ description: 'Kurangnya; "0" bila cukup.' }) shortfall!: string;
  @ApiProperty({ description: 'Sisanya; "0" bila tidak cukup.' }) remainder!: string;
  @ApiProperty({ description: 'Berapa bulan bila semua orang ikut.' }) monthsThatFit!: number;
  @ApiProperty() costOfMonths!: string;
  @ApiProperty() remainderOfMonths!: string;
  @ApiProperty({ description: 'Berapa orang bila semua bulan.' }) headsThatFit!: number;
  @ApiProperty() costOfHeads!: string;
  @ApiProperty() remainderOfHeads!: string;
}

/** A question, not a promise: nothing is recorded or reserved. */
@ApiTags('plans')
@Controller('v1/plans')
export class PlansController {
  constructor(private readonly ledger: Ledger) {}

  @Post()
  @Read({
    roles: 'signed-in',
    summary: 'Berapa bulan dan berapa orang yang muat dalam pagu',
    answers: PlanBody,
    waits: false,
    refusals: [
      'invalid-body',
      'quota-invalid',
      'months-reversed',
      'amount-invalid',
      'tariff-missing',
      'tariff-ambiguous',
    ],
  })
  async ask(@Body() { heads, firstMonth, lastMonth, ceiling, fundingSource, sector = 'other', band = 1 }: AskPlan) {
    assertMonths(firstMonth, lastMonth);
    const { state: law } = await this.ledger.load(tariffDecider, TARIFF_STREAM_ID);
    const months = monthRange(firstMonth, lastMonth);
    const priceIn = (month: string) => priceOf(law, { month, band, sector, fundingSource }).amount;
    return planFor({ heads, months, ceiling, priceOf: priceIn });
  }
}
