import { REJECTIONS } from '@sedekah/ledger';
import { CONTROLLERS } from '../../apps/api/src/capabilities';
import { EDGE_PROBLEMS } from '../../apps/api/src/http/problem';
import { ROLES_ALLOWED } from '../../apps/api/src/http/roles';
import { TestServer, type Json } from './server';

interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: object;
  readonly security?: readonly object[];
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>;
}

let server: TestServer;
let operations: [route: string, operation: Operation][];
let document: Json;

beforeAll(async () => {
  server = await TestServer.start();
  document = (await server.anyone.get('/docs-json')).body;
  operations = Object.entries(document['paths'] as Json).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation as unknown as Operation,
    ]),
  );
});
afterAll(() => server.stop());

test('the page is served to anyone', async () => {
  const { status, headers } = await server.anyone.get('/docs');
  expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
});

test('every route of the issue is there', () => {
  expect(operations.map(([route]) => route)).toEqual(expect.arrayContaining(ROUTES));
});

test('every route says whose it is', () => {
  for (const controller of CONTROLLERS) {
    const prototype = controller.prototype as object;
    for (const name of Object.getOwnPropertyNames(prototype)) {
      if (name === 'constructor') continue;
      const handler = Reflect.get(prototype, name) as object;
      if (!Reflect.hasMetadata('path', handler)) continue;
      expect([controller.name, name, Reflect.hasMetadata(ROLES_ALLOWED, handler)]).toEqual([
        controller.name,
        name,
        true,
      ]);
    }
  }
});

test('every route has a summary, an answer, and the refusals it can give', () => {
  for (const [route, { summary, responses }] of operations) {
    expect([route, summary]).toEqual([route, expect.stringMatching(/.{5}/)]);
    const statuses = Object.keys(responses);
    expect([route, statuses.some((status) => status.startsWith('2'))]).toEqual([route, true]);
    if (!route.includes('/health'))
      expect([route, statuses.some((status) => status.startsWith('4'))]).toEqual([route, true]);
  }
});

test('every write asks for a key and names the refusals of the log', () => {
  const unwritten = ['/v1/sessions', '/v1/plans'];
  for (const [route, { parameters = [], responses }] of operations) {
    const [method = '', path = ''] = route.split(' ');
    if (method === 'GET' || unwritten.some((start) => path.startsWith(start))) continue;
    expect([route, parameters.map(({ name }) => name)]).toEqual([route, expect.arrayContaining(['Idempotency-Key'])]);
    expect([route, responses['422']?.description]).toEqual([route, expect.stringContaining('idempotency-key-reused')]);
    expect([route, responses['503']?.description]).toEqual([route, expect.stringContaining('outcome-unknown')]);
  }
});

test('every refusal it names is one of the two lists', () => {
  const known = new Set([...Object.keys(REJECTIONS), ...Object.keys(EDGE_PROBLEMS)]);
  for (const [, { responses }] of operations) {
    for (const { description } of Object.values(responses)) {
      for (const [, code = ''] of description.matchAll(/`([a-z-]+)`/g)) expect(known).toContain(code);
    }
  }
});

test('every body that can be sent is described', () => {
  for (const [route, { requestBody }] of operations) {
    if (!/^(POST|PUT)/.test(route)) continue;
    expect([route, requestBody]).toEqual([route, expect.anything()]);
  }
});

const ROUTES = [
  'POST /v1/sessions',
  'POST /v1/sessions/password',
  'POST /v1/authorities',
  'POST /v1/authorities/{authorityId}/ceiling',
  'GET /v1/tariffs',
  'POST /v1/tariffs',
  'GET /v1/sponsors',
  'POST /v1/sponsors',
  'GET /v1/sponsors/{sponsorId}',
  'GET /v1/sponsors/{sponsorId}/balance',
  'POST /v1/sponsors/{sponsorId}/pledges',
  'POST /v1/pledges/{pledgeId}/amendments',
  'POST /v1/pledges/{pledgeId}/withdrawal',
  'POST /v1/sponsors/{sponsorId}/payments',
  'POST /v1/payments/{paymentId}/verification',
  'POST /v1/payments/{paymentId}/rejection',
  'POST /v1/payments/{paymentId}/reversal',
  'GET /v1/workers',
  'POST /v1/workers',
  'POST /v1/workers/{workerId}/eligibility-checks',
  'POST /v1/workers/{workerId}/enrolment',
  'POST /v1/workers/{workerId}/death',
  'POST /v1/workers/{workerId}/leaving',
  'GET /v1/workers/{workerId}/premium-status',
  'GET /v1/scheme',
  'PUT /v1/scheme',
  'GET /v1/users',
  'POST /v1/users',
  'POST /v1/users/{userId}/roles',
  'POST /v1/plans',
  'POST /v1/pledges/{pledgeId}/assignments',
  'POST /v1/pledges/{pledgeId}/releases',
  'POST /v1/imports/workers',
  'POST /v1/imports/assignments',
  'POST /v1/premium-runs',
  'POST /v1/remittances',
  'POST /v1/remittances/{remittanceId}/cancellation',
  'POST /v1/remittances/{remittanceId}/payment',
  'POST /v1/remittances/{remittanceId}/acknowledgement',
  'POST /v1/remittances/{remittanceId}/refund',
  'GET /v1/coverage',
  'GET /v1/jobs/{jobId}',
  'GET /v1/jobs/{jobId}/events',
  'GET /health/live',
  'GET /health/ready',
];
