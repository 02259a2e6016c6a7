import type { Context, DomainEvent } from './decider';
import type { LocalDate } from './calendar';
import type { RejectionCode } from './rejection-codes';

/**
 * A crossing was refused after its first step was taken: recorded where it began, then the steps are undone. The same
 * command sent again gets this refusal; a new try needs a new key.
 */
export type CommandRefused = DomainEvent<
  'CommandRefused',
  { code: string; sentence: string; english: string; details: Record<string, string>; effectiveOn: LocalDate }
>;

/** Records at the first stream of a crossing that a later stream refused. */
export interface RefuseCommand {
  readonly type: 'RefuseCommand';
  readonly code: RejectionCode;
  /** The Indonesian sentence of the Rejection. */
  readonly sentence: string;
  readonly english: string;
  readonly details: Readonly<Record<string, string>>;
}

/** The one event of a `RefuseCommand`, in every decider that begins a crossing; it takes effect today. */
export const commandRefused = (command: RefuseCommand, context: Context): CommandRefused => ({
  type: 'CommandRefused',
  data: {
    code: command.code,
    sentence: command.sentence,
    english: command.english,
    details: { ...command.details },
    effectiveOn: context.today,
  },
});
