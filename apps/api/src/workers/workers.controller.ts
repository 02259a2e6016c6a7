import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { workerDecider } from '@sedekah/ledger';
import { benefitsOf, findWorker, listWorkers, workerStatus, type WorkerItem } from '@sedekah/read-model';
import { Id, RegionCode } from '../http/fields';
import { listOf } from '../http/list.body';
import { Read } from '../http/routes';
import { Ledger } from '../ledger/ledger';
import { SchemeTime } from '../ledger/scheme-time';
import { Queries } from '../read-model/queries';
import { AskAsOf, AskPage, Waiting } from '../read-model/questions';
import { Identities } from './identity';
import { PremiumStatusBody, WorkerBody, WorkerWithBenefitsBody } from './worker.bodies';

class AskWorkers extends AskPage {
  @RegionCode({ optional: true, description: 'Domisili di wilayah ini dan di dalamnya.' }) region?: string;
  @Id({ optional: true, description: 'Pernah ditetapkan pada penanggung ini.' }) sponsorId?: string;
}

@ApiTags('workers')
@Controller('v1/workers')
export class WorkersController {
  constructor(
    private readonly queries: Queries,
    private readonly ledger: Ledger,
    private readonly time: SchemeTime,
    private readonly identities: Identities,
  ) {}

  @Get()
  @Read({ roles: 'signed-in', summary: 'Para pekerja; identitasnya disamarkan', answers: listOf(WorkerBody) })
  async list(@Query() question: AskWorkers) {
    const filter = { ...question.page(), regionCode: question.region, sponsorId: question.sponsorId };
    const { items, next } = await this.queries.ask((db) => listWorkers(db, filter));
    return { items: items.map((item) => this.shown(item)), next };
  }

  @Get(':workerId')
  @Read({
    roles: 'signed-in',
    summary: 'Satu pekerja dan manfaat yang diterimanya; identitasnya disamarkan',
    answers: WorkerWithBenefitsBody,
    refusals: ['not-found'],
  })
  async show(@Param('workerId') workerId: string, @Query() _: Waiting) {
    const worker = await this.queries.one((db) => findWorker(db, workerId));
    const benefits = await this.queries.ask((db) => benefitsOf(db, workerId));
    return this.ledger.atRevision(workerDecider, workerId, { ...this.shown(worker), benefits });
  }

  @Get(':workerId/premium-status')
  @Read({
    roles: 'signed-in',
    summary: 'Status iuran pada suatu hari, menurut yang diketahui pada suatu saat',
    answers: PremiumStatusBody,
    refusals: ['not-found'],
  })
  async status(@Param('workerId') workerId: string, @Query() question: AskAsOf) {
    const asOf = question.asOf ?? (await this.time.today());
    return this.queries.one((db) => workerStatus(db, { workerId, asOf, knownAt: question.known() }));
  }

  /** Masked when it is asked for, so that an erasure changes no row. */
  private shown({ sealed, ...worker }: WorkerItem) {
    const { workerId, ...rest } = worker;
    return { workerId, identity: this.identities.mask(workerId, sealed), ...rest };
  }
}
