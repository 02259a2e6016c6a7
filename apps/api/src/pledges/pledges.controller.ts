import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentCall, type Call } from '../http/call';
import { Write } from '../http/routes';
import { AmendPledge } from './amend-pledge';
import { MakePledge } from './make-pledge';
import { WithdrawPledge } from './withdraw-pledge';

class PledgeIdBody {
  @ApiProperty() pledgeId!: string;
  @ApiProperty() sponsorId!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Uang publik: yang dicadangkan pada anggaran.' })
  reserved!: string | null;
  @ApiProperty() position!: string;
}

const BUDGET_REFUSALS = [
  'budget-required',
  'not-a-budget',
  'ceiling-exceeded',
  'month-outside-authority',
  'funding-source-mismatch',
  'authority-ended',
  'tariff-missing',
] as const;

@ApiTags('pledges')
@Controller('v1')
export class PledgesController {
  constructor(private readonly commands: CommandBus) {}

  @Post('sponsors/:sponsorId/pledges')
  @Write({
    roles: ['treasurer'],
    summary: 'Mencatat ikrar: kuota pekerja, masa, dan surat kesanggupan',
    answers: PledgeIdBody,
    refusals: ['sponsor-unknown', 'quota-invalid', 'months-reversed', 'date-in-the-future', ...BUDGET_REFUSALS],
  })
  make(@Param('sponsorId') sponsorId: string, @Body() body: MakePledge, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { sponsorId }));
  }

  @Post('pledges/:pledgeId/amendments')
  @Write({
    roles: ['treasurer'],
    summary: 'Mengubah ikrar; tidak pernah di bawah pekerja yang sudah ditetapkan',
    answers: PledgeIdBody,
    refusals: ['pledge-unknown', 'pledge-withdrawn', 'below-assigned', 'quota-invalid', ...BUDGET_REFUSALS],
  })
  amend(@Param('pledgeId') pledgeId: string, @Body() body: AmendPledge, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { pledgeId }));
  }

  @Post('pledges/:pledgeId/withdrawal')
  @Write({
    roles: ['treasurer'],
    summary: 'Mencabut ikrar mulai sebuah bulan',
    refusals: ['pledge-unknown', 'pledge-withdrawn', 'below-assigned', 'date-in-the-future'],
  })
  withdraw(@Param('pledgeId') pledgeId: string, @Body() body: WithdrawPledge, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { pledgeId }));
  }
}
