import type { LedgerEvent, LedgerEventOf, LedgerEventType } from '../events';
import type { Booking } from './booking';
import { allocationsSettled, coverCancelled } from './cover';
import { balanced, type JournalEntry } from './entry';
import {
  creditChargedBack,
  creditCorrected,
  creditRecorded,
  paymentChargedBack,
  paymentRecorded,
  paymentRejected,
  paymentReversed,
  paymentVerified,
  refundPaid,
} from './payments';
import { commitmentReleased, commitmentReserved, pledgeAmended, pledgeMade, pledgeWithdrawn } from './pledges';
import {
  allocationsRefunded,
  allocationsRejected,
  allocationsRepriced,
  allocationsReversed,
  premiumsAllocated,
  refundReceived,
  remittancePaid,
} from './premiums';

/** Moves neither money nor cover, nor a promise of either. */
const nothing = (): undefined => undefined;

/** Every event the ledger knows: a new one does not compile until the journal has an answer for it. */
const bookings: { readonly [Type in LedgerEventType]: (data: LedgerEventOf<Type>['data']) => Booking | undefined } = {
  CreditRecorded: creditRecorded,
  CreditCorrected: creditCorrected,
  CreditChargedBack: creditChargedBack,
  PaymentRecorded: paymentRecorded,
  PaymentVerified: paymentVerified,
  PaymentRejected: paymentRejected,
  PaymentReversed: paymentReversed,
  PaymentChargedBack: paymentChargedBack,
  RefundPaid: refundPaid,
  AllocationsSettled: allocationsSettled,
  CoverCancelled: coverCancelled,
  PledgeMade: pledgeMade,
  PledgeAmended: pledgeAmended,
  PledgeWithdrawn: pledgeWithdrawn,
  CommitmentReserved: commitmentReserved,
  CommitmentReleased: commitmentReleased,
  PremiumsAllocated: premiumsAllocated,
  AllocationsReversed: allocationsReversed,
  AllocationsRepriced: allocationsRepriced,
  RemittancePaid: remittancePaid,
  AllocationsRejected: allocationsRejected,
  RefundReceived: refundReceived,
  AllocationsRefunded: allocationsRefunded,
  SchemeConfigured: nothing,
  UserCreated: nothing,
  RoleGranted: nothing,
  RoleRevoked: nothing,
  AuthorityRegistered: nothing,
  CeilingAmended: nothing,
  AuthorityEnded: nothing,
  SponsorRegistered: nothing,
  DirectListRecorded: nothing,
  BeneficiariesAssigned: nothing,
  BeneficiariesReleased: nothing,
  AllocationsOrdered: nothing,
  AllocationsUnordered: nothing,
  CreditPartDrawn: nothing,
  CreditPartReturned: nothing,
  BpjsCodeClaimed: nothing,
  BpjsCodeReleased: nothing,
  NikClaimed: nothing,
  NikClaimReleased: nothing,
  WorkerRegistered: nothing,
  EligibilityChecked: nothing,
  WorkerEnrolled: nothing,
  SponsorshipClaimed: nothing,
  SponsorshipReleased: nothing,
  WorkerDied: nothing,
  WorkerLeft: nothing,
  LegalHoldPlaced: nothing,
  LegalHoldLifted: nothing,
  ErasureDecided: nothing,
  BenefitRecorded: nothing,
  RemittanceOpened: nothing,
  RemittanceSponsorsListed: nothing,
  RemittanceOrdered: nothing,
  RemittanceCancelled: nothing,
  RemittanceAcknowledged: nothing,
  TariffPublished: nothing,
  IncomeBandsPublished: nothing,
  RulePublished: nothing,
  JobSubmitted: nothing,
  JobProgressed: nothing,
  JobRowsReported: nothing,
  JobCompleted: nothing,
  JobFailed: nothing,
  SigningKeyRegistered: nothing,
  SigningKeyRotated: nothing,
  SealRuleSet: nothing,
  SealMade: nothing,
  SealSigned: nothing,
  CommandRefused: nothing,
};

/**
 * The entry of one event, or nothing for an event that moves neither money nor cover. Pure: the event carries all it
 * needs. The scheme holds other people's money, so there is no income and no expense.
 * @throws Error for an entry that does not balance, and for an event this program does not know
 */
export function postings(event: LedgerEvent): JournalEntry | undefined {
  const book = bookings[event.type] as ((data: LedgerEvent['data']) => Booking | undefined) | undefined;
  if (!book) throw new Error(`this program does not know the event ${event.type}`);
  const booking = book(event.data);
  if (!booking) return undefined;
  const lines = balanced(booking.reference, booking.lines);
  if (lines.length === 0) return undefined;
  return { date: event.data.effectiveOn, eventType: event.type, ...booking, lines };
}
