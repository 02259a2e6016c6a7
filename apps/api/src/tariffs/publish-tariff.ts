import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  FUNDING_SOURCES,
  SECTORS,
  TARIFF_CONDITIONS,
  tariffDecider,
  TARIFF_STREAM_ID,
  type FundingSource,
  type Sector,
  type TariffCondition,
} from '@sedekah/ledger';
import { LedgerCommand } from '../http/command';
import { Amount, Flag, Id, MonthField, OneOf, SomeOf, Text, WholeList } from '../http/fields';
import { Ledger } from '../ledger/ledger';

/** The fields of a tariff row; those left out match everything. */
export class PublishTariff extends LedgerCommand<{ tariffId: string }> {
  @Id({ example: 'bpu-2027-04' }) tariffId!: string;
  @MonthField() firstMonth!: string;
  @MonthField({ optional: true }) lastMonth?: string;
  @OneOf(SECTORS, { optional: true }) sector?: Sector;
  @SomeOf(FUNDING_SOURCES, { optional: true }) fundingSources?: FundingSource[];
  @WholeList({ optional: true, description: 'Golongan penghasilan.' }) bands?: number[];
  @OneOf(TARIFF_CONDITIONS, { optional: true }) condition?: TariffCondition;
  @Text({ max: 20, example: '0.5', description: 'Persen dari dasar golongan.' }) jkkPercent!: string;
  @Amount({ example: '3400' }) jkm!: string;
  @Text({ max: 500, description: 'Peraturan dan pasalnya.' }) citation!: string;
  @Flag({ optional: true, description: 'Belum dicocokkan dengan naskah peraturan.' }) needsChecking?: boolean;
  @Id({ optional: true, description: 'Baris yang digantikan.' }) supersedes?: string;
}

@CommandHandler(PublishTariff)
export class PublishTariffHandler implements ICommandHandler<PublishTariff> {
  constructor(private readonly ledger: Ledger) {}

  execute(body: PublishTariff) {
    const command = { type: 'PublishTariff', row: body.terms() } as const;
    const { call, tariffId } = body;
    return this.ledger.write(tariffDecider, TARIFF_STREAM_ID, command, call, { tariffId });
  }
}
