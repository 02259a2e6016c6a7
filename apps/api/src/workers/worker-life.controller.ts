import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { CurrentCall, type Call } from '../http/call';
import { Write } from '../http/routes';
import { CheckEligibility } from './check-eligibility';
import { EnrolWorker } from './enrol-worker';
import { RecordBenefit } from './record-benefit';
import { RecordDeath } from './record-death';
import { RecordLeaving } from './record-leaving';
import { RegisterWorker } from './register-worker';
import { WorkerIdBody } from './worker.bodies';

/** What happens to a worker, from registration to the end. */
@ApiTags('workers')
@Controller('v1/workers')
export class WorkerLifeController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Write({
    roles: ['treasurer'],
    summary: 'Mendaftarkan pekerja; satu NIK satu pekerja, identitas disimpan tersandi',
    answers: WorkerIdBody,
    refusals: ['nik-invalid', 'nik-mismatch', 'nik-known', 'birth-date-impossible', 'occupation-unknown'],
  })
  register(@Body() body: RegisterWorker, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call));
  }

  @Post(':workerId/eligibility-checks')
  @Write({
    roles: ['treasurer', 'verifier'],
    summary: 'Mencatat pemeriksaan kelayakan',
    oneStream: true,
    answers: WorkerIdBody,
    refusals: ['worker-unknown', 'worker-deceased', 'date-in-the-future'],
  })
  check(@Param('workerId') workerId: string, @Body() body: CheckEligibility, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { workerId }));
  }

  @Post(':workerId/enrolment')
  @Write({
    roles: ['treasurer'],
    summary: 'Mendaftarkan kepesertaan; umur diperiksa pada hari pendaftaran saja',
    oneStream: true,
    answers: WorkerIdBody,
    refusals: [
      'worker-unknown',
      'worker-deceased',
      'worker-left',
      'worker-already-member',
      'worker-not-eligible',
      'worker-over-age',
      'group-not-registered',
      'scheme-not-configured',
      'date-in-the-future',
      'tariff-missing',
      'read-model-behind',
    ],
  })
  enrol(@Param('workerId') workerId: string, @Body() body: EnrolWorker, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { workerId }));
  }

  @Post(':workerId/death')
  @Write({
    roles: ['treasurer'],
    summary: 'Mencatat kematian; perlindungan sesudah bulan kematian dibatalkan',
    answers: WorkerIdBody,
    refusals: ['worker-unknown', 'worker-deceased', 'date-in-the-future', 'date-out-of-order'],
  })
  die(@Param('workerId') workerId: string, @Body() body: RecordDeath, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { workerId }));
  }

  @Post(':workerId/leaving')
  @Write({
    roles: ['treasurer'],
    summary: 'Mencatat keluar dari kepesertaan',
    answers: WorkerIdBody,
    refusals: ['worker-unknown', 'worker-deceased', 'worker-left', 'worker-not-enrolled', 'date-in-the-future'],
  })
  leave(@Param('workerId') workerId: string, @Body() body: RecordLeaving, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { workerId }));
  }
  @Post(':workerId/benefits')
  @Write({
    roles: ['treasurer'],
    summary: 'Mencatat manfaat yang dibayar BPJS; sekali saja, dan bukan uang program',
    oneStream: true,
    answers: WorkerIdBody,
    refusals: [
      'worker-unknown',
      'worker-not-deceased',
      'benefit-exists',
      'amount-invalid',
      'date-in-the-future',
      'date-out-of-order',
    ],
  })
  benefit(@Param('workerId') workerId: string, @Body() body: RecordBenefit, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { workerId }));
  }
}
