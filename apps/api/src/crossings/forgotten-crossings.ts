import { Injectable } from '@nestjs/common';
import { Rejection, type EventMetadata, type LedgerEvent } from '@sedekah/ledger';
import { openCrossings, type OpenCrossing } from '@sedekah/read-model';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../clock';
import { EventStore } from '../event-store';
import { Calls } from '../ledger/calls';
import { Queries } from '../read-model/queries';
import { RepeatedLook } from '../repeated-look';
import { Crossings } from './crossings';

const LOOK_EVERY_MS = 5_000;
/** Younger ones are most likely still being worked on by their request. */
const FORGOTTEN_AFTER_MS = 15_000;

/** Finishes, or undoes, what a request began and did not bring to its end: after a crash, without the client. */
@Injectable()
export class ForgottenCrossings extends RepeatedLook {
  constructor(
    private readonly crossings: Crossings,
    private readonly queries: Queries,
    private readonly store: EventStore,
    private readonly calls: Calls,
    private readonly clock: Clock,
    logger: PinoLogger,
  ) {
    super(LOOK_EVERY_MS, 'crossings-not-looked-at', logger);
  }

  /** Finishes every crossing begun before `olderThan`, oldest first. @returns how many it took up */
  async finish(olderThan: string): Promise<number> {
    const open = await this.queries.ask((db) => openCrossings(db, { olderThan }));
    for (const crossing of open) {
      if (this.stopping) return 0;
      await this.finishOne(crossing);
    }
    return open.length;
  }

  protected async look(): Promise<void> {
    await this.finish(new Date(Date.parse(this.clock.now()) - FORGOTTEN_AFTER_MS).toISOString());
  }

  /** One that cannot be finished stays open: readiness and `sedekah check` show it, and the next look tries again. */
  private async finishOne({ kind, stream, revision, ordinal }: OpenCrossing): Promise<void> {
    try {
      const found = await this.eventAt(stream, revision);
      // A refusal does not say what it refused; the event its stream began with does, and leads to it.
      const isRefusal = found.event.type === 'CommandRefused';
      const { event, metadata } = isRefusal ? await this.eventAt(stream, 0n) : found;
      const { by, inputHash } = metadata;
      const [commandId = ''] = metadata.commandId.split('#');
      const steps = this.crossings.begin(await this.calls.resume({ by, commandId, inputHash }));
      await this.crossings.follow([event], steps);
    } catch (error) {
      // A refusal is an end too: it is recorded, and what was done is undone.
      if (error instanceof Rejection) return;
      this.logger.warn({ err: error, crossing: kind, ordinal }, 'crossing-not-finished');
    }
  }

  private async eventAt(stream: string, revision: bigint): Promise<{ event: LedgerEvent; metadata: EventMetadata }> {
    for await (const [first] of this.store.log.readStream(stream, revision)) {
      if (first) return { event: first as unknown as LedgerEvent, metadata: first.metadata as EventMetadata };
    }
    throw new Error(`${stream} has no event at revision ${revision}`);
  }
}
