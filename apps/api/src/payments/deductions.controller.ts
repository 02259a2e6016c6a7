import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { RupiahText } from '../http/answer-fields';
import { CurrentCall, type Call } from '../http/call';
import { Write } from '../http/routes';
import { RecordDeductions } from './record-deductions';

class DeductionPaymentBody {
  @ApiProperty() paymentId!: string;
  @ApiProperty() sponsorId!: string;
  @RupiahText() amount!: string;
}
class DeductionsBody {
  @ApiProperty() accountId!: string;
  @ApiProperty() creditKey!: string;
  @ApiProperty({ type: [DeductionPaymentBody] }) payments!: DeductionPaymentBody[];
  @ApiProperty() position!: string;
}

@ApiTags('payments')
@Controller('v1/deductions')
export class DeductionsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Write({
    roles: ['treasurer'],
    summary: 'Mencatat potongan gaji: satu kredit bank untuk banyak penanggung, beserta daftarnya',
    description: 'Jumlah daftar harus sama dengan kredit. Setiap penanggung mendapat satu setoran untuk diperiksa.',
    answers: DeductionsBody,
    refusals: [
      'deduction-list-differs',
      'amount-invalid',
      'date-in-the-future',
      'sponsor-unknown',
      'account-not-registered',
      'credit-key-incomplete',
      'credit-differs',
      'credit-overdrawn',
      'custody-must-be-direct',
    ],
  })
  record(@Body() body: RecordDeductions, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call));
  }
}
