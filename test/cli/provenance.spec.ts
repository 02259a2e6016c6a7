import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { money, monthRange } from '@sedekah/ledger';
import { readConfig } from '../../apps/cli/src/config';
import { journalEntries } from '../../apps/cli/src/ledger/journal-entries';
import { withLog } from '../../apps/cli/src/ledger/open';
import { explainPayment } from '../../apps/cli/src/provenance/explain-payment';
import { explainMonth } from '../../apps/cli/src/provenance/explain-worker';
import { playMamasa } from './mamasa';
import { playWabup } from './wabup';

jest.setTimeout(60_000);

const PAYMENTS = ['bupati.r1', 'wabup.r1', 'wabup.r2', 'wabup.d1', 'wabup.d2'];
const WORKERS = ['pekerja-1', 'pekerja-2', 'pekerja-3'];

describe('what is explained of a ledger in which money takes every way', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sedekah-provenance-'));
  const config = readConfig(folder, {});
  beforeAll(async () => {
    await playMamasa(folder);
    await playWabup(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a journal is not exported as known at a place the log has not reached: tomorrow it would be another', async () => {
    const exported = (knownAt: { ordinal: number } | { position: string }) =>
      withLog(config, async (log) => (await journalEntries(log, config, knownAt)).length);
    const events = await withLog(config, async (log) => {
      let count = 0;
      for await (const page of log.readAll()) count += page.length;
      return count;
    });
    expect(await exported({ ordinal: events })).toBeGreaterThan(0);
    await expect(exported({ ordinal: events + 1 })).rejects.toMatchObject({ code: 'position-unknown' });
    await expect(exported({ position: 'z'.repeat(16) })).rejects.toMatchObject({ code: 'position-unknown' });
  });

  test.each([
    ['now', { asOf: '2021-07-31' }],
    ['before the death was known', { asOf: '2021-07-31', knownAt: { day: '2021-07-09' } }],
    ['before the bank took money back', { asOf: '2021-07-31', knownAt: { day: '2021-07-07' } }],
    ['in June, with what is known now', { asOf: '2021-06-30' }],
    ['on the first of July, with what is known now', { asOf: '2021-07-01' }],
  ])('from premiums back and from payments forth is the same, %s', async (_, times) => {
    const back: string[] = [];
    for (const workerId of WORKERS) {
      for (const month of monthRange('2021-05', '2021-12')) {
        const { shares, price } = await explainMonth(config, workerId, month, times);
        if (price !== null) expect(money.sum(...shares.map(({ amount }) => amount))).toBe(price);
        const paid = shares.filter(({ paymentId }) => paymentId !== null);
        back.push(...paid.map(({ paymentId, amount }) => `${paymentId} ${workerId} ${month} ${amount}`));
      }
    }
    const forth: string[] = [];
    for (const paymentId of PAYMENTS) {
      const use = await explainPayment(config, paymentId, times).catch((error: Error) => {
        expect(error).toMatchObject({ code: 'not-yet' });
        return undefined;
      });
      const months = use?.months ?? [];
      forth.push(...months.map(({ workerId, month, amount }) => `${paymentId} ${workerId} ${month} ${amount}`));
    }
    expect(forth.sort()).toEqual(back.sort());
    expect(forth.length).toBeGreaterThan(3);
  });
});
