import type { Kysely } from 'kysely';
import { OpenedCrossings } from '../crossings/opened';
import { HeadsOfPage } from '../heads/of-page';
import type { Entered } from '../journal/enter';
import type { JournalMemory } from '../journal/memory';
import type { ReadModelTables, TableName, TableRow } from '../tables';
import type { Spread } from '../store/rows';
import type { Remembered } from './remembered';

/** The events of a page by ordinal, both inclusive. */
export interface Range {
  readonly first: number;
  readonly last: number;
}
/** A set-based statement that runs after the page's rows are in, in the same transaction. */
export type Afterwards = (transaction: Kysely<ReadModelTables>, range: Range) => Promise<void>;

/** Rows from which on a statement of their own costs less than a place among others. */
const WORTH_A_STATEMENT = 8;

/** The rows that one page of events makes. What comes out is the same however the log is cut into pages. */
export class Page {
  readonly rows = new Map<TableName, object[]>();
  readonly spreads: Spread[] = [];
  readonly afterwards = new Set<Afterwards>();
  readonly crossings: OpenedCrossings;
  readonly heads = new HeadsOfPage();
  /** Entries of the journal, in the order of the log. */
  readonly entries: Entered[] = [];
  readonly journal: JournalMemory;
  private readonly ended: Set<string>;

  constructor({ ended, open, journal }: Remembered) {
    this.journal = journal;
    this.ended = ended;
    this.crossings = new OpenedCrossings(open);
  }

  insert<Name extends TableName>(table: Name, row: TableRow<Name>): void {
    const rows = this.rows.get(table);
    if (rows) rows.push(row);
    else this.rows.set(table, [row]);
  }

  enter(entry: Entered): void {
    this.entries.push(entry);
  }

  /** A row for each of `values` in `column`, with the other columns the same. */
  insertEach<Name extends TableName, Column extends keyof TableRow<Name> & string>(
    table: Name,
    column: Column,
    values: readonly string[],
    same: Omit<TableRow<Name>, Column>,
  ): void {
    if (values.length >= WORTH_A_STATEMENT) this.spreads.push({ table, column, values, same: same as Spread['same'] });
    else for (const value of values) this.insert(table, { ...same, [column]: value } as unknown as TableRow<Name>);
  }

  after(statement: Afterwards): void {
    this.afterwards.add(statement);
  }

  /** The worker died or left. */
  end(workerId: string): void {
    this.ended.add(workerId);
  }

  /** Those of `workers` who died or left. */
  endedAmong(workers: readonly string[]): string[] {
    return this.ended.size === 0 ? [] : workers.filter((workerId) => this.ended.has(workerId));
  }
}
