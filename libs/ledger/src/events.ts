import type { AuthorityEvent } from './authority/events';
import type { BpjsCodeEvent, CreditEvent } from './credit/events';
import type { JobEvent } from './jobs/events';
import type { RemittanceEvent } from './remittance/events';
import type { SchemeEvent } from './scheme/events';
import type { SealEvent } from './seals/events';
import type { SponsorEvent } from './sponsor/events';
import type { TariffEvent } from './tariff/events';
import type { UserEvent } from './users/events';
import type { NikClaimEvent, WorkerEvent } from './worker/events';

/** Every event the ledger ever writes: a closed union, so that the compiler lists what a new one touches. */
export type LedgerEvent =
  | SchemeEvent
  | UserEvent
  | AuthorityEvent
  | SponsorEvent
  | CreditEvent
  | BpjsCodeEvent
  | NikClaimEvent
  | WorkerEvent
  | RemittanceEvent
  | TariffEvent
  | JobEvent
  | SealEvent;

export type LedgerEventType = LedgerEvent['type'];
export type LedgerEventOf<Type extends LedgerEventType> = Extract<LedgerEvent, { type: Type }>;

/** Kept beside every event, outside its data. */
export interface EventMetadata {
  /** When we knew, by our own clock; never before the stream's last. */
  readonly recordedAt: string;
  /** Hash of caller and Idempotency-Key. */
  readonly commandId: string;
  /** Keyed hash of the command's input. */
  readonly inputHash: string;
  /** User id; `system` for the ledger's own processes. */
  readonly by: string;
  /** Version of the event's schema. */
  readonly version: number;
}
