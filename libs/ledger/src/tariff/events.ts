import type { DomainEvent } from '../decider';
import type { LocalDate, Month } from '../calendar';
import type { Rupiah } from '../money';
import type { FundingSource, Sector } from '../vocabulary';

/** Facts about a worker-month that some tariffs ask for, e.g. PP 49/2020's relief. */
export const TARIFF_CONDITIONS = ['paid-up-to-2020-07'] as const;
export type TariffCondition = (typeof TARIFF_CONDITIONS)[number];

/** JKK is `jkkPercent` of the income band's base, JKM is flat. Absent criteria match everything; more criteria, more specific. */
export interface TariffRow {
  readonly tariffId: string;
  readonly firstMonth: Month;
  readonly lastMonth?: Month;
  readonly sector?: Sector;
  readonly fundingSources?: readonly FundingSource[];
  readonly bands?: readonly number[];
  readonly condition?: TariffCondition;
  readonly jkkPercent: string;
  readonly jkm: Rupiah;
  readonly citation: string;
  /** True while no person has checked the number against the text of the law. */
  readonly needsChecking?: boolean;
  /** The row this one replaces. */
  readonly supersedes?: string;
}
/** `effectiveOn` = the day it is recorded. */
export type TariffPublished = DomainEvent<'TariffPublished', TariffRow & { revision: number; effectiveOn: LocalDate }>;

export interface IncomeBand {
  readonly band: number;
  /** Highest declared income in the band; absent for the last. */
  readonly through?: Rupiah;
  readonly base: Rupiah;
}
export type IncomeBandsPublished = DomainEvent<
  'IncomeBandsPublished',
  { firstMonth: Month; bands: readonly IncomeBand[]; citation: string; needsChecking?: boolean; effectiveOn: LocalDate }
>;

/** Years, months, day of the month, days; months of membership before JKM is whole; JKM in rupiah, whole and before that. */
export const RULES = [
  'age-limit',
  'grace-months',
  'due-day',
  'eligibility-check-days',
  'waiting-period-months',
  'jkm-full',
  'jkm-waiting',
] as const;
export type RuleName = (typeof RULES)[number];
/** A number the law sets, from a day on. */
export type RulePublished = DomainEvent<
  'RulePublished',
  { rule: RuleName; value: number; from: LocalDate; citation: string; needsChecking?: boolean; effectiveOn: LocalDate }
>;
export type TariffEvent = TariffPublished | IncomeBandsPublished | RulePublished;
