import { MAMASA, REGENT } from './fixtures';
import { Client, TestServer, type Json } from './server';

let server: TestServer;
let treasurer: Client;

beforeAll(async () => {
  server = await TestServer.start();
  server.clock.instant = '2021-12-10T04:00:00.000Z';
  const admin = await server.admin();
  treasurer = await server.user(admin, 'bendahara', 'treasurer');
  await admin.put('/v1/scheme', MAMASA);
});
afterAll(() => server.stop());

const text = (value: Json | undefined): string => String(value);
const PAPER = { kind: 'surat-kesanggupan', number: '1/2021', date: '2021-04-22' };
let births = 0;

async function worker(): Promise<string> {
  births += 1;
  const day = String(births).padStart(2, '0');
  const person = { nik: `760301${day}01800000`, name: `Orang ${births}`, birthDate: `1980-01-${day}` };
  const made = await treasurer.post('/v1/workers', { ...person, regionCode: '76.03.01', occupation: 'nelayan' });
  const workerId = text(made.body['workerId']);
  await checked(workerId, '2021-05-02');
  await treasurer.post(`/v1/workers/${workerId}/enrolment`, { group: 'mamasa-rentan', enrolledOn: '2021-05-02' });
  return workerId;
}

const checked = (workerId: string, checkedOn: string, eligible = true) =>
  treasurer.post(`/v1/workers/${workerId}/eligibility-checks`, {
    source: 'dukcapil',
    eligible,
    reference: 'D-1',
    checkedOn,
  });

async function pledge(sponsorId: string, year: string, quota = 9): Promise<string> {
  const months = { firstMonth: year === '2021' ? '2021-05' : `${year}-01`, lastMonth: `${year}-12` };
  const made = await treasurer.post(`/v1/sponsors/${sponsorId}/pledges`, { quota, ...months, document: PAPER });
  return text(made.body['pledgeId']);
}

/** A pledge of 2021 with five workers: re-verified, found ineligible, not checked again, dead, released. */
async function year2021() {
  const sponsorId = text((await treasurer.post('/v1/sponsors', REGENT)).body['sponsorId']);
  const old = await pledge(sponsorId, '2021');
  const people = [await worker(), await worker(), await worker(), await worker(), await worker()];
  await treasurer.post(`/v1/pledges/${old}/assignments`, { workers: people });
  const [good = '', bad = '', , dead = '', gone = ''] = people;
  await checked(good, '2021-12-01');
  await checked(dead, '2021-12-01');
  await checked(bad, '2021-12-01', false);
  await treasurer.post(`/v1/workers/${dead}/death`, { diedOn: '2021-12-05', evidence: 'Akta' });
  const leaving = { workers: [gone], fromMonth: '2021-11', cause: 'replacement', reason: 'pindah' };
  await treasurer.post(`/v1/pledges/${old}/releases`, leaving);
  return { sponsorId, old, people };
}

test('only those verified again are carried over to the new year, the others are named (A15)', async () => {
  const { sponsorId, old, people } = await year2021();
  const [good = '', bad = '', stale = '', dead = ''] = people;
  const next = await pledge(sponsorId, '2022');
  const renewal = { fromPledgeId: old };
  const first = await treasurer.post(`/v1/pledges/${next}/renewals`, renewal, { key: 'perpanjang-2022' });
  expect(first).toMatchObject({ status: 201, body: { assigned: [good] } });
  const refused = first.body['refused'] as unknown as { workerId: string; code: string; detail: string }[];
  expect(refused.map(({ workerId, code }) => [workerId, code])).toEqual([
    [bad, 'worker-not-eligible'],
    [stale, 'worker-not-eligible'],
    [dead, 'worker-deceased'],
  ]);
  expect(refused[1]?.detail).toContain('222 hari');
  const waitFor = text(first.body['position']);
  const { body: shown } = await treasurer.get(`/v1/workers/${good}/premium-status?asOf=2022-01-05&waitFor=${waitFor}`);
  expect(shown).toMatchObject({ pledgeId: next });

  // Checked since: the same call answers as it did, a new one takes who is good now.
  await checked(stale, '2021-12-10');
  const again = await treasurer.post(`/v1/pledges/${next}/renewals`, renewal, { key: 'perpanjang-2022' });
  expect(again.body).toMatchObject({ assigned: [good], assignmentId: first.body['assignmentId'] });
  expect((again.body['refused'] as unknown as unknown[]).length).toBe(3);
  const later = await treasurer.post(`/v1/pledges/${next}/renewals`, renewal);
  expect(later.body).toMatchObject({ assigned: [stale] });
  expect(later.body['refused']).toEqual(
    expect.arrayContaining([expect.objectContaining({ workerId: good, code: 'worker-already-sponsored' })]),
  );
});

test('a pledge too small for all who were verified is refused whole, with the numbers', async () => {
  const { sponsorId, old, people } = await year2021();
  const [good = '', , stale = ''] = people;
  await checked(stale, '2021-12-10');
  const next = await pledge(sponsorId, '2022', 1);
  const answer = await treasurer.post(`/v1/pledges/${next}/renewals`, { fromPledgeId: old });
  expect(answer).toMatchObject({ status: 409, body: { code: 'quota-exceeded', quota: '1', asked: '2' } });
  const other = await treasurer.post(`/v1/pledges/${next}/assignments`, { workers: [good] });
  expect(other.body).toMatchObject({ assigned: [good] });
});

test.each([
  ['an unknown old pledge', { fromPledgeId: 'nobody.nothing' }, 404, 'pledge-unknown'],
  ['a month outside the new pledge', { lastMonth: '2023-01' }, 422, 'month-outside-pledge'],
  ['no old pledge', { fromPledgeId: undefined }, 400, 'invalid-body'],
])('%s is refused', async (_, change, status, code) => {
  const { sponsorId, old } = await year2021();
  const next = await pledge(sponsorId, '2022');
  const answer = await treasurer.post(`/v1/pledges/${next}/renewals`, { fromPledgeId: old, ...change });
  expect([answer.status, answer.body['code']]).toEqual([status, code]);
});
