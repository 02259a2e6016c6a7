import type { Context, Decider } from '../decider';
import { allocateDirectPayment, allocatePremiums, reverseAllocations } from './allocations';
import type { AllocateDirectPayment, AllocatePremiums, ReverseAllocations } from './allocations';
import {
  assignBeneficiaries,
  endForDeath,
  endForLeaving,
  releaseBeneficiaries,
  replaceBeneficiary,
} from './assignments';
import type {
  AssignBeneficiaries,
  EndForDeath,
  EndForLeaving,
  ReleaseBeneficiaries,
  ReplaceBeneficiary,
} from './assignments';
import type { SponsorEvent } from './events';
import { evolveSponsor } from './evolve';
import { recordPayment, type RecordPayment } from './payment-record';
import { chargeBackPayment, payRefund, rejectPayment, reversePayment, verifyPayment } from './payments';
import type { ChargeBackPayment, PayRefund, RejectPayment, ReversePayment, VerifyPayment } from './payments';
import { amendPledge, makePledge, registerSponsor, withdrawPledge } from './pledges';
import type { AmendPledge, MakePledge, RegisterSponsor, WithdrawPledge } from './pledges';
import { orderAllocations, refundAllocations, settleAllocations, unorderAllocations } from './remittances';
import type { OrderAllocations, RefundAllocations, SettleAllocations, UnorderAllocations } from './remittances';
import { repriceAllocations, type RepriceAllocations } from './repricing';
import { initialSponsor, type SponsorState } from './state';

export type SponsorCommand =
  | RegisterSponsor
  | MakePledge
  | AmendPledge
  | WithdrawPledge
  | RecordPayment
  | VerifyPayment
  | RejectPayment
  | ReversePayment
  | ChargeBackPayment
  | AssignBeneficiaries
  | ReleaseBeneficiaries
  | ReplaceBeneficiary
  | EndForDeath
  | EndForLeaving
  | AllocatePremiums
  | AllocateDirectPayment
  | ReverseAllocations
  | OrderAllocations
  | UnorderAllocations
  | SettleAllocations
  | RefundAllocations
  | RepriceAllocations
  | PayRefund;

function decide(state: SponsorState, command: SponsorCommand, context: Context): SponsorEvent[] {
  switch (command.type) {
    case 'RegisterSponsor':
      return registerSponsor(state, command, context);
    case 'MakePledge':
      return makePledge(state, command, context);
    case 'AmendPledge':
      return amendPledge(state, command, context);
    case 'WithdrawPledge':
      return withdrawPledge(state, command, context);
    case 'RecordPayment':
      return recordPayment(state, command, context);
    case 'VerifyPayment':
      return verifyPayment(state, command, context);
    case 'RejectPayment':
      return rejectPayment(state, command, context);
    case 'ReversePayment':
      return reversePayment(state, command, context);
    case 'ChargeBackPayment':
      return chargeBackPayment(state, command, context);
    case 'AssignBeneficiaries':
      return assignBeneficiaries(state, command, context);
    case 'ReleaseBeneficiaries':
      return releaseBeneficiaries(state, command, context);
    case 'ReplaceBeneficiary':
      return replaceBeneficiary(state, command, context);
    case 'EndForDeath':
      return endForDeath(state, command, context);
    case 'EndForLeaving':
      return endForLeaving(state, command, context);
    case 'AllocatePremiums':
      return allocatePremiums(state, command, context);
    case 'AllocateDirectPayment':
      return allocateDirectPayment(state, command, context);
    case 'ReverseAllocations':
      return reverseAllocations(state, command, context);
    case 'OrderAllocations':
      return orderAllocations(state, command, context);
    case 'UnorderAllocations':
      return unorderAllocations(state, command, context);
    case 'SettleAllocations':
      return settleAllocations(state, command, context);
    case 'RefundAllocations':
      return refundAllocations(state, command, context);
    case 'RepriceAllocations':
      return repriceAllocations(state, command, context);
    case 'PayRefund':
      return payRefund(state, command, context);
    default:
      command satisfies never;
      throw new Error('unknown command');
  }
}

/** One sponsor's promises, money, people and premiums: the only owner of the rules that bind them together. */
export const sponsorDecider: Decider<SponsorState, SponsorCommand, SponsorEvent> = {
  category: 'sponsor',
  initial: initialSponsor,
  decide,
  evolve: evolveSponsor,
};
