import { Client, PASSWORD, TestServer } from './server';

let server: TestServer;
let admin: Client;

beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

describe('first start', () => {
  test('prints a one-time password for the admin, once', async () => {
    expect(server.announced).toHaveLength(1);
    expect(server.oneTimePassword).toHaveLength(20);
    await server.restart();
    expect(server.announced).toHaveLength(1);
  });

  test('the one-time password opens nothing but the way to change it', async () => {
    const client = await server.signIn('admin', server.oneTimePassword);
    const refused = await client.get('/v1/scheme');
    expect([refused.status, refused.body['code']]).toEqual([403, 'password-change-required']);
    admin = await server.admin();
    expect((await admin.get('/v1/scheme')).body['code']).toBe('scheme-not-configured');
    expect(
      (await server.anyone.post('/v1/sessions', { userId: 'admin', password: server.oneTimePassword })).status,
    ).toBe(401);
  });
});

describe('a session', () => {
  test('wrong passwords and unknown users are told the same', async () => {
    const wrong = await server.anyone.post('/v1/sessions', { userId: 'admin', password: 'salah' });
    const unknown = await server.anyone.post('/v1/sessions', { userId: 'siapa', password: 'salah' });
    const plain = ({ status, body }: typeof wrong) => ({ status, body: { ...body, instance: '' } });
    expect(plain(wrong)).toEqual(plain(unknown));
    expect(wrong.body['code']).toBe('wrong-credentials');
  });

  test('ends after twelve hours', async () => {
    const client = await server.signIn('admin');
    server.clock.instant = '2021-05-03T15:59:59.000Z';
    expect((await client.get('/v1/scheme')).status).toBe(409);
    server.clock.instant = '2021-05-03T16:00:01.000Z';
    expect((await client.get('/v1/scheme')).body['code']).toBe('unauthenticated');
    server.clock.instant = '2021-05-03T04:00:00.000Z';
  });

  test('a token that was changed is nobody', async () => {
    const { body } = await server.anyone.post('/v1/sessions', { userId: 'admin', password: PASSWORD });
    const [head, claims, signature] = String(body['token']).split('.') as [string, string, string];
    const forged = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
    const other = Buffer.from(JSON.stringify({ ...forged, sub: 'bendahara' })).toString('base64url');
    const headers = { authorization: `Bearer ${head}.${other}.${signature}` };
    const answer = await server.anyone.send('GET', '/v1/scheme', undefined, { headers });
    expect([answer.status, answer.body['code']]).toEqual([401, 'unauthenticated']);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  test('guessing is slowed down', async () => {
    const attempts = await Promise.all(
      Array.from({ length: 12 }, () => server.anyone.post('/v1/sessions', { userId: 'tamu', password: 'salah' })),
    );
    expect(attempts.filter(({ status }) => status === 429).length).toBe(2);
  });
});

describe('roles', () => {
  test('a treasurer does not configure the scheme', async () => {
    const treasurer = await server.user(admin, 'bendahara', 'treasurer');
    const answer = await treasurer.put('/v1/scheme', {});
    expect([answer.status, answer.body['code']]).toEqual([403, 'forbidden']);
  });

  test('a role granted counts for the sessions that are open', async () => {
    const client = await server.user(admin, 'baru');
    expect((await client.put('/v1/scheme', {})).status).toBe(403);
    expect((await admin.post('/v1/users/baru/roles', { role: 'admin' })).status).toBe(201);
    expect((await client.put('/v1/scheme', {})).status).toBe(400);
  });

  test('a role revoked is gone at once, and the last admin stays', async () => {
    const client = await server.user(admin, 'sementara', 'admin');
    const last = await client.post('/v1/users/sementara/roles/admin/revocation', { reason: 'selesai bertugas' });
    expect(last.status).toBe(201);
    expect((await client.get('/v1/users')).body['code']).toBe('forbidden');
    await admin.post('/v1/users/baru/roles/admin/revocation', { reason: 'selesai bertugas' });
    const refused = await admin.post('/v1/users/admin/roles/admin/revocation', { reason: 'coba' });
    expect([refused.status, refused.body['code']]).toEqual([409, 'last-admin']);
    const wrong = await admin.post('/v1/users/admin/roles/raja/revocation', { reason: 'coba' });
    expect([wrong.status, wrong.body['code']]).toEqual([400, 'invalid-query']);
    const { body } = await admin.get(`/v1/users?limit=500&waitFor=${last.body['position']}`);
    expect(body['items']).toEqual(
      expect.arrayContaining([
        { userId: 'admin', createdOn: '2021-05-03', roles: ['admin'] },
        { userId: 'sementara', createdOn: '2021-05-03', roles: [] },
      ]),
    );
  });

  test('creating a user again does not undo the password they have chosen', async () => {
    const body = { userId: 'ulang', password: 'sekali pakai saja', roles: [] };
    const created = await admin.post('/v1/users', body, { key: 'ulang' });
    const client = await server.signIn('ulang', body.password);
    await client.post('/v1/sessions/password', { currentPassword: body.password, newPassword: PASSWORD });
    expect((await admin.post('/v1/users', body, { key: 'ulang' })).body).toEqual(created.body);
    await server.signIn('ulang', PASSWORD);
  });

  test('a password that is too short, or the old one, is not taken', async () => {
    const client = await server.user(admin, 'pendek');
    for (const newPassword of ['pendek', PASSWORD]) {
      const answer = await client.post('/v1/sessions/password', { currentPassword: PASSWORD, newPassword });
      expect([answer.status, answer.body['code']]).toEqual([400, 'invalid-body']);
    }
    const wrong = await client.post('/v1/sessions/password', { currentPassword: 'salah', newPassword: 'x'.repeat(20) });
    expect([wrong.status, wrong.body['code']]).toEqual([401, 'wrong-credentials']);
  });

  test('a password is in no event', async () => {
    const { readFileSync } = await import('node:fs');
    const log = readFileSync(`${server.folder}/data/events.db`).toString('latin1');
    const wal = readFileSync(`${server.folder}/data/events.db-wal`).toString('latin1');
    expect(log + wal).not.toContain(PASSWORD);
    expect(log + wal).toContain('UserCreated');
  });
});
