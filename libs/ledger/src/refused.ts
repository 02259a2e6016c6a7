import type { DomainEvent } from './decider';
import type { LocalDate } from './calendar';

/**
 * A crossing was refused after its first step was taken: recorded where it began, then the steps are undone. The same
 * command sent again gets this refusal; a new try needs a new key.
 */
export type CommandRefused = DomainEvent<
  'CommandRefused',
  { code: string; sentence: string; details: Record<string, string>; effectiveOn: LocalDate }
>;
