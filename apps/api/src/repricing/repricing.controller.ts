import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentCall, type Call } from '../http/call';
import { Write } from '../http/routes';
import { StartRepricing } from './start-repricing';

class JobIdBody {
  @ApiProperty({ description: 'Ikuti di GET /v1/jobs/{id}; per penanggung di …/rows.' }) jobId!: string;
  @ApiProperty() position!: string;
}

@ApiTags('tariffs')
@Controller('v1/tariffs/repricings')
export class RepricingController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Write({
    roles: ['treasurer', 'admin'],
    summary: 'Menghitung ulang iuran yang dialokasikan sebelum tarifnya terbit; berjalan sendiri sesudah terbit',
    status: 202,
    answers: JobIdBody,
    refusals: ['job-running'],
  })
  start(@Body() body: StartRepricing, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call));
  }
}
