import type { DomainEvent } from '../decider';
import type { LocalDate } from '../calendar';
import type { GroupKind } from '../vocabulary';

export interface Tier {
  /** A higher number is a higher office; the quota never falls as the rank rises. */
  readonly rank: number;
  readonly title: string;
  /** Workers an office of this rank is asked to cover. */
  readonly quota: number;
}

/** How one credit on this account is told from another: the bank's reference; or value date, amount and the bank's
 * sequence; or value date, amount and the ordinal of that day confirmed by the officer. Never the remark text. */
export type CreditKeyRecipe = 'reference' | 'date-amount-sequence' | 'date-amount-ordinal';

export interface SchemeAccount {
  readonly accountId: string;
  readonly bank: string;
  readonly number: string;
  /** The accountable office, never a private person (DOMAIN K12). */
  readonly holder: string;
  readonly creditKey: CreditKeyRecipe;
}

/** Wadah at BPJS: its members are billed together. */
export interface EnrolmentGroup {
  readonly group: string;
  readonly kind: GroupKind;
  readonly name: string;
}

export interface SchemeSettings {
  readonly name: string;
  readonly timeZone: string;
  readonly tiers: readonly Tier[];
  readonly accounts: readonly SchemeAccount[];
  readonly groups: readonly EnrolmentGroup[];
}

export type SchemeConfigured = DomainEvent<
  'SchemeConfigured',
  SchemeSettings & { schemeId: string; effectiveOn: LocalDate }
>;
export type SchemeEvent = SchemeConfigured;
