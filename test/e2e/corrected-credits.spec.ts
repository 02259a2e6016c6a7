import { join } from 'node:path';
import { money } from '@sedekah/ledger';
import { sedekah } from '../cli/sedekah';
import { REGENT } from './fixtures';
import { Office, text } from './office';
import { TestServer, type Json } from './server';

let office: Office;
let sponsorId: string;

beforeAll(async () => {
  office = await Office.open();
  sponsorId = text((await office.treasurer.post('/v1/sponsors', REGENT)).body['sponsorId']);
});
afterAll(() => office.server.stop());

const run = (command: string) => sedekah(command, join(office.server.folder, 'data'), TestServer.surroundings);

/** What the journal says is at the bank. */
async function atBank(options = ''): Promise<string> {
  const { stdout, stderr } = await run(`export journal --format csv ${options}`);
  expect(stderr).toBe('');
  const lines = stdout.split('\r\n').map((line) => line.split(','));
  return money.sum(...lines.filter((line) => line.includes('assets:bank:bpd-1')).map((line) => line.at(-1) ?? ''));
}

const typed = {
  custody: 'scheme',
  accountId: 'bpd-1',
  reference: 'FT-SALAH',
  amount: '480000',
  valueDate: '2021-05-02',
};
const right = { ...typed, amount: '840000', valueDate: '2021-05-03' };
const pay = (credit: object) => office.treasurer.post(`/v1/sponsors/${sponsorId}/payments`, credit);
const balance = async (query = '') =>
  (await office.treasurer.get(`/v1/sponsors/${sponsorId}/balance?asOf=2021-05-03${query}`)).body;

async function reject(paymentId: string): Promise<void> {
  const { status, body } = await office.verifier.post(`/v1/payments/${paymentId}/rejection`, { reason: 'salah ketik' });
  expect(status).toBe(201);
  await office.reached(body);
}

describe('a bank credit whose amount and day were typed wrong', () => {
  let knownAt: string;

  test('is not read otherwise while a payment draws on it, and the refusal says the way out', async () => {
    const wrong = await pay(typed);
    await office.reached(wrong.body);
    const refused = await pay(right);
    expect([refused.status, refused.body['code']]).toEqual([409, 'credit-differs']);
    expect(text(refused.body['detail'])).toContain('mintalah pemeriksa menolak');
    await reject(text(wrong.body['paymentId']));
    knownAt = text((await balance())['knownAtOrdinal']);
    expect(await atBank()).toBe('480000');
  });

  test('is corrected by recording it again, and a second officer verifies it', async () => {
    const again = await pay(right);
    expect(again.status).toBe(201);
    await office.reached(again.body);
    const paymentId = text(again.body['paymentId']);
    expect(await balance()).toMatchObject({ available: '0', payments: { verified: '0', unverified: '840000' } });
    expect((await office.treasurer.post(`/v1/payments/${paymentId}/verification`)).status).toBe(403);
    await office.verify(paymentId);
    expect(await balance()).toMatchObject({ available: '840000', payments: { verified: '840000', unverified: '0' } });
  });

  test('the bank in the journal is the statement on each day, and before the correction what was known then', async () => {
    expect(await atBank()).toBe('840000');
    expect(await atBank('--as-of 2021-05-02')).toBe('0');
    expect(await atBank(`--known-at ${knownAt}`)).toBe('480000');
    expect(await atBank(`--known-at ${knownAt} --as-of 2021-05-02`)).toBe('480000');
    expect(await balance(`&knownAt=${knownAt}`)).toMatchObject({ available: '0', payments: { verified: '0' } });
  });

  test('of a deduction list is corrected for all sponsors at once', async () => {
    const other = text((await office.treasurer.post('/v1/sponsors', { ...REGENT, tier: undefined })).body['sponsorId']);
    const list = (amount: string) => [
      { sponsorId, amount: '16800' },
      { sponsorId: other, amount },
    ];
    const credit = { accountId: 'bpd-1', reference: 'GAJI-SALAH', valueDate: '2021-05-03' };
    const wrong = await office.treasurer.post('/v1/deductions', { ...credit, amount: '67200', list: list('50400') });
    for (const each of wrong.body['payments'] as unknown as readonly Json[]) await reject(text(each['paymentId']));
    const again = await office.treasurer.post('/v1/deductions', { ...credit, amount: '33600', list: list('16800') });
    expect(again.status).toBe(201);
    for (const each of again.body['payments'] as unknown as readonly Json[]) {
      await office.verify(text(each['paymentId']));
    }
    expect(await balance()).toMatchObject({ available: '856800' });
    expect(await atBank()).toBe('873600');
  });

  test('leaves every check silent', async () => {
    const { stdout, stderr, exitCode } = await run('check');
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: '', stderr: '', exitCode: 0 });
  });
});
