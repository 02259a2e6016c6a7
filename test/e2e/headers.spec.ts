import { TestServer, type Answer } from './server';

const SECURITY =
  /^(content-security-policy|cross-origin-|origin-agent-cluster|referrer-policy|strict-transport-security|x-)/;

const securityOf = ({ headers }: Answer) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => SECURITY.test(name)));

test('every answer carries the same security headers: the first, a refusal, what is not there', async () => {
  const server = await TestServer.start();
  const answers = [
    await server.anyone.get('/health/live'),
    await server.anyone.get('/health/live'),
    await server.anyone.post('/v1/sponsors'),
    await server.anyone.get('/nowhere'),
    await server.anyone.get('/docs'),
  ];
  const [first = {}, ...others] = answers.map(securityOf);
  expect(Object.keys(first).length).toBeGreaterThan(9);
  expect(first).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' });
  expect(first['content-security-policy']).toContain("default-src 'self'");
  for (const other of others) expect(other).toEqual(first);
  await server.stop();
});
