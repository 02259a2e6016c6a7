import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkLog,
  copyLog,
  digestLog,
  openEventStoreDb,
  openSqliteEventStore,
  type EventStore,
} from '@sedekah/event-store';
import { all, newEvent, newLedger } from './backend';
import { EventStoreDouble } from './double/server';
import { hasRealServer, realServer, sayNoServer, type RealServer } from './real-server';

let folder: string;
let ledger: string;
const opened: EventStore[] = [];
const keep = async (opening: Promise<EventStore>) => {
  const store = await opening;
  opened.push(store);
  return store;
};
const sqlite = (name: string) => keep(openSqliteEventStore({ file: join(folder, `${name}.db`), ledger }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'copy-'));
  ledger = newLedger();
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  rmSync(folder, { recursive: true });
});

/** 300 events: many streams in turn, one long run, large ones. */
async function fill(store: EventStore): Promise<void> {
  for (let n = 0; n < 100; n++) {
    const events = n % 10 === 0 ? [newEvent({ n, é: 'Mamuju' }), newEvent({ n })] : [newEvent({ b: 1, a: [n] })];
    await store.append(`${ledger}.a-${n}`, events, 'no-stream');
  }
  await store.append(
    `${ledger}.run-1`,
    Array.from({ length: 170 }, () => newEvent()),
    'no-stream',
  );
  for (let n = 0; n < 20; n++) {
    await store.append(
      `${ledger}.large-1`,
      [newEvent({ text: 'x'.repeat(200_000) })],
      n === 0 ? 'no-stream' : BigInt(n - 1),
    );
  }
}

function contract(openOther: (ledger: string) => Promise<EventStore>): void {
  it('a whole ledger moves there and back, order kept, and is proven equal', async () => {
    const source = await sqlite('source');
    await fill(source);
    const there = await keep(openOther(ledger));
    const seen: number[] = [];
    const report = await copyLog(source, there, { onProgress: ({ copied }) => void seen.push(copied) });
    expect(report).toMatchObject({ events: 300, streams: 102, found: 0, copied: 300 });
    expect(report.perSecond).toBeGreaterThan(0);
    expect(seen.at(-1)).toBe(300);
    const back = await sqlite('back');
    expect(await copyLog(there, back)).toMatchObject({ digest: report.digest, copied: 300 });
    expect((await all(back.readAll())).map(({ id }) => id)).toEqual((await all(source.readAll())).map(({ id }) => id));
    expect(await checkLog(there)).toMatchObject({ events: 300, findings: [] });
  }, 60_000);

  it('an interrupted copy goes on where it stopped, and a finished one copies nothing', async () => {
    const source = await sqlite('source');
    await fill(source);
    const there = await keep(openOther(ledger));
    let appends = 0;
    const interrupted = Object.assign(Object.create(there) as EventStore, {
      append: (...args: Parameters<EventStore['append']>) => {
        if (++appends > 57) throw new Error('pulled plug');
        return there.append(...args);
      },
    });
    await expect(copyLog(source, interrupted)).rejects.toThrow('pulled plug');
    const first = await copyLog(source, there);
    expect(first.found).toBeGreaterThan(50);
    expect(first.found + first.copied).toBe(300);
    await source.append(`${ledger}.later-1`, [newEvent()], 'no-stream');
    expect(await copyLog(source, there)).toMatchObject({ found: 300, copied: 1 });
    expect(await copyLog(source, there)).toMatchObject({ found: 301, copied: 0 });
    expect(await digestLog(there.readAll())).toEqual(await digestLog(source.readAll()));
  }, 60_000);

  it('a target that does not give back what it was given is a finding', async () => {
    const source = await sqlite('source');
    await source.append(`${ledger}.a-1`, [newEvent({ amount: '1' }), newEvent({ amount: '2' })], 'no-stream');
    const there = await keep(openOther(ledger));
    let isCopied = false;
    const forgetful = Object.assign(Object.create(there) as EventStore, {
      append: async (...args: Parameters<EventStore['append']>) => {
        isCopied = true;
        return there.append(...args);
      },
      async *readAll(...args: Parameters<EventStore['readAll']>) {
        for await (const page of there.readAll(...args)) yield isCopied ? page.slice(0, 1) : page;
      },
    });
    await expect(copyLog(source, forgetful)).rejects.toMatchObject({
      name: 'LogsDiffer',
      message: expect.stringMatching(/2 peristiwa.*menjadi 1.* \/ .*2 events.*became 1/) as string,
    });
  }, 60_000);

  it('a target that holds something else is refused, untouched', async () => {
    const source = await sqlite('source');
    await fill(source);
    const there = await keep(openOther(ledger));
    await there.append(`${ledger}.other-1`, [newEvent()], 'no-stream');
    await expect(copyLog(source, there)).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringContaining('holds something else') as string,
    });
    expect(await all(there.readAll())).toHaveLength(1);
  }, 60_000);
}

describe('copying between SQLite and a double of EventStoreDB:', () => {
  const double = new EventStoreDouble();
  beforeAll(() => double.start());
  afterAll(() => double.stop());
  contract((name) => openEventStoreDb({ connectionString: double.url, ledger: name }));
});

const suite = 'copying between SQLite and a real EventStoreDB';
if (!hasRealServer()) sayNoServer(suite);

(hasRealServer() ? describe : describe.skip)(`${suite}:`, () => {
  let server: RealServer;
  beforeAll(async () => {
    const started = await realServer();
    if (started === undefined) throw new Error('the server that was there is gone');
    server = started;
  }, 90_000);
  afterAll(() => server?.stop());
  contract((name) => openEventStoreDb({ connectionString: server.url, ledger: name }));
});
