import { setTimeout as wait } from 'node:timers/promises';
import type { EventMetadata } from '@sedekah/ledger';
import { readCheckpoint, type Checkpoint } from '../log/checkpoint';
import type { ReadModel } from '../store/read-model';
import { ReadModelUnusable } from '../store/unusable';
import { Page } from './page';
import { project } from './project';
import type { LoggedEvent, LogReader, RecordedEvent } from './recorded-event';
import { remember, type Remembered } from './remembered';

export interface ProjectorOptions {
  readonly reader: LogReader;
  /** Open for writing. */
  readonly readModel: ReadModel;
  /** Events per transaction at most (default 500). */
  readonly batchSize?: number;
}

/** Events that came together: from so many on somebody presses, and the next ones are gathered. */
const PRESS = 16;
/**
 * While writes press, tables are behind the log by this and the time of a page. The pages of the tables that events
 * change are written once for all of them: half of what projecting costs then.
 */
const GATHER_MS = 50;

/** A projection could not take an event: the tables stay where they were, before it. */
export class ProjectionFailed extends Error {
  override readonly name = 'ProjectionFailed';
  constructor(
    readonly eventType: string,
    readonly stream: string,
    readonly position: string,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`the read model stopped at ${eventType} in ${stream}, position ${position}: ${reason}`, { cause });
  }
}

/**
 * Brings a read model up to the log and keeps it there. An event that comes twice changes nothing: what lies at or
 * before the checkpoint is passed over.
 */
export class Projector {
  private readonly batchSize: number;
  private readonly reader: LogReader;
  private readonly readModel: ReadModel;
  private at: Checkpoint | undefined;
  private remembered: Remembered | undefined;

  constructor({ reader, readModel, batchSize = 500 }: ProjectorOptions) {
    this.reader = reader;
    this.readModel = readModel;
    this.batchSize = batchSize;
  }

  /** Where the tables stand, as far as this projector knows. */
  async checkpoint(): Promise<Checkpoint> {
    this.at ??= await this.read(readCheckpoint);
    return this.at;
  }

  /** Applies everything stored so far. @throws ProjectionFailed */
  async catchUp(onProgress?: (at: Checkpoint) => void): Promise<Checkpoint> {
    const { position } = await this.checkpoint();
    const options = { pageSize: this.batchSize, ...(position !== undefined && { after: position }) };
    for await (const events of this.reader.readAll(options)) {
      await this.apply(events);
      onProgress?.(await this.checkpoint());
    }
    return this.checkpoint();
  }

  /** Follows the log until `signal` aborts. @throws ProjectionFailed loudly: nothing is applied after that. */
  async run(signal: AbortSignal, onCaughtUp?: () => void): Promise<void> {
    const { position } = await this.checkpoint();
    const { done } = this.reader.subscribeAll({
      signal,
      pageSize: this.batchSize,
      onEvents: async (events) => {
        await this.apply(events);
        if (events.length >= PRESS && events.length < this.batchSize) await gather(signal);
      },
      ...(position !== undefined && { after: position }),
      ...(onCaughtUp && { onCaughtUp }),
    });
    await done;
  }

  /** Rows and checkpoint in one transaction for each batch. @throws ProjectionFailed */
  async apply(events: readonly LoggedEvent[]): Promise<void> {
    for (let index = 0; index < events.length; index += this.batchSize) {
      const batch = events.slice(index, index + this.batchSize);
      while (!(await this.applyBatch(batch))) {
        this.forget();
        await wait(20);
      }
    }
  }

  /** False when another projector moved the tables meanwhile. */
  private async applyBatch(events: readonly LoggedEvent[]): Promise<boolean> {
    const from = await this.checkpoint();
    const fresh = events.filter(({ position }) => from.position === undefined || position > from.position);
    const last = fresh.at(-1);
    if (!last) return true;
    this.remembered ??= await this.read(remember);
    const page = new Page(this.remembered);
    try {
      const to = { position: last.position, ordinal: from.ordinal + fresh.length, knownAt: fill(page, fresh, from) };
      const applied = await this.readModel.apply(page, from, to);
      if (applied) this.at = to;
      return applied;
    } catch (error) {
      this.forget();
      if (error instanceof ProjectionFailed || error instanceof ReadModelUnusable) throw error;
      // No event is to blame for a database that is gone.
      const failure = this.readModel.failure(error);
      if (failure) throw failure;
      if (fresh.length === 1) throw new ProjectionFailed(last.type, last.stream, last.position, error);
      await this.applyOneByOne(fresh);
      return true;
    }
  }

  /** @throws ReadModelUnusable when the database is out of reach */
  private async read<Result>(query: (db: ReadModel['db']) => Promise<Result>): Promise<Result> {
    try {
      return await query(this.readModel.db);
    } catch (error) {
      throw this.readModel.failure(error) ?? error;
    }
  }

  /** Looks at the tables again before the next page. */
  private forget(): void {
    this.at = undefined;
    this.remembered = undefined;
  }

  /** The tables refused a page: goes on as far as possible, so that the failure names the event. */
  private async applyOneByOne(events: readonly LoggedEvent[]): Promise<void> {
    for (const event of events) await this.apply([event]);
  }
}

const gather = (signal: AbortSignal): Promise<void> => wait(GATHER_MS, undefined, { signal }).catch(() => undefined);

/** Writes the rows of all events into `page`; returns the running maximum of `recordedAt` after them. */
function fill(page: Page, events: readonly LoggedEvent[], from: Checkpoint): string | undefined {
  let { knownAt } = from;
  events.forEach((event, index) => {
    const ordinal = from.ordinal + index + 1;
    const metadata = event.metadata as EventMetadata;
    try {
      const { recordedAt, commandId, by } = metadata;
      knownAt = knownAt === undefined || recordedAt > knownAt ? recordedAt : knownAt;
      page.insert('log_entry', {
        ordinal,
        position: event.position,
        stream: event.stream,
        revision: Number(event.revision),
        type: event.type,
        recorded_at: recordedAt,
        known_at: knownAt,
        command_id: commandId,
        by_user: by,
      });
      project({ type: event.type, data: event.data, stream: event.stream, metadata, ordinal } as RecordedEvent, page);
    } catch (error) {
      throw new ProjectionFailed(event.type, event.stream, event.position, error);
    }
  });
  return knownAt;
}
