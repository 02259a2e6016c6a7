import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { tariffDecider, TARIFF_STREAM_ID } from '@sedekah/ledger';
import { lawAsKnown } from '@sedekah/read-model';
import { CurrentCall, type Call } from '../http/call';
import { Read, Write } from '../http/routes';
import { Ledger } from '../ledger/ledger';
import { Queries } from '../read-model/queries';
import { AskKnownAt } from '../read-model/questions';
import { PublishIncomeBands } from './publish-income-bands';
import { PublishRule } from './publish-rule';
import { PublishTariff } from './publish-tariff';

class TariffIdBody {
  @ApiProperty() tariffId!: string;
  @ApiProperty() position!: string;
}

class RuleNameBody {
  @ApiProperty() rule!: string;
  @ApiProperty() position!: string;
}

class FirstMonthBody {
  @ApiProperty() firstMonth!: string;
  @ApiProperty() position!: string;
}

class IncomeBandBody {
  @ApiProperty() band!: number;
  @ApiProperty({ required: false, description: 'Penghasilan tertinggi dalam golongan.' }) through?: string;
  @ApiProperty() base!: string;
}

class IncomeBandsBody {
  @ApiProperty() firstMonth!: string;
  @ApiProperty({ type: [IncomeBandBody] }) bands!: IncomeBandBody[];
  @ApiProperty() citation!: string;
  @ApiProperty({ required: false }) needsChecking?: boolean;
  @ApiProperty() revision!: number;
}

class LawBody {
  @ApiProperty({ description: 'Baris tarif, menurut urutan terbit.', type: [PublishTariff] }) tariffs!: object[];
  @ApiProperty({ type: [IncomeBandsBody] }) incomeBands!: object[];
  @ApiProperty({ type: [PublishRule] }) rules!: object[];
  @ApiProperty({ description: 'Naik setiap kali tarif atau tabel penghasilan terbit.' }) revision!: number;
}

/** The law as dated data: rows are added or superseded, never edited. */
@ApiTags('tariffs')
@Controller('v1/tariffs')
export class TariffsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly ledger: Ledger,
    private readonly queries: Queries,
  ) {}

  @Get()
  @Read({
    roles: 'signed-in',
    summary: 'Tarif, golongan penghasilan, dan ketentuan; dengan knownAt: sejauh diketahui waktu itu',
    answers: LawBody,
  })
  async list(@Query() question: AskKnownAt) {
    const knownAt = question.known();
    if (knownAt !== undefined) return this.queries.ask((db) => lawAsKnown(db, knownAt));
    const { state } = await this.ledger.load(tariffDecider, TARIFF_STREAM_ID);
    const { tariffs, bands, rules, revision } = structuredClone(state);
    return this.ledger.atRevision(tariffDecider, TARIFF_STREAM_ID, { tariffs, incomeBands: bands, rules, revision });
  }

  @Post()
  @Write({
    roles: ['admin'],
    summary: 'Menerbitkan tarif dengan dasar hukumnya; catat dahulu semua pembayaran ke BPJS yang sudah dilakukan',
    oneStream: true,
    answers: TariffIdBody,
    refusals: [
      'tariff-exists',
      'tariff-overlaps',
      'tariff-contradicts',
      'tariff-missing',
      'months-reversed',
      'amount-invalid',
    ],
  })
  publish(@Body() body: PublishTariff, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call));
  }

  @Post('income-bands')
  @Write({
    roles: ['admin'],
    summary: 'Menerbitkan tabel golongan penghasilan, berlaku mulai sebuah bulan iuran',
    oneStream: true,
    answers: FirstMonthBody,
    refusals: ['amount-invalid'],
  })
  publishIncomeBands(@Body() body: PublishIncomeBands, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call));
  }

  @Post('rules')
  @Write({
    roles: ['admin'],
    summary: 'Menerbitkan ketentuan (batas umur, masa tenggang, masa tunggu, jatuh tempo, masa pemeriksaan, JKM)',
    oneStream: true,
    answers: RuleNameBody,
    refusals: ['amount-invalid'],
  })
  publishRule(@Body() body: PublishRule, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call));
  }
}
