import { resolve } from 'node:path';
import { ConfigError, readConfig } from './config';

test('nothing set: a ledger in ./data, for this machine only', () => {
  expect(readConfig({}, [])).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataFolder: resolve('data'),
    keysFolder: resolve('data-keys'),
    ledger: 'sedekah',
    projector: 'worker',
    logLevel: 'info',
    acceptTestNiks: false,
    waitForTimeoutMs: 5000,
  });
});

test('the keys lie beside the data unless they are told otherwise', () => {
  expect(readConfig({ SEDEKAH_DATA: '/srv/mamasa' }, []).keysFolder).toBe('/srv/mamasa-keys');
  expect(readConfig({ SEDEKAH_DATA: '/srv/mamasa', SEDEKAH_KEYS: '/etc/kunci' }, []).keysFolder).toBe('/etc/kunci');
});

test('--data goes before SEDEKAH_DATA', () => {
  expect(readConfig({ SEDEKAH_DATA: '/srv/a' }, ['--data', '/srv/b']).dataFolder).toBe('/srv/b');
});

test('an empty setting is none', () => {
  expect(readConfig({ EVENTSTOREDB_URL: ' ', PORT: '' }, [])).toMatchObject({ port: 3000 });
  expect(readConfig({ EVENTSTOREDB_URL: '' }, [])).not.toHaveProperty('eventStoreUrl');
});

test.each([
  [{ PORT: '-1' }, []],
  [{ PORT: '65536' }, []],
  [{ PORT: '3000.5' }, []],
  [{ DEBUG: 'esdb*' }, []],
  [{ SEDEKAH_LEDGER: 'a.b' }, []],
  [{ LOG_LEVEL: 'loud' }, []],
  [{ SEDEKAH_TEST_NIKS: '1' }, []],
  [{}, ['--port', '3000']],
  [{}, ['data']],
])('%j with %j is refused', (environment, args) => {
  expect(() => readConfig(environment as Record<string, string>, args)).toThrow(ConfigError);
});
