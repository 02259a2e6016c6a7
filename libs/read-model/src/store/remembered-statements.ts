import type Database from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

/** Texts of the queries there are, several times over: parameters are no part of a text. */
const MOST_STATEMENTS = 500;

/** Prepares each text once: Kysely prepares at every call, which often costs more than the answer. */
export function rememberingStatements(database: Database.Database): SqliteDatabase {
  const statements = new Map<string, Database.Statement>();
  return {
    close: () => database.close(),
    prepare: (text) => {
      const known = statements.get(text);
      // One whose rows are still being read cannot be asked again.
      if (known && !known.busy) return known as Database.Statement<unknown[]>;
      const statement = database.prepare<unknown[]>(text);
      if (statements.size >= MOST_STATEMENTS) statements.clear();
      statements.set(text, statement);
      return statement;
    },
  } as SqliteDatabase;
}
