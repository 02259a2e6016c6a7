import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANI, MAMASA } from './fixtures';
import { Client, TestServer, type Json } from './server';

let server: TestServer;
let admin: Client;
let treasurer: Client;

beforeAll(async () => {
  server = await TestServer.start();
  admin = await server.admin();
  treasurer = await server.user(admin, 'bendahara', 'treasurer');
  await admin.put('/v1/scheme', MAMASA);
});
afterAll(() => server.stop());

/** A worker that is nobody yet: the day of birth tells them apart. */
const person = (day: number, changes: object = {}) => ({
  ...ANI,
  nik: `760301${String(day + 40).padStart(2, '0')}01800000`,
  birthDate: `1980-01-${String(day).padStart(2, '0')}`,
  ...changes,
});
const register = async (day: number): Promise<Json> => (await treasurer.post('/v1/workers', person(day))).body;

describe('registration', () => {
  test('seals who the worker is, and lists show a mask', async () => {
    const { body } = await treasurer.post('/v1/workers', ANI);
    const { body: shown } = await treasurer.get(`/v1/workers/${body['workerId']}?waitFor=${body['position']}`);
    const { benefits, ...listed } = shown;
    expect(benefits).toEqual([]);
    expect(shown).toMatchObject({
      identity: { nik: '7603••••••••0000', name: 'A•• L••••••', birthYear: '1980' },
      regionCode: '76.03.01',
      occupation: 'pedagang-pasar',
      sector: 'other',
      registeredOn: '2021-05-03',
      group: null,
    });
    const { body: list } = await treasurer.get('/v1/workers?region=76.03&limit=1');
    expect(list['items']).toEqual([listed]);
    expect((await treasurer.get('/v1/workers?region=72')).body['items']).toEqual([]);
  });

  test('one NIK, one worker', async () => {
    const first = await register(2);
    const again = await treasurer.post('/v1/workers', person(2, { name: 'Orang Lain' }));
    expect([again.status, again.body['code'], again.body['workerId']]).toEqual([409, 'nik-known', first['workerId']]);
  });

  test.each([
    ['a malformed NIK', { nik: '76030141018000' }, 422, 'nik-invalid'],
    ['an impossible birth date', { birthDate: '1980-02-31' }, 422, 'birth-date-impossible'],
    ['a birth date that is not in the NIK', { birthDate: '1981-01-01' }, 422, 'nik-mismatch'],
    ['another sex than in the NIK', { sex: 'male' }, 422, 'nik-mismatch'],
    ['an unknown occupation', { occupation: 'astronot' }, 422, 'occupation-unknown'],
    ['a region that is none', { regionCode: 'Mamasa' }, 400, 'invalid-body'],
  ])('%s is refused without repeating it', async (_, change, status, code) => {
    const answer = await treasurer.post('/v1/workers', { ...person(9), ...change });
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(JSON.stringify(answer.body)).not.toMatch(/76030149018000|Ani Lestari/);
  });

  test('nothing that says who a worker is stands in clear in the data folder', () => {
    const folder = join(server.folder, 'data');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(2);
    for (const { parentPath, name } of files) {
      const content = readFileSync(join(parentPath, name)).toString('latin1');
      for (const secret of [ANI.nik, 'Ani Lestari', ANI.address, ANI.phone]) expect(content).not.toContain(secret);
    }
  });
});

describe('enrolment', () => {
  const check = { source: 'bpjs', eligible: true, reference: 'B/12/2021', checkedOn: '2021-05-02' };
  const enrolment = { group: 'mamasa-rentan', enrolledOn: '2021-05-03' };

  test('needs a recent check, and then happens once', async () => {
    const { workerId } = await register(3);
    const url = `/v1/workers/${workerId}`;
    const early = await treasurer.post(`${url}/enrolment`, enrolment);
    expect([early.status, early.body['code']]).toEqual([409, 'worker-not-eligible']);
    expect((await treasurer.post(`${url}/eligibility-checks`, check)).status).toBe(201);
    const enrolled = await treasurer.post(`${url}/enrolment`, enrolment, { key: 'enrol' });
    expect([enrolled.status, enrolled.headers['etag']]).toEqual([201, '"2"']);
    expect((await treasurer.post(`${url}/enrolment`, enrolment, { key: 'enrol' })).body).toEqual(enrolled.body);
    expect((await treasurer.post(`${url}/enrolment`, enrolment)).body['code']).toBe('worker-already-member');
    const { body } = await treasurer.get(`${url}/premium-status?waitFor=${enrolled.body['position']}`);
    expect(body).toMatchObject({
      workerId,
      asOf: '2021-05-03',
      status: 'registered',
      covered: false,
      coveredMonths: [],
    });
  });

  test('is for those not yet 65 on that day', async () => {
    const old = person(4, { nik: '7603014401560000', birthDate: '1956-01-04' });
    const { body } = await treasurer.post('/v1/workers', old);
    await treasurer.post(`/v1/workers/${body['workerId']}/eligibility-checks`, check);
    const answer = await treasurer.post(`/v1/workers/${body['workerId']}/enrolment`, enrolment);
    expect([answer.status, answer.body['code'], answer.body['age']]).toEqual([422, 'worker-over-age', '65']);
  });

  test('is into a group of the scheme, not in the future, of somebody who exists', async () => {
    const { workerId } = await register(5);
    const url = `/v1/workers/${workerId}/enrolment`;
    expect((await treasurer.post(url, { ...enrolment, group: 'lain' })).body['code']).toBe('group-not-registered');
    expect((await treasurer.post(url, { ...enrolment, enrolledOn: '2021-05-04' })).body['code']).toBe(
      'date-in-the-future',
    );
    const nobody = await treasurer.post('/v1/workers/nobody/enrolment', enrolment);
    expect([nobody.status, nobody.body['code']]).toEqual([404, 'worker-unknown']);
  });
});

