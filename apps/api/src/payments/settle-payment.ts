import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { sponsorDecider, type SponsorCommand } from '@sedekah/ledger';
import { Crossings } from '../crossings/crossings';
import { LedgerCommand } from '../http/command';
import { Amount, Text } from '../http/fields';
import { Written } from '../http/written';
import type { Call } from '../http/call';
import { sponsorOfPayment } from '../pledges/pledge-id';

/** A decision about a recorded payment: `paymentId` comes from the path. */
export abstract class PaymentDecision extends LedgerCommand<{ paymentId: string }> {
  paymentId!: string;
}

export class VerifyPayment extends PaymentDecision {}
export class RejectPayment extends PaymentDecision {
  @Text({ max: 500, description: 'Alasan penolakan.' }) reason!: string;
}
export class ReversePayment extends PaymentDecision {
  @Text({ max: 500, description: 'Alasan pembatalan.' }) reason!: string;
}
export class ChargeBackPayment extends PaymentDecision {
  @Amount({ description: 'Yang ditarik kembali oleh bank.' }) amount!: string;
  @Text({ max: 500, description: 'Alasan penarikan.' }) reason!: string;
}

/** Decides on the sponsor's stream; credit, billing code and remittances follow. */
abstract class PaymentHandler {
  constructor(private readonly crossings: Crossings) {}

  protected async decide(paymentId: string, command: SponsorCommand, call: Call) {
    const steps = this.crossings.begin(call);
    await steps.take(sponsorDecider, sponsorOfPayment(paymentId), command);
    return new Written({ paymentId }, steps.position);
  }
}

@CommandHandler(VerifyPayment)
export class VerifyPaymentHandler extends PaymentHandler implements ICommandHandler<VerifyPayment> {
  constructor(crossings: Crossings) {
    super(crossings);
  }

  execute({ call, paymentId }: VerifyPayment) {
    return this.decide(paymentId, { type: 'VerifyPayment', paymentId }, call);
  }
}

@CommandHandler(RejectPayment)
export class RejectPaymentHandler extends PaymentHandler implements ICommandHandler<RejectPayment> {
  constructor(crossings: Crossings) {
    super(crossings);
  }

  execute({ call, paymentId, reason }: RejectPayment) {
    return this.decide(paymentId, { type: 'RejectPayment', paymentId, reason }, call);
  }
}

@CommandHandler(ReversePayment)
export class ReversePaymentHandler extends PaymentHandler implements ICommandHandler<ReversePayment> {
  constructor(crossings: Crossings) {
    super(crossings);
  }

  execute({ call, paymentId, reason }: ReversePayment) {
    return this.decide(paymentId, { type: 'ReversePayment', paymentId, reason }, call);
  }
}

@CommandHandler(ChargeBackPayment)
export class ChargeBackPaymentHandler extends PaymentHandler implements ICommandHandler<ChargeBackPayment> {
  constructor(crossings: Crossings) {
    super(crossings);
  }

  execute({ call, paymentId, amount, reason }: ChargeBackPayment) {
    return this.decide(paymentId, { type: 'ChargeBackPayment', paymentId, amount, reason }, call);
  }
}
