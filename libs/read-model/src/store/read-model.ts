import type { Kysely } from 'kysely';
import type { Checkpoint } from '../log/checkpoint';
import type { Page } from '../projector/page';
import type { ReadModelTables } from '../tables';
import type { Dialect } from './create-tables';

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
  close(): Promise<void>;
}
