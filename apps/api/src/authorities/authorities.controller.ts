import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { AUTHORITY_KINDS, authorityDecider } from '@sedekah/ledger';
import { findAuthority, listAuthorities } from '@sedekah/read-model';
import { NullableText, RupiahText } from '../http/answer-fields';
import { CurrentCall, type Call } from '../http/call';
import { listOf } from '../http/list.body';
import { Read, Write } from '../http/routes';
import { Ledger } from '../ledger/ledger';
import { Queries } from '../read-model/queries';
import { AskPage, Waiting } from '../read-model/questions';
import { AmendCeiling } from './amend-ceiling';
import { EndAuthority } from './end-authority';
import { RegisterAuthority } from './register-authority';

class AuthorityIdBody {
  @ApiProperty() authorityId!: string;
  @ApiProperty() position!: string;
}

class AuthorityBody {
  @ApiProperty() authorityId!: string;
  @ApiProperty({ enum: AUTHORITY_KINDS }) kind!: string;
  @ApiProperty() number!: string;
  @ApiProperty() title!: string;
  @ApiProperty() signedOn!: string;
  @ApiProperty() validFrom!: string;
  @ApiProperty() validThrough!: string;
  @NullableText() regionCode!: string | null;
  @NullableText() fundingSource!: string | null;
  @NullableText('Dasar hukum: `returned`, `not-returned` atau `returned-after-end`.') unusedFunds!: string | null;
  @NullableText('Anggaran: pagu sekarang.') ceiling!: string | null;
  @RupiahText('Yang dicadangkan ikrar.') reserved!: string;
  @RupiahText('Kelebihan di atas pagu karena tarif yang terbit kemudian: temuan, naikkan pagu dengan DPPA.')
  aboveCeiling!: string;
  @NullableText() endedOn!: string | null;
}

@ApiTags('authorities')
@Controller('v1/authorities')
export class AuthoritiesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: Queries,
    private readonly ledger: Ledger,
  ) {}

  @Get()
  @Read({ roles: 'signed-in', summary: 'Anggaran dan dasar hukum', answers: listOf(AuthorityBody) })
  list(@Query() question: AskPage) {
    return this.queries.ask((db) => listAuthorities(db, question.page()));
  }

  @Get(':authorityId')
  @Read({
    roles: 'signed-in',
    summary: 'Satu anggaran atau dasar hukum',
    answers: AuthorityBody,
    refusals: ['not-found'],
  })
  async show(@Param('authorityId') authorityId: string, @Query() _: Waiting) {
    const found = await this.queries.one((db) => findAuthority(db, authorityId));
    return this.ledger.atRevision(authorityDecider, authorityId, found);
  }

  @Post()
  @Write({
    roles: ['treasurer', 'admin'],
    summary: 'Mendaftarkan anggaran (DPA) atau dasar hukum (PKS, MoU, SK, SE, Perbup)',
    oneStream: true,
    answers: AuthorityIdBody,
    refusals: [
      'ceiling-missing',
      'not-a-budget',
      'not-a-paper',
      'amount-invalid',
      'months-reversed',
      'date-in-the-future',
    ],
  })
  register(@Body() body: RegisterAuthority, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call));
  }

  @Post(':authorityId/ceiling')
  @Write({
    roles: ['treasurer', 'admin'],
    summary: 'Mengubah pagu',
    oneStream: true,
    answers: AuthorityIdBody,
    refusals: ['not-found', 'not-a-budget', 'ceiling-below-committed', 'authority-ended', 'amount-invalid'],
  })
  amendCeiling(@Param('authorityId') authorityId: string, @Body() body: AmendCeiling, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { authorityId }));
  }

  @Post(':authorityId/end')
  @Write({
    roles: ['treasurer', 'admin'],
    summary: 'Mengakhiri dasar hukum atau anggaran sebelum waktunya',
    oneStream: true,
    answers: AuthorityIdBody,
    refusals: ['not-found', 'authority-ended'],
  })
  end(@Param('authorityId') authorityId: string, @Body() body: EndAuthority, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { authorityId }));
  }
}
