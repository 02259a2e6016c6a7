import { openEventStoreDb } from '@sedekah/event-store';
import { eventStoreContract } from './event-store.contract';
import { hasRealServer, realServer, sayNoServer, type RealServer } from './real-server';

const suite = 'the event store on a real EventStoreDB';
if (!hasRealServer()) sayNoServer(suite);

(hasRealServer() ? describe : describe.skip)(suite, () => {
  let server: RealServer;
  beforeAll(async () => {
    const started = await realServer();
    if (started === undefined) throw new Error('the server that was there is gone');
    server = started;
  }, 90_000);
  afterAll(() => server?.stop());

  const open = (ledger: string) => openEventStoreDb({ connectionString: server.url, ledger });
  eventStoreContract(() => ({ open, openBeside: open }));
});
