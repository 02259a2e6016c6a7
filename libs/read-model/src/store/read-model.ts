import type { Kysely } from 'kysely';
import type { Checkpoint } from '../log/checkpoint';
import type { Page } from '../projector/page';
import type { ReadModelTables } from '../tables';
import type { Dialect } from './create-tables';
import type { ReadModelUnusable } from './unusable';

/** One generation of the tables, open. */
export interface ReadModel {
  readonly db: Kysely<ReadModelTables>;
  readonly generation: number;
  readonly dialect: Dialect;
  /**
   * Adds a page's rows and moves the checkpoint from `from` to `to`, all in one transaction. False, with nothing
   * written, when the tables are not at `from` any more: another projector was faster.
   */
  apply(page: Page, from: Checkpoint, to: Checkpoint): Promise<boolean>;
  /** The error when it is the database's and no statement's fault: out of reach, without room, busy. */
  failure(error: unknown): ReadModelUnusable | undefined;
  close(): Promise<void>;
}
