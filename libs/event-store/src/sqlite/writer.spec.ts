import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writer } from './writer';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'writer-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a thread that dies leaves its appends unknown, and says why nothing is written any more', async () => {
  const thread = join(folder, 'dying.js');
  writeFileSync(
    thread,
    `const { parentPort } = require('node:worker_threads');
     parentPort.postMessage({ kind: 'open' });
     parentPort.on('message', () => { throw new Error('the disk went away'); });`,
  );
  const writer = await Writer.start({ file: 'events.db', ledger: undefined, channel: 'none' }, thread);
  writer.check();
  const append = { stream: 'test.a-1', expected: 'no-stream' as const, events: [] };
  const appends = [writer.append(append), writer.append(append)];
  for (const outcome of await Promise.allSettled(appends)) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'OutcomeUnknown' } });
  }
  expect(() => writer.check()).toThrow(/restart the program/);
  await expect(writer.append(append)).rejects.toThrow(/the disk went away/);
  await writer.close();
});

it('a thread that dies before it opened is told', async () => {
  const thread = join(folder, 'dead.js');
  writeFileSync(thread, 'process.exit(3)');
  const starting = Writer.start({ file: 'events.db', ledger: undefined, channel: 'none' }, thread);
  await expect(starting).rejects.toThrow('ended with code 3');
});
