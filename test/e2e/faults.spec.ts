import { openEventStore, OutcomeUnknown, StoreUnavailable, type EventStore } from '@sedekah/event-store';
import { MAMASA, REGENT } from './fixtures';
import { Client, TestServer } from './server';

/** What goes wrong with the next appends: the answer is lost, nothing arrives at all, the server is gone, or a bug. */
type Fault = 'answer-lost' | 'request-lost' | 'gone' | 'bug';
let faults: Fault[] = [];

/** The real store with a bad connection to it. */
async function faulty(settings: Parameters<typeof openEventStore>[0]): Promise<EventStore> {
  const store = await openEventStore(settings);
  const append: EventStore['append'] = async (...args) => {
    const fault = faults.shift();
    if (fault === 'request-lost') throw new OutcomeUnknown('no answer in time');
    if (fault === 'gone') throw new StoreUnavailable('connection refused: esdb://admin:geheim@10.0.0.1');
    if (fault === 'bug') throw new TypeError('undefined is not a function at /work/secret/path.ts');
    const appended = await store.append(...args);
    if (fault === 'answer-lost') throw new OutcomeUnknown('no answer in time');
    return appended;
  };
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'append') return append;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

let server: TestServer;
let treasurer: Client;
beforeAll(async () => {
  server = await TestServer.start({}, faulty);
  const admin = await server.admin();
  treasurer = await server.user(admin, 'bendahara', 'treasurer');
  await admin.put('/v1/scheme', MAMASA);
});
beforeEach(() => {
  faults = [];
});
afterAll(() => server.stop());

const register = (key: string) => treasurer.post('/v1/sponsors', REGENT, { key });
const sponsors = async () => {
  await treasurer.get(`/v1/sponsors?waitFor=${(await register(`marker-${Math.random()}`)).body['position']}`);
  return (await treasurer.get('/v1/sponsors?limit=500')).body['items'] as unknown as unknown[];
};

test('one lost answer is settled by sending the same append again', async () => {
  const before = (await sponsors()).length;
  faults = ['answer-lost'];
  expect((await register('lost-once')).status).toBe(201);
  expect(await sponsors()).toHaveLength(before + 2);
});

test.each<[Fault[]]>([[['answer-lost', 'request-lost']], [['request-lost', 'request-lost']]])(
  'an outcome that stays unknown (%j) is said to be, and the same key settles it',
  async (wrong) => {
    const before = (await sponsors()).length;
    faults = [...wrong];
    const key = `unknown-${wrong.join('-')}`;
    const unknown = await register(key);
    expect([unknown.status, unknown.body['code']]).toEqual([503, 'outcome-unknown']);
    expect(unknown.body['commandId']).toMatch(/^[0-9a-f]{64}$/);
    expect(unknown.headers['retry-after']).toBe('2');
    const settled = await register(key);
    expect(settled.status).toBe(201);
    expect((await register(key)).body).toEqual(settled.body);
    expect(await sponsors()).toHaveLength(before + 2);
  },
);

test('a store that is gone is said to be, without its address', async () => {
  const before = (await sponsors()).length;
  faults = ['gone'];
  const answer = await register('gone');
  expect([answer.status, answer.body['code'], answer.headers['retry-after']]).toEqual([503, 'store-unavailable', '2']);
  expect(JSON.stringify(answer.body)).not.toMatch(/geheim|10\.0\.0\.1/);
  expect(await sponsors()).toHaveLength(before + 1);
});

test('a bug says nothing but where to ask', async () => {
  faults = ['bug'];
  const answer = await register('bug');
  expect([answer.status, answer.body['code']]).toEqual([500, 'internal-error']);
  expect(JSON.stringify(answer.body)).not.toMatch(/undefined|secret/);
  expect(answer.body['instance']).toMatch(/^urn:sedekah:request:/);
});

test('many at once on one record are all taken, one after another', async () => {
  const admin = await server.signIn('admin');
  const { body } = await admin.post('/v1/authorities', {
    kind: 'budget',
    number: 'DPA/1/2021',
    title: 'DPA 2021',
    signedOn: '2021-01-04',
    validFrom: '2021-01-01',
    validThrough: '2021-12-31',
    fundingSource: 'apbd',
    ceiling: '1000000',
  });
  const amend = (index: number) =>
    admin.post(`/v1/authorities/${body['authorityId']}/ceiling`, {
      ceiling: String(1_000_001 + index),
      number: `DPPA/${index}/2021`,
      reason: 'perubahan',
      signedOn: '2021-05-03',
    });
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => amend(index)));
  expect(new Set(answers.map(({ headers }) => headers['etag'])).size).toBe(20);
});
