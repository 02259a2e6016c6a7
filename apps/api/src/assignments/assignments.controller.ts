import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentCall, type Call } from '../http/call';
import { Write } from '../http/routes';
import { AssignBeneficiaries } from './assign-beneficiaries';
import { RenewBeneficiaries } from './renew-beneficiaries';
import { ReleaseBeneficiaries, ReplaceBeneficiary } from './release-beneficiaries';

class RefusedWorkerBody {
  @ApiProperty() workerId!: string;
  @ApiProperty() code!: string;
  @ApiProperty() detail!: string;
}

class AssignmentBody {
  @ApiProperty() assignmentId!: string;
  @ApiProperty({ type: [String] }) assigned!: string[];
  @ApiProperty({ type: [RefusedWorkerBody] }) refused!: RefusedWorkerBody[];
  @ApiProperty() position!: string;
}

class ReleaseBody {
  @ApiProperty() pledgeId!: string;
  @ApiProperty({ type: [String] }) released!: string[];
  @ApiProperty() position!: string;
}

class ReplacementBody {
  @ApiProperty() pledgeId!: string;
  @ApiProperty() assignmentId!: string;
  @ApiProperty() position!: string;
}

const WORKER_REFUSALS = [
  'pledge-unknown',
  'pledge-withdrawn',
  'month-outside-pledge',
  'months-reversed',
  'worker-unknown',
  'worker-deceased',
  'worker-left',
  'worker-already-sponsored',
] as const;

@ApiTags('assignments')
@Controller('v1/pledges/:pledgeId')
export class AssignmentsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('assignments')
  @Write({
    roles: ['treasurer'],
    summary: 'Menetapkan pekerja pada ikrar; yang ditolak disebut satu per satu, yang lain tetap ditetapkan',
    answers: AssignmentBody,
    refusals: [...WORKER_REFUSALS, 'quota-exceeded'],
  })
  assign(@Param('pledgeId') pledgeId: string, @Body() body: AssignBeneficiaries, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { pledgeId }));
  }

  @Post('releases')
  @Write({
    roles: ['treasurer'],
    summary: 'Melepaskan pekerja mulai sebuah bulan, dengan alasan',
    answers: ReleaseBody,
    refusals: ['pledge-unknown', 'worker-not-assigned', 'allocation-ordered'],
  })
  release(@Param('pledgeId') pledgeId: string, @Body() body: ReleaseBeneficiaries, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { pledgeId }));
  }

  @Post('replacements')
  @Write({
    roles: ['treasurer'],
    summary: 'Mengganti seorang pekerja dengan pekerja lain mulai sebuah bulan',
    answers: ReplacementBody,
    refusals: [...WORKER_REFUSALS, 'worker-not-assigned', 'allocation-ordered'],
  })
  replace(@Param('pledgeId') pledgeId: string, @Body() body: ReplaceBeneficiary, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { pledgeId }));
  }
  @Post('renewals')
  @Write({
    roles: ['treasurer'],
    summary: 'Memperpanjang pekerja ikrar lama yang sudah diverifikasi ulang; yang lain disebut dengan alasannya',
    answers: AssignmentBody,
    refusals: [
      'pledge-unknown',
      'pledge-withdrawn',
      'month-outside-pledge',
      'months-reversed',
      'quota-exceeded',
      'assignment-interrupted',
      'tariff-missing',
    ],
  })
  renew(@Param('pledgeId') pledgeId: string, @Body() body: RenewBeneficiaries, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { pledgeId }));
  }
}
