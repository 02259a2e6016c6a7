import { existsSync } from 'node:fs';
import { StoreUnavailable } from '../errors';

const FLAG = /^(true|false)$/;
const NUMBER = /^-?\d+$/;
const TEXT = /^.+$/;

/** Options the client knows, with the form of their value. Its parser only warns about others, on the console. */
const OPTIONS: ReadonlyMap<string, RegExp> = new Map([
  ['tls', FLAG],
  ['tlsCAFile', TEXT],
  ['userCertFile', TEXT],
  ['userKeyFile', TEXT],
  ['connectionName', TEXT],
  ['defaultDeadline', NUMBER],
  // The client only warns about less than its server likes, on the console.
  ['keepAliveInterval', /^(-1|[1-9]\d{4,})$/],
  ['keepAliveTimeout', NUMBER],
  ['maxDiscoverAttempts', NUMBER],
  ['discoveryInterval', NUMBER],
  ['gossipTimeout', NUMBER],
  ['nodePreference', /^(leader|follower|random|read_?only_?replica)$/i],
]);

/** Options the client takes and that do harm, with the reason. */
const HARMFUL: ReadonlyMap<string, readonly [indonesian: string, english: string]> = new Map([
  ['throwonappendfailure', ['tidak didukung; hapus', 'is not supported; remove it']],
  [
    'tlsverifycert',
    [
      'tidak berpengaruh pada klien ini; hapus, dan pakai tlsCAFile',
      'has no effect in this client; remove it and use tlsCAFile',
    ],
  ],
]);

/** What may stand unescaped in a user's name or password. */
const ESCAPED = /^([A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$/;
const HOST = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(:\d{1,5})?$/;

/**
 * Checks a connection string before the client sees it. @returns the hosts, for sentences about them
 * @throws StoreUnavailable with what to change; the password is masked
 */
export function checkConnectionString(text: string): string {
  const connectionString = text.trim().replace(/\/+$/, '');
  const refuse = (indonesian: string, english: string) =>
    new StoreUnavailable(
      `EVENTSTOREDB_URL (${masked(connectionString)}): ${indonesian}. / EVENTSTOREDB_URL: ${english}.`,
    );
  const [, scheme] = /^([A-Za-z0-9+.-]*):\/\//.exec(connectionString) ?? [];
  if (scheme !== 'esdb' && scheme !== 'esdb+discover') {
    throw refuse('harus dimulai dengan esdb:// atau esdb+discover://', 'must start with esdb:// or esdb+discover://');
  }
  const { credentials, hosts, options } = partsOf(connectionString.slice(scheme.length + 3));
  if (credentials !== undefined) {
    const [user = '', password = '', ...rest] = credentials.split(':');
    if (rest.length > 0 || !ESCAPED.test(user) || !ESCAPED.test(password)) {
      throw refuse(
        'nama pengguna dan kata sandi harus ditulis user:password dengan karakter khusus dalam bentuk persen, misalnya @ sebagai %40',
        'user and password must be written user:password with special characters percent-encoded, @ as %40 for example',
      );
    }
  }
  for (const host of hosts.split(',')) checkHost(host, refuse);
  for (const option of options === '' ? [] : options.split('&')) checkOption(option, refuse);
  return hosts;
}

type Refuse = (indonesian: string, english: string) => StoreUnavailable;

function checkHost(host: string, refuse: Refuse): void {
  if (host.includes('[') || host.split(':').length > 2) {
    throw refuse(
      'alamat IPv6 tidak didukung oleh klien; pakai nama host atau IPv4',
      'the client takes no IPv6 address; use a host name or IPv4',
    );
  }
  const port = Number(host.split(':')[1] ?? 2113);
  if (!HOST.test(host) || port < 1 || port > 65_535) {
    throw refuse(`"${host}" bukan host:port`, `"${host}" is no host:port`);
  }
}

function checkOption(option: string, refuse: Refuse): void {
  const [key = '', ...values] = option.split('=');
  const value = values.join('=');
  const flat = flatCase(key);
  const harm = HARMFUL.get(flat);
  if (harm !== undefined) throw refuse(`opsi ${key} ${harm[0]}`, `option ${key} ${harm[1]}`);
  const known = [...OPTIONS].find(([name]) => flatCase(name) === flat);
  if (known === undefined) {
    const names = [...OPTIONS.keys()].join(', ');
    throw refuse(`opsi "${key}" tidak dikenal; yang dikenal: ${names}`, `unknown option "${key}"; known are: ${names}`);
  }
  if (!known[1].test(value) || /%(?![0-9A-Fa-f]{2})/.test(value)) {
    throw refuse(`nilai opsi ${key} salah`, `the value of option ${key} is wrong`);
  }
  if (known[1] === TEXT && known[0].endsWith('File') && !existsSync(decodeURIComponent(value))) {
    throw refuse(`berkas untuk opsi ${key} tidak ada`, `the file of option ${key} is not there`);
  }
}

function flatCase(key: string): string {
  return key.trim().toLowerCase().replace(/[_-]/g, '');
}

/** Splits at the last @ that can end the credentials, so that an unescaped password is seen whole. */
function partsOf(rest: string): { credentials: string | undefined; hosts: string; options: string } {
  const beforeOptions = rest.split('?', 1)[0] ?? '';
  const isHostList = beforeOptions
    .replace(/\/$/, '')
    .split(',')
    .every((host) => HOST.test(host));
  const at = isHostList ? -1 : rest.lastIndexOf('@');
  const [hosts = '', ...options] = rest.slice(at + 1).split('?');
  return {
    credentials: at === -1 ? undefined : rest.slice(0, at),
    hosts: hosts.replace(/\/$/, ''),
    options: options.join('?'),
  };
}

/** The connection string without what stands between the user's name and the last @. */
function masked(connectionString: string): string {
  return connectionString.replace(/^([^/]*\/\/[^:/@]*):.*@/s, '$1:***@');
}
