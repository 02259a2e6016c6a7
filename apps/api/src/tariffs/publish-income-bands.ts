import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { tariffDecider, TARIFF_STREAM_ID } from '@sedekah/ledger';
import { LedgerCommand } from '../http/command';
import { Amount, Flag, MonthField, NestedList, Text, Whole } from '../http/fields';
import { Ledger } from '../ledger/ledger';

export class IncomeBandRow {
  @Whole({ min: 1, max: 99, description: 'Nomor golongan, urut mulai 1.' }) band!: number;
  @Amount({ optional: true, description: 'Penghasilan tertinggi dalam golongan; kosong pada golongan terakhir.' })
  through?: string;
  @Amount({ description: 'Dasar iuran.' }) base!: string;
}

/** The income table from a month on; the base of its last band is the ceiling that JKK is reckoned from. */
export class PublishIncomeBands extends LedgerCommand<{ firstMonth: string }> {
  @MonthField({ description: 'Bulan iuran pertama.' }) firstMonth!: string;
  @NestedList(() => IncomeBandRow, { min: 1, max: 99 }) bands!: IncomeBandRow[];
  @Text({ max: 500, description: 'Peraturan dan lampirannya.' }) citation!: string;
  @Flag({ optional: true, description: 'Belum dicocokkan dengan naskah peraturan.' }) needsChecking?: boolean;
}

@CommandHandler(PublishIncomeBands)
export class PublishIncomeBandsHandler implements ICommandHandler<PublishIncomeBands> {
  constructor(private readonly ledger: Ledger) {}

  execute(body: PublishIncomeBands) {
    const { call, firstMonth } = body;
    const bands = body.bands.map(({ band, through, base }) => ({ band, ...(through && { through }), base }));
    const command = { type: 'PublishIncomeBands', table: { ...body.terms(), bands } } as const;
    return this.ledger.write(tariffDecider, TARIFF_STREAM_ID, command, call, { firstMonth });
  }
}
