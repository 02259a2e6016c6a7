import { Injectable } from '@nestjs/common';
import { EventStore } from '../event-store';
import { InvalidCursor, LiveReadModel, UnknownPosition, waitFor, type ReadModel } from '@sedekah/read-model';
import { EdgeProblem, invalid } from '../http/problem';
import { Settings } from '../settings';

/** The read model, as controllers and commands ask it. */
@Injectable()
export class Queries {
  constructor(
    private readonly readModel: LiveReadModel,
    private readonly store: EventStore,
    private readonly settings: Settings,
  ) {}

  /** Runs a query on the present tables. @throws EdgeProblem `invalid-query` for a place in the log or a list that is none */
  async ask<Result>(query: (db: ReadModel['db']) => Promise<Result>): Promise<Result> {
    try {
      return await this.readModel.query(query);
    } catch (error) {
      if (error instanceof UnknownPosition) {
        throw invalid('invalid-query', { field: 'knownAt', message: 'tidak ada kejadian pada letak ini' });
      }
      if (error instanceof InvalidCursor) {
        throw invalid('invalid-query', { field: 'after', message: 'bukan `next` dari daftar ini' });
      }
      throw error;
    }
  }

  /** `ask` for one record. @throws EdgeProblem `not-found` when there is none */
  async one<Result extends object>(query: (db: ReadModel['db']) => Promise<Result | undefined>): Promise<Result> {
    const found = await this.ask(query);
    if (found === undefined) throw new EdgeProblem('not-found');
    return found;
  }

  /** Waits until the read model holds the event at `position`. @throws EdgeProblem `read-model-behind` */
  async reach(position: string): Promise<void> {
    const { waitForTimeoutMs } = this.settings.config;
    if (await this.readModel.query((db) => waitFor(db, position, waitForTimeoutMs))) return;
    throw new EdgeProblem('read-model-behind');
  }

  /** Waits until the read model holds everything that is stored now. @throws EdgeProblem `read-model-behind` */
  async caughtUp(): Promise<void> {
    const head = await this.store.log.head();
    if (head !== undefined) await this.reach(head);
  }
}
