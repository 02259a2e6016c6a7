import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { KeyStore } from '@sedekah/key-store';
import { maskName, sponsorDecider } from '@sedekah/ledger';
import { findSponsor, listSponsors, pledgesOf, sponsorBalance, type SponsorItem } from '@sedekah/read-model';
import { CurrentCall, type Call } from '../http/call';
import { listOf } from '../http/list.body';
import { Read, Write } from '../http/routes';
import { Ledger } from '../ledger/ledger';
import { SchemeTime } from '../ledger/scheme-time';
import { Queries } from '../read-model/queries';
import { AskAsOf, AskPage, Waiting } from '../read-model/questions';
import { RegisterSponsor } from './register-sponsor';
import { BalanceBody, SponsorBody, SponsorIdBody, SponsorWithPledgesBody } from './sponsor.bodies';

@ApiTags('sponsors')
@Controller('v1/sponsors')
export class SponsorsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: Queries,
    private readonly ledger: Ledger,
    private readonly time: SchemeTime,
    private readonly keys: KeyStore,
  ) {}

  @Post()
  @Write({
    roles: ['treasurer', 'admin'],
    summary: 'Mendaftarkan penanggung dengan satu sumber dananya',
    oneStream: true,
    answers: SponsorIdBody,
    refusals: ['scheme-not-configured', 'tier-unknown', 'sponsor-exists'],
  })
  register(@Body() body: RegisterSponsor, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call));
  }

  @Get()
  @Read({ roles: 'signed-in', summary: 'Para penanggung', answers: listOf(SponsorBody) })
  async list(@Query() question: AskPage) {
    const { items, next } = await this.queries.ask((db) => listSponsors(db, question.page()));
    return { items: items.map((item) => this.shown(item)), next };
  }

  @Get(':sponsorId')
  @Read({
    roles: 'signed-in',
    summary: 'Satu penanggung dan ikrarnya',
    answers: SponsorWithPledgesBody,
    refusals: ['not-found'],
  })
  async show(@Param('sponsorId') sponsorId: string, @Query() _: Waiting) {
    const sponsor = await this.queries.one((db) => findSponsor(db, sponsorId));
    const pledges = await this.queries.ask((db) => pledgesOf(db, sponsorId));
    return this.ledger.atRevision(sponsorDecider, sponsorId, { ...this.shown(sponsor), pledges });
  }

  @Get(':sponsorId/balance')
  @Read({
    roles: 'signed-in',
    summary: 'Saldo penanggung pada suatu hari, menurut yang diketahui pada suatu saat',
    answers: BalanceBody,
    refusals: ['not-found'],
  })
  async balance(@Param('sponsorId') sponsorId: string, @Query() question: AskAsOf) {
    const asOf = question.asOf ?? (await this.time.today());
    return this.queries.one((db) => sponsorBalance(db, { sponsorId, asOf, knownAt: question.known() }));
  }

  /** A natural person's name is sealed and shown masked. */
  private shown({ sealed, ...sponsor }: SponsorItem) {
    if (sealed === null) return sponsor;
    const person = this.keys.open<{ name: string }>(sponsor.sponsorId, sealed);
    return { ...sponsor, name: person ? maskName(person.name) : null };
  }
}
