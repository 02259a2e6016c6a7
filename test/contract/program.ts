// A process of its own for tests: opens the store named in its arguments, does one thing with it, says so on stdout.
import { randomUUID } from 'node:crypto';
import { openEventStore, type EventStore } from '@sedekah/event-store';

const [task, settings = '{}'] = process.argv.slice(2);

async function run(store: EventStore, ledger: string): Promise<void> {
  const event = () => ({ id: randomUUID(), type: 'Tested', data: {}, metadata: {} });
  switch (task) {
    case 'close-with-everything-open': {
      const pages = store.readAll({ pageSize: 1 })[Symbol.asyncIterator]();
      await store.append(`${ledger}.a-1`, [event(), event()], 'no-stream');
      await pages.next();
      store.subscribeAll({ signal: new AbortController().signal, onEvents: () => undefined });
      const stream = store.readStream(`${ledger}.a-1`)[Symbol.asyncIterator]();
      await stream.next();
      await store.close();
      process.stdout.write('closed\n');
      return;
    }
    case 'append-until-killed':
      for (let n = 0; ; n++) {
        const stream = `${ledger}.${randomUUID()}`;
        await Promise.all(Array.from({ length: 4 }, (_, i) => store.append(`${stream}-${i}`, [event()], 'no-stream')));
        for (let i = 0; i < 4; i++) process.stdout.write(`${stream}-${i}\n`);
      }
    case 'append-one':
      await store.append(`${ledger}.${randomUUID()}`, [event()], 'no-stream');
      await store.close();
      return;
    case 'hold':
      process.stdout.write('holding\n');
      setInterval(() => undefined, 1_000);
      return;
    default:
      throw new Error(`no task "${task}"`);
  }
}

const parsed = JSON.parse(settings) as Parameters<typeof openEventStore>[0];
openEventStore(parsed)
  .then((store) => run(store, parsed.ledger))
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  });
