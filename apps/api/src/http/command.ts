import { Command } from '@nestjs/cqrs';
import type { Call } from './call';
import type { Written } from './written';

/** A write as it comes over HTTP: the fields are the body, the call and the ids of the path are put on by its route. */
export abstract class LedgerCommand<Answer extends object = object> extends Command<Written<Answer>> {
  readonly call!: Call;

  /** Adds the call and the path's ids. */
  calledBy(call: Call, path: Partial<this> = {}): this {
    return Object.assign(this, { call }, path);
  }

  /** The fields alone: what the ledger's own command takes. */
  terms(): Omit<this, 'call' | 'calledBy' | 'terms'> {
    return Object.fromEntries(
      Object.entries(this).filter(([name, value]) => name !== 'call' && value !== undefined),
    ) as Omit<this, 'call' | 'calledBy' | 'terms'>;
  }
}
