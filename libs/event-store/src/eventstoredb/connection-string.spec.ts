import { StoreUnavailable } from '../errors';
import { checkConnectionString } from './connection-string';

it.each([
  ['esdb://localhost', 'localhost'],
  ['esdb://admin:changeit@localhost:2113?tls=false', 'localhost:2113'],
  ['esdb://admin:p%40ss%3A%2F@10.0.0.1:2113/?tlsCAFile=%2Fetc%2Fhosts', '10.0.0.1:2113'],
  ['esdb+discover://admin:x@cluster.example.go.id?nodePreference=Leader', 'cluster.example.go.id'],
  ['esdb://a:1,b:2,c:3?tls=true&MaxDiscoverAttempts=3', 'a:1,b:2,c:3'],
  ['esdb://node-1.example:2113?connectionName=api%40dinas', 'node-1.example:2113'],
])('%s is taken', (text, hosts) => {
  expect(checkConnectionString(text)).toBe(hosts);
});

it.each<[string, string, RegExp]>([
  ['the scheme of another client', 'kurrentdb://admin:rahasia@host', /must start with esdb/],
  ['a web address', 'https://admin:rahasia@host:2113', /must start with esdb/],
  ['no scheme', 'localhost:2113', /must start with esdb/],
  ['nothing', '', /must start with esdb/],
  ['an unknown option', 'esdb://admin:rahasia@host?tlz=false', /unknown option "tlz"; known are: tls, /],
  ['an option without a value', 'esdb://admin:rahasia@host?tls', /the value of option tls is wrong/],
  ['a wrong value', 'esdb://admin:rahasia@host?tls=no', /the value of option tls is wrong/],
  [
    'a number that is none',
    'esdb://admin:rahasia@host?gossipTimeout=soon',
    /the value of option gossipTimeout is wrong/,
  ],
  [
    'a certificate that is not there',
    'esdb://host?tlsCAFile=/none/ca.pem',
    /the file of option tlsCAFile is not there/,
  ],
  [
    'an option that breaks the client',
    'esdb://host?throwOnAppendFailure=false',
    /throwOnAppendFailure is not supported/,
  ],
  ['an option without effect', 'esdb://host?tlsVerifyCert=false', /has no effect in this client/],
  ['a password with @', 'esdb://admin:rahasia@1@host', /percent-encoded/],
  ['a password with /', 'esdb://admin:rahasia/1@host', /percent-encoded/],
  ['a password with ?', 'esdb://admin:rahasia?1@host:2113?tls=false', /percent-encoded/],
  ['a password with #', 'esdb://admin:rahasia#1@host', /percent-encoded/],
  ['a password with :', 'esdb://admin:rahasia:1@host', /percent-encoded/],
  ['a password with a lone %', 'esdb://admin:rahasia%zz@host', /percent-encoded/],
  ['a user without a password', 'esdb://admin@host', /percent-encoded/],
  ['IPv6', 'esdb://[::1]:2113', /no IPv6 address/],
  ['IPv6 without brackets', 'esdb://admin:rahasia@fe80::1', /no IPv6 address/],
  ['a port out of range', 'esdb://admin:rahasia@host:70000', /is no host:port/],
  ['no host', 'esdb://admin:rahasia@', /is no host:port/],
  ['a host with a space', 'esdb://admin:rahasia@my host', /is no host:port/],
])('%s is refused with a sentence that says what to change, the secret masked', (_, text, sentence) => {
  let refusal: unknown;
  try {
    checkConnectionString(text);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(StoreUnavailable);
  expect((refusal as Error).message).toMatch(sentence);
  expect((refusal as Error).message).not.toContain('rahasia');
});
