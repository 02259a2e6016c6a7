import { openEventStoreDb } from '@sedekah/event-store';
import { EventStoreDouble } from './double/server';
import { eventStoreContract } from './event-store.contract';

describe('the event store on a double of EventStoreDB', () => {
  const double = new EventStoreDouble();
  beforeAll(() => double.start());
  afterAll(() => double.stop());

  const open = (ledger: string) => openEventStoreDb({ connectionString: double.url, ledger });
  eventStoreContract(() => ({ open, openBeside: open }));
});
