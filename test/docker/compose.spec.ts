import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { checkConnectionString } from '../../libs/event-store/src/eventstoredb/connection-string';
import { canStartServer, sayNoServer } from '../contract/real-server';
import { composeFile, filledIn, text, variablesOf, type Service } from './compose-file';

/** Names in the first column of the README's tables: of what Compose is given, and of what the programs read. */
const [GIVEN, READ] = text('docker/README.md')
  .split('\n## ')
  .filter((section) => section.startsWith('Variables'))
  .flatMap((section) => section.split('What the programs in the image read'))
  .map((part) => [...part.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell = '']) => cell.match(/[A-Z_]{4,}/g) ?? []));
const PASSWORDS = {
  EVENTSTOREDB_ADMIN_PASSWORD: 'a'.repeat(48),
  EVENTSTOREDB_OPS_PASSWORD: 'b'.repeat(48),
  POSTGRES_PASSWORD: 'c'.repeat(48),
};

/** Names of the settings that a program takes from its environment, out of its source. */
const settingsRead = (program: 'api' | 'projector'): string[] =>
  [...text(`apps/${program}/src/config.ts`).matchAll(/(?:setting\(|environment\[)'([A-Z_]+)'/g)].map(
    ([, name]) => name as string,
  );

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'compose-'));
  writeFileSync(join(folder, 'ca.crt'), '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(['compose.yaml', 'compose.cluster.yaml'])('docker/%s', (name) => {
  const file = composeFile(name);
  const services = Object.entries(file.services);
  const service = (of: string): Service => file.services[of] ?? {};
  const programs = [service('app'), service('projector')];
  const nodes = services.filter(([of]) => of.startsWith('eventstoredb'));
  const variables = variablesOf(text(`docker/${name}`));

  it.each(services)('%s comes from an image of a named version', (_, { image, build }) => {
    expect(image).toMatch(/^[a-z0-9./-]+:(?!latest)[\w.-]+$/);
    if (build) expect(text(build.dockerfile)).toContain('FROM node:');
  });

  it('declares every volume and network that is used, and no other', () => {
    const sources = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect(new Set(sources)).toEqual(new Set(Object.keys(file.volumes)));
    const networks = services.flatMap(([, { networks: used = [] }]) => used);
    expect(new Set(networks)).toEqual(new Set(Object.keys(file.networks)));
  });

  it('waits for services that are there and can reach what they are waited for', () => {
    const waits = services.flatMap(([, { depends_on = {} }]) => Object.entries(depends_on));
    expect(waits.length).toBeGreaterThan(0);
    for (const [on, { condition }] of waits) {
      const { healthcheck, restart } = file.services[on] ?? {};
      if (condition === 'service_healthy') expect(healthcheck?.test).toBeDefined();
      else expect([on, condition, restart]).toEqual(['certificates', 'service_completed_successfully', 'no']);
    }
  });

  it('gives server and projector settings that they read, and none twice', () => {
    expect(settingsRead('api')).toEqual(expect.arrayContaining(['HOST', 'EVENTSTOREDB_URL', 'SEDEKAH_PROJECTOR']));
    expect(settingsRead('api')).toEqual(expect.arrayContaining(Object.keys(service('app').environment ?? {})));
    expect(settingsRead('projector')).toEqual(
      expect.arrayContaining(Object.keys(service('projector').environment ?? {})),
    );
    expect(service('app').environment).toMatchObject({
      ...service('projector').environment,
      SEDEKAH_PROJECTOR: 'separate',
    });
  });

  it('names the nodes by a connection string that the ledger and its client accept', () => {
    const url = filledIn(service('app').environment?.['EVENTSTOREDB_URL'] ?? '', PASSWORDS);
    expect(url).toContain('tls=true&tlsCAFile=/certs/ca/ca.crt');
    for (const { volumes } of programs) expect(volumes).toContain('ca:/certs/ca:ro');
    const here = url.replace('/certs/ca/ca.crt', join(folder, 'ca.crt'));
    expect(checkConnectionString(here)).toBe(nodes.map(([node]) => `${node}:2113`).join(','));
    expect(() => EventStoreDBClient.connectionString(here)).not.toThrow();
  });

  it('names the database by what it was set up with', () => {
    const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = service('postgres').environment ?? {};
    expect(service('app').environment?.['READ_MODEL_URL']).toBe(
      `postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@postgres:5432/${POSTGRES_DB}`,
    );
  });

  it('asks for every password and holds none', () => {
    expect([...variables.required].sort()).toEqual(Object.keys(PASSWORDS).sort());
    expect(() => filledIn(text(`docker/${name}`), {})).toThrow('has no value');
    const secrets = services
      .flatMap(([, { environment = {} }]) => Object.entries(environment))
      .flatMap(([key, value]) => {
        const [, inUrl] = /:\/\/[^:/]+:(.*)@/.exec(value) ?? [];
        return /PASSWORD|SECRET|TOKEN/.test(key) ? [value] : inUrl === undefined ? [] : [inUrl];
      });
    expect(secrets.length).toBeGreaterThanOrEqual(7);
    for (const secret of secrets) expect(secret).toMatch(/^\$\{[A-Z_]+:\?[^}]+\}$/);
  });

  it('explains every variable in docker/README.md', () => {
    expect([...(GIVEN ?? [])].sort()).toEqual([...variables.all].sort());
  });

  it('runs server and projector without rights, and gives the keys to the server alone', () => {
    for (const program of programs) expect(program).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(service('app').volumes).toEqual(expect.arrayContaining(['data:/data', 'keys:/keys']));
    const holders = services.filter(([, { volumes = [] }]) => volumes.some((volume) => volume.startsWith('keys:')));
    expect(holders.map(([holder]) => holder)).toEqual(['app']);
  });

  it('opens one port, to this machine only', () => {
    expect(services.flatMap(([, { ports = [] }]) => ports)).toEqual(['127.0.0.1:${SEDEKAH_PORT:-3000}:3000']);
    expect(file.networks['stores']).toEqual({ internal: true });
  });

  it('gives every node its own name, certificate and place, and starts it again whenever it ends', () => {
    const [certificates = ''] = service('certificates').command ?? [];
    for (const [node, { environment = {}, volumes = [], restart }] of nodes) {
      expect(certificates).toContain(node);
      const others = nodes.map(([other]) => other).filter((other) => other !== node);
      expect(environment['EVENTSTORE_GOSSIP_SEED'] ?? '').toBe(others.map((other) => `${other}:2113`).join(','));
      expect(environment).toMatchObject({
        EVENTSTORE_CLUSTER_SIZE: String(nodes.length),
        EVENTSTORE_NODE_HOST_ADVERTISE_AS: node,
        EVENTSTORE_REPLICATION_HOST_ADVERTISE_AS: node,
        EVENTSTORE_CERTIFICATE_FILE: `/certs/nodes/${node}/node.crt`,
        EVENTSTORE_CERTIFICATE_PRIVATE_KEY_FILE: `/certs/nodes/${node}/node.key`,
      });
      expect(volumes[0]).toBe(`${node.replace('eventstoredb', 'events')}:/var/lib/eventstore`);
      expect(restart).toBe('always');
    }
  });

  if (!canStartServer()) sayNoServer(`EventStoreDB settings of docker/${name}`);
  (canStartServer() ? it.each(nodes) : it.skip.each(nodes))('%s has settings that a server takes', (_, node) => {
    const settings = JSON.parse(filledIn(JSON.stringify(node.environment), PASSWORDS)) as Record<string, string>;
    const tries = (environment: Readonly<Record<string, string>>) =>
      spawnSync('eventstored', ['--what-if', '--log', folder, '--db', folder], {
        env: { PATH: process.env['PATH'], ...environment },
      }).status;
    expect(tries(settings)).toBe(0);
    expect(tries({ ...settings, EVENTSTORE_NO_SUCH_SETTING: 'x' })).toBe(1);
  });
});

it('differ in the nodes only', () => {
  const [one, three] = [composeFile('compose.yaml'), composeFile('compose.cluster.yaml')];
  for (const name of ['app', 'projector', 'postgres']) {
    const alike = ({ depends_on: _, environment, ...rest }: Service = {}) => ({
      ...rest,
      environment: { ...environment, EVENTSTOREDB_URL: undefined },
    });
    expect(alike(three.services[name])).toEqual(alike(one.services[name]));
  }
});

it('explains every setting of the programs in docker/README.md', () => {
  expect([...(READ ?? [])].sort()).toEqual([...new Set([...settingsRead('api'), ...settingsRead('projector')])].sort());
});
