import { Body, Controller, Get, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { schemeDecider, settingsOf } from '@sedekah/ledger';
import { CurrentCall, type Call } from '../http/call';
import { Read, Write } from '../http/routes';
import { Ledger } from '../ledger/ledger';
import { SCHEME_ID } from '../ledger/scheme-time';
import { AccountBody, ConfigureScheme, GroupBody, TierBody } from './configure-scheme';

class SchemeBody {
  @ApiProperty() schemeId!: string;
  @ApiProperty() name!: string;
  @ApiProperty() timeZone!: string;
  @ApiProperty({ type: [TierBody] }) tiers!: TierBody[];
  @ApiProperty({ type: [AccountBody] }) accounts!: AccountBody[];
  @ApiProperty({ type: [GroupBody] }) groups!: GroupBody[];
}

class SchemeIdBody {
  @ApiProperty() schemeId!: string;
  @ApiProperty() position!: string;
}

@ApiTags('scheme')
@Controller('v1/scheme')
export class SchemeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly ledger: Ledger,
  ) {}

  @Get()
  @Read({
    roles: 'signed-in',
    summary: 'Pengaturan skema: jenjang, rekening, wadah',
    answers: SchemeBody,
    waits: false,
    refusals: ['scheme-not-configured'],
  })
  async show() {
    const { state } = await this.ledger.load(schemeDecider, SCHEME_ID);
    return this.ledger.atRevision(schemeDecider, SCHEME_ID, { schemeId: SCHEME_ID, ...settingsOf(state) });
  }

  @Put()
  @Write({
    roles: ['admin'],
    summary: 'Mengatur skema; rekening dan wadah yang pernah ada tidak dapat dihapus',
    oneStream: true,
    status: 200,
    answers: SchemeIdBody,
    refusals: ['tiers-not-ordered', 'settings-duplicate', 'quota-invalid'],
  })
  configure(@Body() body: ConfigureScheme, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call));
  }
}