describe('reads', () => {
  test('of what is not there', async () => {
    for (const url of [
      '/v1/workers/x',
      '/v1/workers/x/premium-status',
      '/v1/sponsors/x',
      '/v1/sponsors/x/balance',
      '/v1/jobs/x',
    ]) {
      const answer = await treasurer.get(url);
      expect([url, answer.status, answer.body['code']]).toEqual([url, 404, 'not-found']);
    }
  });

  test.each(['asOf=kemarin', 'asOf=2021-02-30', 'knownAt=besok lusa', 'knownAt=999999', 'lain=1'])(
    'with a wrong question are refused: %s',
    async (question) => {
      const { workerId } = await register(6);
      const answer = await treasurer.get(`/v1/workers/${workerId}/premium-status?${question}`);
      expect([answer.status, answer.body['code']]).toEqual([400, 'invalid-query']);
    },
  );

  test('of a past knowledge do not see what came later', async () => {
    server.clock.instant = '2021-05-03T10:00:00.000Z';
    const { workerId, position } = await register(7);
    const url = `/v1/workers/${workerId}/premium-status`;
    expect((await treasurer.get(`${url}?waitFor=${position}`)).status).toBe(200);
    expect((await treasurer.get(`${url}?knownAt=2021-05-03T09:00:00Z`)).status).toBe(404);
    expect((await treasurer.get(`${url}?knownAt=${position}`)).status).toBe(200);
  });

  test('that wait for a position nobody has written, give up', async () => {
    const answer = await treasurer.get('/v1/workers?waitFor=9999999999999999');
    expect([answer.status, answer.body['code'], answer.headers['retry-after']]).toEqual([
      503,
      'read-model-behind',
      '2',
    ]);
  }, 20_000);

  test('coverage has a numerator and a denominator', async () => {
    const { body } = await treasurer.get('/v1/coverage?month=2021-05&region=76.03');
    expect(body['total']).toMatchObject({ covered: 0, percent: '0.00' });
  });
});

describe('health', () => {
  test('live and ready, for anyone', async () => {
    expect((await server.anyone.get('/health/live')).body).toEqual({ status: 'up' });
    await treasurer.get(`/v1/workers?waitFor=${(await register(8))['position']}`);
    const { status, body } = await server.anyone.get('/health/ready');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'up',
      eventStore: 'up',
      readModel: 'up',
      projector: 'up',
      lagEvents: 0,
      openCrossings: 0,
    });
  });
});

describe('a benefit', () => {
  const JKM = { kind: 'jkm', amount: '42000000', heirs: 1, reference: 'JKM/17', paidOn: '2021-05-02' };

  test('is shown with the worker, once, whatever ceremony hands it over', async () => {
    const { workerId } = await register(30);
    const url = `/v1/workers/${workerId}`;
    expect(await treasurer.post(`${url}/benefits`, JKM)).toMatchObject({
      status: 409,
      body: { code: 'worker-not-deceased' },
    });
    const unborn = await treasurer.post(`${url}/death`, { diedOn: '1921-04-30', evidence: 'Akta 30' });
    expect(unborn.body['code']).toBe('date-out-of-order');
    await treasurer.post(`${url}/death`, { diedOn: '2021-04-30', evidence: 'Akta 30' });
    expect((await treasurer.post(`${url}/benefits`, JKM)).status).toBe(201);
    expect((await treasurer.post(`${url}/benefits`, { ...JKM, paidOn: '2021-05-03' })).status).toBe(201);
    const ceremony = await treasurer.post(`${url}/benefits`, { ...JKM, reference: 'BA/3' });
    expect(ceremony).toMatchObject({ status: 409, body: { code: 'benefit-exists', reference: 'JKM/17' } });
    const child = { ...JKM, kind: 'scholarship', amount: '1500000', reference: 'BEA/1' };
    const { body } = await treasurer.post(`${url}/benefits`, child);
    const { body: shown } = await treasurer.get(`${url}?waitFor=${body['position']}`);
    expect(shown['benefits']).toEqual([JKM, child]);
  });

  test.each([{ heirs: -1 }, { heirs: 1.5 }, { kind: 'hadiah' }, { reference: '' }, { paidOn: '2021-02-30' }])(
    'with %p is malformed',
    async (change) => {
      const { workerId } = await register(31);
      const answer = await treasurer.post(`/v1/workers/${workerId}/benefits`, { ...JKM, ...change });
      expect([answer.status, answer.body['code']]).toEqual([400, 'invalid-body']);
    },
  );
});
