import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ageOn, type LocalDate } from '@sedekah/ledger';
import { continuity, CONTINUITY_STATES, type ContinuityItem, type ContinuityState } from '@sedekah/read-model';
import { OneOf, RegionCode, Text, Whole } from '../http/fields';
import { Read } from '../http/routes';
import { SchemeTime } from '../ledger/scheme-time';
import { Queries } from '../read-model/queries';
import { AskAsOf } from '../read-model/questions';
import { Identities } from '../workers/identity';
import { ContinuityBody } from './continuity.bodies';

class AskContinuity extends AskAsOf {
  @RegionCode({ optional: true, description: 'Domisili di wilayah ini dan di dalamnya.' }) regionCode?: string;
  @OneOf(CONTINUITY_STATES, { optional: true, description: 'Hanya keadaan ini.' }) state?: ContinuityState;
  @Text({ optional: true, max: 100, description: '`next` dari halaman sebelumnya.' }) after?: string;
  @Whole({ optional: true, min: 1, max: 500, description: 'Paling banyak sekian; baku: 50.' }) limit?: number;
}

@ApiTags('continuity')
@Controller('v1/continuity')
export class ContinuityController {
  constructor(
    private readonly queries: Queries,
    private readonly time: SchemeTime,
    private readonly identities: Identities,
  ) {}

  @Get()
  @Read({
    roles: 'signed-in',
    summary: 'Siapa yang akan atau sudah putus perlindungannya, sebabnya, dan kerugian keluarganya',
    answers: ContinuityBody,
    refusals: ['tariff-missing', 'tariff-ambiguous'],
  })
  async list(@Query() question: AskContinuity) {
    const asOf = question.asOf ?? (await this.time.today());
    const { regionCode, state, after, limit } = question;
    const asked = { asOf, knownAt: question.known(), regionCode, state, after, limit };
    const { items, ...rest } = await this.queries.ask((db) => continuity(db, asked));
    return { ...rest, items: items.map((item) => this.shown(item, asOf, rest.ageLimit)) };
  }

  /** The birth date is opened for the flag only and leaves nothing else behind. */
  private shown({ sealed, ...item }: ContinuityItem, asOf: LocalDate, ageLimit: number) {
    const identity = this.identities.open(item.workerId, sealed);
    return { ...item, nearAgeLimit: identity ? ageOn(identity.birthDate, asOf) >= ageLimit - 1 : null };
  }
}
