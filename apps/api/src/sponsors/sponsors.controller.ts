import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentCall, type Call } from '../http/call';
import { Write } from '../http/routes';
import { RegisterSponsor } from './register-sponsor';

class SponsorIdBody {
  @ApiProperty() sponsorId!: string;
  @ApiProperty() position!: string;
}

@ApiTags('sponsors')
@Controller('v1/sponsors')
export class SponsorsController {
  constructor(private readonly commands: CommandBus) {}

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
}
