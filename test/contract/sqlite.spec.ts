import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteEventStore } from '@sedekah/event-store';
import { eventStoreContract } from './event-store.contract';

describe('the event store on SQLite', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'contract-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  eventStoreContract(() => ({
    open: (ledger) => openSqliteEventStore({ file: join(folder, `${ledger}.db`), ledger }),
    openBeside: (ledger) => openSqliteEventStore({ file: join(folder, `${ledger}.db`), ledger, readOnly: true }),
  }));
});
