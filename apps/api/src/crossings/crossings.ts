import { Injectable } from '@nestjs/common';
import { Streams } from '@sedekah/event-store';
import type { LedgerEvent } from '@sedekah/ledger';
import type { Call } from '../http/call';
import { afterSponsorshipClaimed } from './assignments';
import { Deaths } from './deaths';
import {
  afterCodeClaimedDirect,
  afterCreditPartDrawn,
  afterPaymentChargedBack,
  afterPaymentEnded,
  afterPaymentVerified,
} from './payments';
import { afterCommitmentReserved, afterPledgeLowered } from './pledges';
import {
  afterCodeClaimedRemittance,
  afterRefundReceived,
  afterRemittanceAcknowledged,
  afterRemittanceCancelled,
  afterRemittanceOpened,
} from './remittances';
import { Steps } from './steps';
import { afterBeneficiariesReleased, afterNikClaimed, afterWorkerDied, afterWorkerLeft } from './workers';

/**
 * What must happen in other streams after an event. The client has no append over several streams, so a command that
 * touches several begins with one event that carries all the later steps need; each step is idempotent, and this table
 * is what the request, its retry and the process after a crash all go by.
 */
@Injectable()
export class Crossings {
  constructor(
    private readonly streams: Streams,
    private readonly deaths: Deaths,
  ) {}

  /** The steps of a command: take the first, and the rest follows. */
  begin(call: Call): Steps {
    return new Steps(call, this.streams, (events, steps) => this.follow(events, steps));
  }

  /** Takes every step that follows from `events`, if it was not taken before. @throws Rejection when one is refused */
  async follow(events: readonly LedgerEvent[], steps: Steps): Promise<void> {
    for (const event of events) await this.after(event, steps);
  }

  private async after(event: LedgerEvent, steps: Steps): Promise<void> {
    switch (event.type) {
      case 'CommitmentReserved':
        return afterCommitmentReserved(event, steps);
      case 'PledgeAmended':
      case 'PledgeWithdrawn':
        return afterPledgeLowered(event, steps);
      case 'CreditPartDrawn':
        return afterCreditPartDrawn(event, steps);
      case 'BpjsCodeClaimed': {
        const { payer } = event.data;
        if (payer.kind === 'direct') return afterCodeClaimedDirect(event, payer, steps);
        return afterCodeClaimedRemittance(event, payer, steps);
      }
      case 'PaymentVerified':
        return afterPaymentVerified(event, steps);
      case 'PaymentRejected':
      case 'PaymentReversed':
        return afterPaymentEnded(event, steps);
      case 'PaymentChargedBack':
        return afterPaymentChargedBack(event, steps);
      case 'NikClaimed':
        return afterNikClaimed(event, steps);
      case 'SponsorshipClaimed':
        return afterSponsorshipClaimed(event, steps);
      case 'BeneficiariesReleased':
        return afterBeneficiariesReleased(event, steps);
      case 'WorkerDied':
        return afterWorkerDied(event, steps);
      case 'WorkerLeft':
        return afterWorkerLeft(event, steps);
      case 'RemittanceOpened':
        return afterRemittanceOpened(event, steps);
      case 'RemittanceCancelled':
        return afterRemittanceCancelled(event, steps);
      case 'RemittanceAcknowledged':
        return afterRemittanceAcknowledged(event, steps, this.deaths);
      case 'RefundReceived':
        return afterRefundReceived(event, steps);
      default:
        return undefined;
    }
  }
}
