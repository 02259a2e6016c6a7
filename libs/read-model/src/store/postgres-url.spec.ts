import { dialectOf } from './location';
import { connectionTo, maskedUrl } from './postgres-url';
import { ReadModelUnusable } from './unusable';

const refusal = (url: string): string => {
  try {
    dialectOf({ dataFolder: '/nowhere', url });
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(ReadModelUnusable);
    return error instanceof Error ? error.message : '';
  }
};

test.each([
  ['another database', 'mysql://user:rahasia@host/db', /READ_MODEL_URL starts with mysql:/],
  ['no scheme', 'rahasia@host/db', /starts with no scheme/],
  ['a bar in the password', 'postgres://user:ra/hasia@host/db', /percent-encode/],
  ['a bar after a number that could be a port', 'postgres://user:12/rahasia@host/db', /percent-encode/],
  ['a number sign in the password', 'postgres://user:12#rahasia@host/db', /percent-encode/],
  ['a question mark in the password', 'postgres://user:12?rahasia@host/db', /percent-encode/],
  ['a per cent sign in the password', 'postgres://user:%rahasia@host/db', /percent-encode/],
  ['no host', 'postgres:///db', /names no host/],
  ['no database', 'postgres://user:rahasia@host:5432', /names no database/],
  ['no database but a bar', 'postgres://user:rahasia@host:5432/', /names no database/],
  ['a port that is none', 'postgres://user:rahasia@host:lima/db', /percent-encode/],
  ['an unknown option', 'postgres://user:rahasia@host/db?ssl_mode=rahasia', /unknown option "ssl_mode"/],
])('%s is refused with a sentence', (_, url, sentence) => {
  const message = refusal(url);
  expect(message).toMatch(sentence);
  expect(message).not.toContain('hasia');
});

test.each([
  'postgres://user:rahasia@host:5432/db',
  'postgresql://user:r%2Fa@host/db?sslmode=verify-full&sslrootcert=/ca.crt',
  'postgres://user:rahasia@[::1]:5432/db',
  'postgres://user@host/db',
])('%s is taken', (url) => {
  expect(dialectOf({ dataFolder: '/nowhere', url })).toBe('postgres');
});

test('no URL is SQLite', () => {
  expect(dialectOf({ dataFolder: '/nowhere' })).toBe('sqlite');
  expect(dialectOf({ dataFolder: '/nowhere', url: '' })).toBe('sqlite');
});

test('a URL is shown without user, password and options', () => {
  expect(maskedUrl('postgres://user:r@ha@sia@host:5432/db?options=x')).toBe('postgres://***@host:5432/db');
  expect(maskedUrl('postgres://host/db')).toBe('postgres://host/db');
});

test('options of the URL are kept beside ours', () => {
  const { connectionString, options } = connectionTo('postgres://user@host/db?options=-c%20work_mem%3D1MB', 'mine');
  expect(options).toBe('-c work_mem=1MB -c search_path=mine');
  expect(connectionString).not.toContain('options');
});
