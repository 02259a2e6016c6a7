import { MAMASA, REGENT } from './fixtures';
import { Client, TestServer, type Json } from './server';

let server: TestServer;
let treasurer: Client;
let verifier: Client;

beforeAll(async () => {
  server = await TestServer.start();
  server.clock.instant = '2026-03-10T04:00:00.000Z';
  const admin = await server.admin();
  treasurer = await server.user(admin, 'bendahara', 'treasurer');
  verifier = await server.user(admin, 'verifikator', 'verifier');
  await admin.put('/v1/scheme', MAMASA);
});
afterAll(() => server.stop());

const text = (value: Json | undefined): string => String(value);
const GROUP = 'mamasa-rentan';

async function worker(day: string, year: number): Promise<string> {
  const yy = String(year).slice(2);
  const person = { nik: `760301${day}01${yy}0000`, name: `Orang ${day}`, birthDate: `${year}-01-${day}` };
  const made = await treasurer.post('/v1/workers', { ...person, regionCode: '76.03.01', occupation: 'nelayan' });
  const url = `/v1/workers/${text(made.body['workerId'])}`;
  const check = { source: 'dukcapil', eligible: true, reference: 'D-1', checkedOn: '2026-01-02' };
  await treasurer.post(`${url}/eligibility-checks`, check);
  await treasurer.post(`${url}/enrolment`, { group: GROUP, enrolledOn: '2026-01-02' });
  return text(made.body['workerId']);
}

/** A sponsor who paid BPJS for January and nothing since. */
async function sponsored(workers: readonly string[]): Promise<string> {
  const sponsor = await treasurer.post('/v1/sponsors', REGENT);
  const sponsorId = text(sponsor.body['sponsorId']);
  const document = { kind: 'surat-kesanggupan', number: '1', date: '2025-12-20' };
  const terms = { quota: 9, firstMonth: '2026-01', lastMonth: '2026-12', document };
  const pledge = await treasurer.post(`/v1/sponsors/${sponsorId}/pledges`, terms);
  const pledgeId = text(pledge.body['pledgeId']);
  await treasurer.post(`/v1/pledges/${pledgeId}/assignments`, { workers });
  const payment = await treasurer.post(`/v1/sponsors/${sponsorId}/payments`, {
    custody: 'direct',
    amount: String(16_800 * workers.length),
    valueDate: '2026-01-20',
    pledgeId,
    group: GROUP,
    months: ['2026-01'],
    billingCode: '126001000001',
    receiptNumber: 'KW-1',
  });
  const verified = await verifier.post(`/v1/payments/${text(payment.body['paymentId'])}/verification`);
  expect(verified.status).toBe(201);
  const { body } = await treasurer.get(`/v1/remittances?waitFor=${text(verified.body['position'])}`);
  const [remittance] = body['items'] as unknown as Json[];
  const cover = {
    receiptNumber: 'KW-1',
    coverFrom: '2026-01-20',
    coverThrough: '2026-02-19',
  };
  const url = `/v1/remittances/${text(remittance?.['remittanceId'])}/acknowledgement`;
  const acknowledged = await treasurer.post(url, cover);
  expect(acknowledged.status).toBe(201);
  return text(acknowledged.body['position']);
}

test('who is in arrears, why, what it costs the family, and who could never be enrolled again', async () => {
  const [young, old] = [await worker('05', 1980), await worker('06', 1962)];
  const position = await sponsored([young, old]);
  const { status, body } = await treasurer.get(`/v1/continuity?regionCode=76.03&waitFor=${position}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    asOf: '2026-03-10',
    ageLimit: 65,
    jkm: { full: '42000000', waitingMonths: 3, waiting: '10000000' },
    counts: { enrolled: 2, covered: 0, inArrears: [{ workers: 0 }, { months: 2, workers: 2 }, { workers: 0 }] },
    items: [
      { workerId: young, state: 'in-arrears', arrearsMonths: 2, cause: 'sponsor-unpaid', nearAgeLimit: false },
      { workerId: old, coveredThrough: '2026-01', endsIn: '2026-05', nearAgeLimit: true, costToFamily: '0' },
    ],
    next: null,
  });
  expect(JSON.stringify(body)).not.toMatch(/1962|1980|Orang|7603010|v1\./);
  const later = await treasurer.get('/v1/continuity?asOf=2026-04-15&limit=1');
  expect(later.body).toMatchObject({
    items: [{ arrearsMonths: 3, endsNextMonth: true, costToFamily: '32000000' }],
    next: expect.any(String) as unknown,
  });
  const rest = await treasurer.get(`/v1/continuity?asOf=2026-04-15&limit=1&after=${text(later.body['next'])}`);
  expect(rest.body).toMatchObject({ items: [{ workerId: old }], next: null });
  expect((await treasurer.get('/v1/continuity?state=ended')).body['items']).toEqual([]);
});

test.each(['asOf=2026-02-30', 'state=gone', 'regionCode=Mamasa', 'after=x', 'limit=0'])(
  '%s is refused',
  async (query) => {
    const answer = await treasurer.get(`/v1/continuity?${query}`);
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid-query']);
  },
);
