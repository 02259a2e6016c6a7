import { addDays, type LocalDate, type Month } from '../../calendar';
import type { Context, Decider, DomainEvent } from '../../decider';
import { authorityDecider } from '../../authority';
import { creditDecider } from '../../credit';
import type { LedgerEvent } from '../../events';
import { Rejection } from '../../rejection';
import { remittanceDecider, type RemittanceState } from '../../remittance';
import { sponsorDecider, type SponsorCommand, type SponsorState } from '../../sponsor';

/** Chooses for the simulation: a whole number from 0 up to, not including, `bound`. */
export type Choose = (bound: number) => number;

/** The same numbers for the same seed, on every machine (mulberry32). */
export function seeded(seed: number): Choose {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

export interface SimulatedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly event: LedgerEvent;
}

export interface KnownPayment {
  readonly sponsorId: string;
  readonly paymentId: string;
  /** Stream of its bank credit; absent: paid to BPJS directly. */
  readonly creditId?: string;
}
export interface KnownCredit {
  readonly accountId: string;
  readonly creditKey: string;
  readonly creditAmount: string;
  readonly valueDate: LocalDate;
}
export interface KnownRemittance {
  readonly remittanceId: string;
  readonly sponsors: readonly string[];
}

/**
 * A scheme that lives only in memory: every event comes out of the real deciders, over the same steps as the
 * application's crossings. What a rule refuses is left out.
 */
export class Simulation {
  readonly events: SimulatedEvent[] = [];
  readonly payments: KnownPayment[] = [];
  readonly credits: KnownCredit[] = [];
  readonly remittances: KnownRemittance[] = [];
  /** Premiums by month, as the law is now. */
  readonly law = { revision: 1, amounts: new Map<Month, string>() };
  readonly workers: ReadonlyMap<string, readonly string[]>;
  today: LocalDate;
  private readonly states = new Map<string, unknown>();
  private readonly revisions = new Map<string, number>();
  private commands = 0;

  constructor(
    readonly sponsors: readonly string[],
    workersEach: number,
    firstDay: LocalDate = '2021-05-01',
  ) {
    this.today = firstDay;
    this.workers = new Map(
      sponsors.map((sponsorId) => [
        sponsorId,
        Array.from({ length: workersEach }, (_, index) => `${sponsorId}w${index}`),
      ]),
    );
  }

  /** A name that no earlier one equals. */
  fresh = (kind: string): string => `${kind}${(this.commands += 1)}`;

  later(days: number): void {
    this.today = addDays(this.today, days);
  }

  sponsor = (sponsorId: string, command: SponsorCommand, by?: string) =>
    this.take(sponsorDecider, sponsorId, command, by);
  credit = (creditId: string, command: Parameters<typeof creditDecider.decide>[1]) =>
    this.take(creditDecider, creditId, command);
  remittance = (remittanceId: string, command: Parameters<typeof remittanceDecider.decide>[1]) =>
    this.take(remittanceDecider, remittanceId, command);
  authority = (authorityId: string, command: Parameters<typeof authorityDecider.decide>[1]) =>
    this.take(authorityDecider, authorityId, command);

  sponsorState = (sponsorId: string): SponsorState => this.stateOf(sponsorDecider, sponsorId);
  remittanceState = (remittanceId: string): RemittanceState => this.stateOf(remittanceDecider, remittanceId);

  /** The events a command led to, or nothing when a rule refused it. */
  private take<State, Command, Event extends DomainEvent & LedgerEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
    by = 'bendahara',
  ): Event[] | undefined {
    const context = this.context(by);
    const stream = `${decider.category}-${id}`;
    const state = this.stateOf(decider, id);
    const events = unlessRefused(() => decider.decide(state, command, context));
    for (const event of events ?? []) {
      this.states.set(stream, decider.evolve(this.stateOf(decider, id), event));
      const revision = this.revisions.get(stream) ?? 0;
      this.revisions.set(stream, revision + 1);
      this.events.push({ stream: `sedekah.${stream}`, revision, event });
    }
    return events;
  }

  private context(by: string): Context {
    const command = this.fresh('command');
    const now = `${this.today}T04:00:00.000Z`;
    return { now, today: this.today, by, newId: (kind) => `${command}.${kind}` };
  }

  private stateOf<State>(decider: Pick<Decider<State, never, never>, 'category' | 'initial'>, id: string): State {
    const stream = `${decider.category}-${id}`;
    const state = this.states.get(stream) ?? decider.initial();
    this.states.set(stream, state);
    return state as State;
  }
}

function unlessRefused<Result>(decide: () => Result): Result | undefined {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Rejection) return undefined;
    throw error;
  }
}
