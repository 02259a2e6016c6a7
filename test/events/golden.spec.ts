import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStore, Streams, type EventStore } from '@sedekah/event-store';
import {
  authorityDecider,
  bpjsCodeDecider,
  creditDecider,
  jobDecider,
  money,
  nikClaimDecider,
  postings,
  remittanceDecider,
  schemeDecider,
  sealDecider,
  sponsorDecider,
  tariffDecider,
  userDecider,
  workerDecider,
  type Decider,
  type DomainEvent,
  type LedgerEvent,
} from '@sedekah/ledger';
import { openReadModel, rebuild, sponsorBalance, workerStatus, type ReadModel } from '@sedekah/read-model';
import { goldenEvents, histories, store } from './histories';
import { ledgerEventForms } from './ledger-event-types';

/** Ledgers in the field hold events like these: the files are never edited, and must load for ever (see README.md). */
const examples = goldenEvents();
const byCategory = histories();
const all = [...byCategory.values()].flat();
const written = new Set(all.map(({ type, data, metadata }) => JSON.stringify({ type, data, metadata })));

const deciders = [
  authorityDecider,
  bpjsCodeDecider,
  creditDecider,
  jobDecider,
  nikClaimDecider,
  remittanceDecider,
  schemeDecider,
  sealDecider,
  sponsorDecider,
  tariffDecider,
  userDecider,
  workerDecider,
] as unknown as readonly Decider<object, never, DomainEvent>[];

describe('every event of the ledger', () => {
  test.each(ledgerEventForms())('$type has an example that stands in a history', ({ type }) => {
    const { type: stored, data, metadata } = examples.get(type) ?? {};
    expect(stored).toBe(type);
    expect(written).toContain(JSON.stringify({ type, data, metadata }));
  });

  test('the files hold no number that could be a NIK', () => {
    expect(JSON.stringify([...examples.values(), ...all])).not.toMatch(/\b\d{16}\b/);
  });
});

describe('the histories, stored', () => {
  let folder: string;
  let log: EventStore;
  let readModel: ReadModel;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'golden-'));
    log = await openEventStore({ dataFolder: folder, ledger: 'sedekah' });
    await store(log, all);
    await rebuild({ reader: log, dataFolder: folder, batchSize: 7 });
    readModel = await openReadModel({ dataFolder: folder });
  });
  afterAll(async () => {
    await readModel.close();
    await log.close();
    rmSync(folder, { recursive: true });
  });

  test.each(deciders)('$category streams fold through their decider', async (decider) => {
    const streams = new Streams({ store: log, ledger: 'sedekah' });
    const events = Map.groupBy(byCategory.get(decider.category) ?? [], ({ stream }) => stream);
    expect(events.size).toBeGreaterThan(0);
    for (const [stream, { length }] of events) {
      const id = stream.slice(`sedekah.${decider.category}-`.length);
      const { revision } = await streams.load(decider, id);
      expect(revision).toBe(BigInt(length - 1));
    }
  });

  const idsOf = (type: string, name: string): string[] =>
    all.filter((event) => event.type === type).map(({ data }) => (data as Record<string, string>)[name] ?? '');

  // Reckoned by hand from the story, not copied from an answer.
  test('every sponsor stands where they stood when the files were written', async () => {
    const stands = idsOf('SponsorRegistered', 'sponsorId').map(async (sponsorId) => {
      const balance = await sponsorBalance(readModel.db, { sponsorId, asOf: '2021-06-30' });
      const { payments, allocated, remitted, refunded, available, receivable } = balance ?? {};
      return [payments?.verified, allocated, remitted, refunded, available, receivable];
    });
    expect(await Promise.all(stands)).toEqual([
      ['117600', '67200', '50400', '16800', '33600', '0'],
      ['50400', '33600', '33600', '0', '16800', '0'],
      ['67200', '50400', '50400', '0', '16800', '0'],
    ]);
  });

  test('every worker has the status they had when the files were written', async () => {
    const statuses = idsOf('WorkerRegistered', 'workerId').map(async (workerId) => {
      const status = await workerStatus(readModel.db, { workerId, asOf: '2021-06-30' });
      return [status?.status, ...(status?.coveredMonths ?? [])];
    });
    expect(await Promise.all(statuses)).toEqual([
      ['deceased', '2021-05'],
      ['in-arrears', '2021-05'],
      ['active', '2021-06'],
      ['left', '2021-05', '2021-06'],
      ['active', '2021-06', '2021-07'],
      ['active', '2021-06'],
      ['registered'],
    ]);
  });

  test('the journal of all events balances and leaves in the bank what the sponsors have there', () => {
    const entries = all.flatMap((event) => postings(event as unknown as LedgerEvent) ?? []);
    const atBank = entries.flatMap(({ lines }) => lines).filter(({ account }) => account === 'assets:bank:kas');
    // Credits 168,000, 50,400 and 16,800 (typed as 168,000 and corrected), less charged back 33,600, less remitted
    // 134,400, and 33,600 back from BPJS less 16,800.
    expect(money.sum(...atBank.map(({ amount }) => amount))).toBe('84000');
  });
});
