import {
  OutcomeUnknown,
  StoreUnavailable,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
} from '@sedekah/event-store';

/** What happens to one append. `lost`: it never reaches the store. `stored`: it does, but nobody hears of it. */
export interface Fault {
  /** Which append from now on, counted from 1. */
  readonly at: number;
  readonly append: 'lost' | 'stored';
  /** `dies`: as if the process ended there, no later append reaches the store. `recovers`: the next ones do. */
  readonly store: 'dies' | 'recovers';
}

/** The real store with a fault in between. */
export class FaultyStore implements EventStore {
  private fault: Fault | undefined;
  private count = 0;
  private pauseMs: (() => number) | undefined;

  constructor(private readonly store: EventStore) {}

  /** Counts appends from here. */
  arm(fault?: Fault): void {
    this.fault = fault;
    this.count = 0;
  }

  /** Every append waits so long first: orders of events that a fast store never shows. */
  slowDown(pauseMs: () => number): void {
    this.pauseMs = pauseMs;
  }

  /** Appends since it was armed. */
  get appends(): number {
    return this.count;
  }

  /** Whether nothing reaches the store any more. */
  get hasDied(): boolean {
    return this.fault !== undefined && this.fault.store === 'dies' && this.count >= this.fault.at;
  }

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision) {
    this.count += 1;
    const { count, fault } = this;
    if (fault && count > fault.at && fault.store === 'dies') throw new StoreUnavailable('the process has ended');
    if (fault && count === fault.at && fault.append === 'lost') throw new StoreUnavailable('the process has ended');
    if (this.pauseMs) await new Promise((resolve) => setTimeout(resolve, this.pauseMs?.()));
    const appended = await this.store.append(stream, events, expected);
    if (fault && count === fault.at) throw new OutcomeUnknown('stored, and nobody heard of it');
    return appended;
  }

  readStream: EventStore['readStream'] = (...given) => this.store.readStream(...given);
  readAll: EventStore['readAll'] = (...given) => this.store.readAll(...given);
  subscribeAll: EventStore['subscribeAll'] = (...given) => this.store.subscribeAll(...given);
  head: EventStore['head'] = () => this.store.head();
  close: EventStore['close'] = () => this.store.close();
}
