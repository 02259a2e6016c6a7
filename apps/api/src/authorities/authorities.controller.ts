import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentCall, type Call } from '../http/call';
import { Write } from '../http/routes';
import { AmendCeiling } from './amend-ceiling';
import { EndAuthority } from './end-authority';
import { RegisterAuthority } from './register-authority';

class AuthorityIdBody {
  @ApiProperty() authorityId!: string;
  @ApiProperty() position!: string;
}

@ApiTags('authorities')
@Controller('v1/authorities')
export class AuthoritiesController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Write({
    roles: ['treasurer', 'admin'],
    summary: 'Mendaftarkan anggaran (DPA) atau dasar hukum (PKS, MoU, SK, SE, Perbup)',
    oneStream: true,
    answers: AuthorityIdBody,
    refusals: ['ceiling-missing', 'not-a-budget', 'amount-invalid', 'months-reversed', 'date-in-the-future'],
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
