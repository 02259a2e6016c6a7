import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openEventStore, type EventStore } from '@sedekah/event-store';
import { sponsorDecider, workerDecider } from '@sedekah/ledger';
import { LiveReadModel, runProjector, waitFor } from '@sedekah/read-model';
import { playMamasa } from './mamasa';
import { Scenario } from './scenario';
import { sedekah } from './sedekah';

/** A server looks at the pointer no more often than this. */
const POINTER_LOOK_MS = 300;

/** What a running server holds: the log open for writing, a projector, the read model it answers from. */
describe('beside a process that writes and projects', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sedekah-beside-'));
  const stop = new AbortController();
  let store: EventStore;
  let projecting: Promise<void>;
  let readModel: LiveReadModel;

  beforeAll(async () => {
    await playMamasa(folder);
    store = await openEventStore({ dataFolder: folder, ledger: 'sedekah' });
    readModel = await LiveReadModel.open({ dataFolder: folder });
    projecting = runProjector({ dataFolder: folder, reader: store, signal: stop.signal });
  });
  afterAll(async () => {
    stop.abort();
    await projecting;
    await readModel.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  test('an answer holds what was recorded a moment before', async () => {
    await left(new Scenario(store, 'keluar').on('2021-07-02'));
    const { stdout, stderr, exitCode } = await sedekah('status pekerja-3 --as-of 2021-07-02 --json', folder);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ status: 'left', knownAtOrdinal: '68' });
  });

  test('a rebuild swaps the read model, and the server goes on from there', async () => {
    const { generation: before } = readModel;
    const { stdout } = await sedekah('rebuild --json', folder);
    expect(JSON.parse(stdout)).toMatchObject({ generation: before + 1, replaced: before, events: 68 });
    const check = { source: 'field-visit', eligible: true, reference: 'BA-2', checkedOn: '2021-07-03' } as const;
    const scenario = new Scenario(store, 'periksa').on('2021-07-03');
    await scenario.does(workerDecider, 'pekerja-1', { type: 'CheckEligibility', ...check });
    const head = (await store.head()) ?? '';
    await wait(POINTER_LOOK_MS);
    expect(await readModel.query((db) => waitFor(db, head, 10_000))).toBe(true);
    expect(readModel.generation).toBe(before + 1);
  });

  test('every check is silent', async () => {
    const { stdout, stderr, exitCode } = await sedekah('check', folder);
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: '', stderr: '', exitCode: 0 });
  });
});

/** The deputy's worker leaves before any premium was paid, with all that follows from it. */
async function left(scenario: Scenario): Promise<void> {
  const leaving = { type: 'RecordLeaving', leftOn: '2021-07-01', reason: 'moved' } as const;
  await scenario.does(workerDecider, 'pekerja-3', leaving);
  const ending = { type: 'EndForLeaving', workerId: 'pekerja-3', monthOfLeaving: '2021-07' } as const;
  await scenario.does(sponsorDecider, 'wabup', ending, 'system');
  const release = { assignmentId: 'wabup-a1', fromMonth: '2021-08', reason: 'keluar / left' };
  await scenario.does(workerDecider, 'pekerja-3', { type: 'ReleaseSponsorship', ...release }, 'system');
}
