import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentCall, type Call } from '../http/call';
import { Write } from '../http/routes';
import { RecordPayment } from './record-payment';
import { RefundSponsor } from './refund-sponsor';
import { ChargeBackPayment, RejectPayment, ReversePayment, VerifyPayment } from './settle-payment';

class PaymentIdBody {
  @ApiProperty() paymentId!: string;
  @ApiProperty() position!: string;
}

class RefundIdBody {
  @ApiProperty() refundId!: string;
  @ApiProperty() sponsorId!: string;
  @ApiProperty() position!: string;
}

@ApiTags('payments')
@Controller('v1')
export class PaymentsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('sponsors/:sponsorId/payments')
  @Write({
    roles: ['treasurer'],
    summary: 'Mencatat setoran: bagian dari kredit rekening program, atau dibayar langsung ke BPJS',
    description:
      'Kredit yang salah jumlah atau tanggalnya dikoreksi dengan mencatatnya lagi di bawah nomor referensi yang sama, ' +
      'setelah semua setoran yang memakainya ditolak atau dibatalkan.',
    answers: PaymentIdBody,
    refusals: [
      'amount-invalid',
      'date-in-the-future',
      'sponsor-unknown',
      'payment-field-missing',
      'account-not-registered',
      'credit-key-incomplete',
      'credit-differs',
      'credit-overdrawn',
      'custody-must-be-direct',
      'pledge-unknown',
      'worker-not-assigned',
      'worker-not-enrolled',
      'allocation-exists',
      'billing-code-already-paid',
      'direct-payment-mismatch',
      'list-too-long',
    ],
  })
  record(@Param('sponsorId') sponsorId: string, @Body() body: RecordPayment, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { sponsorId }));
  }

  @Post('payments/:paymentId/verification')
  @Write({
    roles: ['verifier'],
    summary: 'Memeriksa setoran; bukan oleh pencatatnya',
    answers: PaymentIdBody,
    refusals: ['payment-unknown', 'payment-not-open', 'self-verification'],
  })
  verify(@Param('paymentId') paymentId: string, @Body() body: VerifyPayment, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { paymentId }));
  }

  @Post('payments/:paymentId/rejection')
  @Write({
    roles: ['verifier'],
    summary: 'Menolak setoran dengan alasan',
    answers: PaymentIdBody,
    refusals: ['payment-unknown', 'payment-not-open', 'self-verification'],
  })
  reject(@Param('paymentId') paymentId: string, @Body() body: RejectPayment, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { paymentId }));
  }

  @Post('payments/:paymentId/reversal')
  @Write({
    roles: ['treasurer'],
    summary: 'Membatalkan setoran yang belum dialokasikan',
    answers: PaymentIdBody,
    refusals: ['payment-unknown', 'payment-not-live', 'already-allocated'],
  })
  reverse(@Param('paymentId') paymentId: string, @Body() body: ReversePayment, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { paymentId }));
  }

  @Post('payments/:paymentId/charge-back')
  @Write({
    roles: ['treasurer'],
    summary: 'Mencatat bahwa bank menarik kembali setoran',
    answers: PaymentIdBody,
    refusals: ['payment-unknown', 'payment-not-live', 'amount-invalid'],
  })
  chargeBack(@Param('paymentId') paymentId: string, @Body() body: ChargeBackPayment, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { paymentId }));
  }

  @Post('sponsors/:sponsorId/refunds')
  @Write({
    roles: ['treasurer'],
    summary: 'Mengembalikan dana yang tersedia kepada penanggung',
    oneStream: true,
    answers: RefundIdBody,
    refusals: [
      'sponsor-unknown',
      'amount-invalid',
      'account-not-registered',
      'refund-exceeds-available',
      'refund-not-agreed',
      'refund-before-end',
    ],
  })
  refund(@Param('sponsorId') sponsorId: string, @Body() body: RefundSponsor, @CurrentCall() call: Call) {
    return this.commands.execute(body.calledBy(call, { sponsorId }));
  }
}
