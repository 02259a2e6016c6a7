export { readCheckpoint, type Checkpoint } from './log/checkpoint';
export { commandPlaces, type CommandPlace } from './log/command-places';
export { resolveKnownAt, UnknownPosition, type Known, type KnownAt } from './log/known-at';
export { InvalidCursor, type Listed, type PageRequest } from './log/paging';
export type { Location } from './store/location';
export { ReadModelOutdated, ReadModelUnusable } from './store/unusable';
export { openReadModel, currentGeneration, openGeneration, type OpenOptions } from './store/generations';
export { LiveReadModel } from './store/live-read-model';
export type { ReadModel } from './store/read-model';
export type { ReadModelTables } from './tables';
export type { LoggedEvent, LogReader } from './projector/recorded-event';
export { ProjectionFailed, Projector, type ProjectorOptions } from './projector/projector';
export { rebuild, type Rebuilt, type RebuildOptions } from './projector/rebuild';
export { runProjector, type RunOptions } from './projector/run-projector';
export { checkpointIn, ReadModelForeign } from './projector/same-log';
export { waitFor } from './projector/wait-for';
export { lagOf, type Lag } from './projector/lag';
export { olderPledges, type OlderPledge } from './law/older-pledges';
export { lawKnown } from './law/law-known';
export { lawAsKnown, type PublishedLaw } from './law/tariffs';
export { sponsorBalance, type BalanceQuestion, type SponsorBalance } from './money/sponsor-balance';
export type { Arrears } from './money/arrears';
export { LAPSE_CAUSES, type LapseCause } from './continuity/cause';
export {
  continuity,
  type Continuity,
  type ContinuityCounts,
  type ContinuityItem,
  type ContinuityQuestion,
} from './continuity/continuity';
export { CONTINUITY_STATES, type ContinuityState } from './continuity/standing';
export { authorityOutlook, sponsorOutlook, type Outlook, type OutlookQuestion, type ToTheEnd } from './outlook/outlook';
export { workerStatus, type StatusQuestion, type WorkerStatus } from './workers/worker-status';
export type { CoverDates } from './workers/cover';
export { coverage, type Coverage, type CoverageQuestion, type RegionCoverage } from './premiums/coverage';
export {
  compareReadModels,
  differencesOf,
  digestsOf,
  leftOut,
  type ComparedRow,
  type CompareOptions,
  type RowDifference,
  type TableDigest,
} from './store/compare';
export { digestReadModel, type ReadModelDigest } from './store/digest';
export { schemeSettings } from './scheme/settings';
export { findSponsor, listSponsors, type SponsorItem } from './sponsors/sponsors';
export { pledgesOf, type PledgeItem } from './sponsors/pledges';
export {
  findPayment,
  listPayments,
  PAYMENT_STATES,
  type PaymentFilter,
  type PaymentItem,
  type PaymentStatus,
} from './payments/payments';
export {
  findRemittance,
  listRemittances,
  type RemittanceFilter,
  type RemittanceItem,
  type RemittanceStatus,
} from './remittances/remittances';
export {
  coverAfterDeath,
  membersOfRemittance,
  type CoverAfterDeath,
  type RemittanceMember,
} from './remittances/members';
export { findAuthority, listAuthorities, type AuthorityItem } from './authorities/authorities';
export { listUsers, rolesOf, type UserItem } from './users/users';
export { findJob, jobRows, listJobs, type JobFilter, type JobItem } from './jobs/jobs';
export { benefitsOf, type BenefitItem } from './workers/benefits';
export { findWorker, listWorkers, type WorkerFilter, type WorkerItem } from './workers/workers';
export { assignedTo, type AssignedWorker } from './assignments/assigned-to';
export { olderPremiums, type OlderPremiums, type OlderQuestion, type WaitingPremiums } from './premiums/older-premiums';
export { lastRepricing, repricedSince, type LastRepricing, type RepricedSponsor } from './premiums/repricings';
export { unorderedAllocations, waitingCharges, type Waiting } from './premiums/unordered';
export {
  premiumRunPlan,
  type DueMonth,
  type ExcludedMonth,
  type Exclusion,
  type RunQuestion,
  type SponsorPlan,
} from './premiums/run-plan';
export { openCrossings, type CrossingQuestion, type OpenCrossing } from './crossings/open-crossings';
export type { CrossingKind } from './crossings/opened';
