import { MAMASA, REGENT } from './fixtures';
import { Client, TestServer } from './server';

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

describe('a write', () => {
  test('answers with what it made, its revision and its position', async () => {
    const answer = await treasurer.post('/v1/sponsors', REGENT);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      sponsorId: expect.stringMatching(/^[0-9a-z]{16}$/),
      position: answer.headers['sedekah-position'],
    });
    expect(answer.headers['etag']).toBe('"0"');
  });

  test('sent again with its key answers as the first time', async () => {
    const first = await treasurer.post('/v1/sponsors', REGENT, { key: 'once' });
    const again = await treasurer.post('/v1/sponsors', REGENT, { key: 'once' });
    expect(again.body).toEqual(first.body);
    expect(again.headers['etag']).toBe(first.headers['etag']);
    await server.restart();
    const later = await server
      .signIn('bendahara')
      .then((client) => client.post('/v1/sponsors', REGENT, { key: 'once' }));
    expect(later.body).toEqual(first.body);
    treasurer = await server.signIn('bendahara');
    admin = await server.signIn('admin');
  });

  test('the order of the fields is not part of its input', async () => {
    const first = await treasurer.post(
      '/v1/sponsors',
      { kind: 'office', name: 'A', fundingSource: 'csr' },
      { key: 'order' },
    );
    const again = await treasurer.post(
      '/v1/sponsors',
      { fundingSource: 'csr', name: 'A', kind: 'office' },
      { key: 'order' },
    );
    expect(again.body).toEqual(first.body);
  });

  test('the key of another person is another key', async () => {
    const first = await treasurer.post('/v1/sponsors', REGENT, { key: 'mine' });
    const other = await admin.post('/v1/sponsors', REGENT, { key: 'mine' });
    expect(other.body['sponsorId']).not.toBe(first.body['sponsorId']);
  });

  test('the same key with another body is refused', async () => {
    await treasurer.post('/v1/sponsors', REGENT, { key: 'reused' });
    const answer = await treasurer.post('/v1/sponsors', { ...REGENT, name: 'Orang lain' }, { key: 'reused' });
    expect([answer.status, answer.body['code']]).toEqual([422, 'idempotency-key-reused']);
  });

  test.each([
    [undefined, 'idempotency-key-required'],
    ['dua kata', 'idempotency-key-invalid'],
    ['k'.repeat(201), 'idempotency-key-invalid'],
  ])('with the key %p is refused', async (key, code) => {
    const answer = await treasurer.send('POST', '/v1/sponsors', REGENT, key === undefined ? {} : { key });
    expect([answer.status, answer.body['code']]).toEqual([400, code]);
  });
});

describe('If-Match', () => {
  const settings = (name: string) => ({ ...MAMASA, name });

  test('lets a change through when nothing has changed since', async () => {
    const { headers } = await treasurer.get('/v1/scheme');
    const answer = await admin.put('/v1/scheme', settings('Baru'), { ifMatch: String(headers['etag']) });
    expect(answer.status).toBe(200);
    expect((await treasurer.get('/v1/scheme')).headers['etag']).toBe(answer.headers['etag']);
  });

  test('stale, changes nothing', async () => {
    const { headers } = await treasurer.get('/v1/scheme');
    await admin.put('/v1/scheme', settings('Lebih baru'));
    const answer = await admin.put('/v1/scheme', settings('Terlambat'), { ifMatch: String(headers['etag']) });
    expect([answer.status, answer.body['code']]).toEqual([412, 'precondition-failed']);
    expect((await treasurer.get('/v1/scheme')).body['name']).toBe('Lebih baru');
  });

  test('of another form is refused', async () => {
    const answer = await admin.put('/v1/scheme', settings('X'), { ifMatch: '3' });
    expect([answer.status, answer.body['code']]).toEqual([400, 'if-match-invalid']);
  });
});
