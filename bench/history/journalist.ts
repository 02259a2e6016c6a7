import type { LedgerEvent, LocalDate } from '@sedekah/ledger';
import { Random } from './random';

/** An event as the log stores it, its JSON not yet written. */
export interface GeneratedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly metadata: object;
}

/** One command's share of the metadata. */
export interface Command {
  readonly commandId: string;
  readonly inputHash: string;
  readonly by: string;
}

/** Gives events their place in a stream, their moment and their metadata, as the server does. */
export class Journalist {
  readonly random: Random;
  private clock = 0;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  /** From now on events are recorded on `day`, one millisecond after the other from nine in the morning (WITA). */
  on(day: LocalDate): this {
    this.clock = Math.max(this.clock, Date.parse(`${day}T01:00:00.000Z`));
    return this;
  }

  command(by: string): Command {
    const hex = this.random.hex(128);
    return { commandId: hex.slice(0, 64), inputHash: hex.slice(64), by };
  }

  /** The same command's later step, in another stream. */
  step({ commandId, inputHash, by }: Command, step: string): Command {
    return { commandId: `${commandId}#${step}`, inputHash, by };
  }

  event(stream: string, revision: number, { type, data }: LedgerEvent, of: Command): GeneratedEvent {
    const { commandId, inputHash, by } = of;
    const recordedAt = new Date((this.clock += 1)).toISOString();
    const metadata = { commandId, inputHash, by, recordedAt, version: 1 };
    return { stream: `sedekah.${stream}`, revision, id: this.uuid(), type, data, metadata };
  }

  private uuid(): string {
    const hex = this.random.hex(32);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
