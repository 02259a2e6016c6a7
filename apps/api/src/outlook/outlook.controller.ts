import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { authorityOutlook, sponsorOutlook } from '@sedekah/read-model';
import { Read } from '../http/routes';
import { SchemeTime } from '../ledger/scheme-time';
import { Queries } from '../read-model/queries';
import { AskAsOf } from '../read-model/questions';
import { OutlookBody } from './outlook.bodies';

/** How far money goes, at the present number of workers and the tariffs known. Nothing is recorded or reserved. */
@ApiTags('outlook')
@Controller('v1')
export class OutlookController {
  constructor(
    private readonly queries: Queries,
    private readonly time: SchemeTime,
  ) {}

  @Get('sponsors/:sponsorId/outlook')
  @Read({
    roles: 'signed-in',
    summary: 'Sampai bulan apa dana penanggung cukup, dan untuk berapa pekerja',
    answers: OutlookBody,
    refusals: ['not-found', 'tariff-missing', 'tariff-ambiguous'],
  })
  async ofSponsor(@Param('sponsorId') sponsorId: string, @Query() question: AskAsOf) {
    const asOf = question.asOf ?? (await this.time.today());
    return this.queries.one((db) => sponsorOutlook(db, { sponsorId, asOf, knownAt: question.known() }));
  }

  @Get('authorities/:authorityId/outlook')
  @Read({
    roles: 'signed-in',
    summary: 'Sampai bulan apa anggaran cukup sebelum akhir tahun, dan untuk berapa pekerja',
    answers: OutlookBody,
    refusals: ['not-found', 'tariff-missing', 'tariff-ambiguous'],
  })
  async ofAuthority(@Param('authorityId') authorityId: string, @Query() question: AskAsOf) {
    const asOf = question.asOf ?? (await this.time.today());
    return this.queries.one((db) => authorityOutlook(db, { authorityId, asOf, knownAt: question.known() }));
  }
}
