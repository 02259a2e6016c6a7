import type { DomainEvent } from '../decider';
import type { LocalDate } from '../calendar';
import type { Role } from '../vocabulary';

/** `userId` is the login name: the stream owns its uniqueness. Passwords are never in an event. */
export type UserCreated = DomainEvent<'UserCreated', { userId: string; effectiveOn: LocalDate }>;
export type RoleGranted = DomainEvent<'RoleGranted', { userId: string; role: Role; effectiveOn: LocalDate }>;
export type RoleRevoked = DomainEvent<
  'RoleRevoked',
  { userId: string; role: Role; reason: string; effectiveOn: LocalDate }
>;
export type UserEvent = UserCreated | RoleGranted | RoleRevoked;
