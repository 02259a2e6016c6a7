import { setImmediate as endOfTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { IdempotencyKeyReused } from '@sedekah/event-store';
import type { EventMetadata } from '@sedekah/ledger';
import { commandPlaces, type CommandPlace } from '@sedekah/read-model';
import { EventStore } from '../event-store';
import type { Call } from '../http/call';
import { Queries } from '../read-model/queries';

/** Commands of the last moments, for as long as the read model may lag behind. */
const REMEMBERED = 10_000;

/** Commands that are looked up together. */
interface Question {
  readonly commandIds: string[];
  readonly places: Promise<ReadonlyMap<string, CommandPlace>>;
}

/**
 * The same key with another input is refused, wherever that input would lead: a stream knows only the commands it has
 * seen, and another input may go to another stream.
 */
@Injectable()
export class KnownCommands {
  private readonly recent = new Map<string, string>();
  private together: Question | undefined;

  constructor(
    private readonly queries: Queries,
    private readonly store: EventStore,
  ) {}

  /** @throws IdempotencyKeyReused when the command id came with another input before */
  async assertSame({ commandId, inputHash }: Pick<Call, 'commandId' | 'inputHash'>): Promise<void> {
    const known = this.recent.get(commandId) ?? (await this.stored(commandId));
    if (known !== undefined && known !== inputHash) throw new IdempotencyKeyReused('the ledger', commandId);
  }

  /** The command has left a trace in the log: from now on its key belongs to this input. */
  remember({ commandId, inputHash }: Pick<Call, 'commandId' | 'inputHash'>): void {
    this.recent.set(commandId, inputHash);
    if (this.recent.size <= REMEMBERED) return;
    const [oldest] = this.recent.keys();
    if (oldest !== undefined) this.recent.delete(oldest);
  }

  private async stored(commandId: string): Promise<string | undefined> {
    this.together ??= this.ask();
    this.together.commandIds.push(commandId);
    const place = (await this.together.places).get(commandId);
    if (!place) return undefined;
    for await (const [event] of this.store.log.readStream(place.stream, place.revision)) {
      return (event?.metadata as EventMetadata | undefined)?.inputHash;
    }
    return undefined;
  }

  /**
   * One question for the writes that came in one turn of the event loop: after a commit of the projector the first
   * question reads the pages anew, and that costs ten times the answer.
   */
  private ask(): Question {
    const commandIds: string[] = [];
    const places = endOfTurn().then(() => {
      this.together = undefined;
      return this.queries.ask((db) => commandPlaces(db, commandIds));
    });
    return { commandIds, places };
  }
}
