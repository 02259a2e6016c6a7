import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentCall, type Call } from '../http/call';
import { Write } from '../http/routes';
import { OpenRemittance } from './open-remittance';
import { PayRemittance } from './pay-remittance';
import { AcknowledgeRemittance, CancelRemittance, ReceiveRefund } from './settle-remittance';

class RemittanceBody {
  @ApiProperty({ example: 'mamasa-rentan.2021-05.1' }) remittanceId!: string;
  @ApiProperty() status!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Jumlah pekerja.' }) heads!: number | null;
  @ApiProperty({ type: String, nullable: true }) amount!: string | null;
  @ApiProperty() position!: string;
}

class RemittanceIdBody {
  @ApiProperty() remittanceId!: string;
  @ApiProperty() position!: string;
}

class RefundBody extends RemittanceIdBody {
  @ApiProperty() refundId!: string;
}

@ApiTags('remittances')
@Controller('v1/remittances')
export class RemittancesController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Write({
    roles: ['treasurer'],
    summary: 'Menyusun penyetoran ke BPJS untuk satu wadah dan bulan iuran',
    answers: RemittanceBody,
    refusals: ['group-not-registered', 'billing-code-invalid', 'nothing-to-remit', 'remittance-amount-differs'],
  })
  open(@Body() body: OpenRemittance, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call));
  }

  @Post(':remittanceId/cancellation')
  @Write({
    roles: ['treasurer'],
    summary: 'Membatalkan penyetoran yang belum dibayar; alokasinya menunggu penyetoran lain',
    answers: RemittanceIdBody,
    refusals: ['remittance-unknown', 'remittance-already-paid', 'remittance-cancelled'],
  })
  cancel(@Param('remittanceId') remittanceId: string, @Body() body: CancelRemittance, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { remittanceId }));
  }

  @Post(':remittanceId/payment')
  @Write({
    roles: ['treasurer'],
    summary: 'Mencatat pembayaran penyetoran dari rekening program',
    answers: RemittanceIdBody,
    refusals: [
      'remittance-unknown',
      'remittance-not-ordered',
      'remittance-already-paid',
      'remittance-cancelled',
      'account-not-registered',
      'billing-code-already-paid',
      'date-in-the-future',
    ],
  })
  pay(@Param('remittanceId') remittanceId: string, @Body() body: PayRemittance, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { remittanceId }));
  }

  @Post(':remittanceId/acknowledgement')
  @Write({
    roles: ['treasurer'],
    summary: 'Mencatat kwitansi BPJS: masa perlindungan, dan siapa yang tidak diterima',
    answers: RemittanceIdBody,
    refusals: [
      'remittance-unknown',
      'remittance-not-paid',
      'remittance-already-acknowledged',
      'worker-not-in-remittance',
    ],
  })
  acknowledge(
    @Param('remittanceId') remittanceId: string,
    @Body() body: AcknowledgeRemittance,
    @CurrentCall() call: Call,
  ) {
    return this.commands.execute(body.calledBy(call, { remittanceId }));
  }

  @Post(':remittanceId/refund')
  @Write({
    roles: ['treasurer'],
    summary: 'Mencatat pengembalian iuran dari BPJS, per pekerja',
    answers: RefundBody,
    refusals: [
      'remittance-unknown',
      'remittance-not-acknowledged',
      'refund-mismatch',
      'worker-not-in-remittance',
      'account-not-registered',
    ],
  })
  refund(@Param('remittanceId') remittanceId: string, @Body() body: ReceiveRefund, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { remittanceId }));
  }
}
