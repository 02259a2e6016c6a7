import type { EventMetadata, LedgerEvent } from '@sedekah/ledger';
import type { LoggedEvent, LogReader, StreamReader } from '../projector/recorded-event';

/** A log written by hand, for specs: events in order, each recorded a minute after the one before. */
export class History implements LogReader, StreamReader {
  readonly events: LoggedEvent[] = [];
  private readonly revisions = new Map<string, bigint>();
  private clock = Date.parse('2021-05-01T01:00:00.000Z');
  private wakeUp: () => void = () => undefined;

  /** From now on events are recorded from `time` on. */
  at(time: string): this {
    this.clock = Date.parse(time.length === 10 ? `${time}T01:00:00.000Z` : time);
    return this;
  }

  add(stream: string, event: LedgerEvent, metadata: Partial<EventMetadata> = {}): this {
    const revision = (this.revisions.get(stream) ?? -1n) + 1n;
    this.revisions.set(stream, revision);
    const number = this.events.length;
    this.events.push({
      id: `event-${number}`,
      stream: `sedekah.${stream}`,
      revision,
      position: String(number * 10).padStart(20, '0'),
      type: event.type,
      data: event.data,
      metadata: {
        recordedAt: new Date(this.clock).toISOString(),
        commandId: `command-${number}`,
        inputHash: 'hash',
        by: 'bendahara',
        version: 1,
        ...metadata,
      },
    });
    this.clock += 60_000;
    this.wakeUp();
    return this;
  }

  private after(position: string | undefined): LoggedEvent[] {
    return this.events.filter((event) => position === undefined || event.position > position);
  }

  async *readAll({ after, pageSize = 500 }: { after?: string; pageSize?: number } = {}) {
    const events = this.after(after);
    for (let index = 0; index < events.length; index += pageSize) yield events.slice(index, index + pageSize);
  }

  async *readStream(stream: string, from = 0n) {
    const events = this.events.filter((event) => event.stream === stream && event.revision >= from);
    if (events.length > 0) yield events;
  }

  subscribeAll(options: Parameters<LogReader['subscribeAll']>[0]): { readonly done: Promise<void> } {
    return { done: this.follow(options) };
  }

  private async follow({
    after,
    signal,
    onEvents,
    onCaughtUp,
    pageSize = 500,
  }: Parameters<LogReader['subscribeAll']>[0]) {
    let at = after;
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => (this.wakeUp = resolve));
      const page = this.after(at).slice(0, pageSize);
      if (page.length > 0) {
        await onEvents(page);
        at = page.at(-1)?.position;
        continue;
      }
      onCaughtUp?.();
      const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      await Promise.race([woken, aborted]);
    }
  }
}
