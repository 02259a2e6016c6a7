import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentCall, type Call } from '../http/call';
import { Write } from '../http/routes';
import { StartPremiumRun } from './start-premium-run';

class JobIdBody {
  @ApiProperty({ description: 'Ikuti di GET /v1/jobs/{id}.' }) jobId!: string;
  @ApiProperty() position!: string;
}

@ApiTags('premium-runs')
@Controller('v1/premium-runs')
export class PremiumRunsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Write({
    roles: ['treasurer'],
    summary: 'Menjalankan iuran sampai sebuah bulan, sejauh dana tiap penanggung mencukupi',
    status: 202,
    answers: JobIdBody,
    refusals: ['job-running'],
  })
  start(@Body() body: StartPremiumRun, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call));
  }
}
