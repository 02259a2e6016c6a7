import type { Location } from './location';
import { maskedUrl } from './postgres-url';
import { ReadModelUnusable } from './unusable';

interface Meaning {
  readonly indonesian: string;
  readonly english: string;
  /** Nobody has to change anything for it to end. */
  readonly isPassing: boolean;
}

const lasting = (indonesian: string, english: string): Meaning => ({ indonesian, english, isPassing: false });
const passing = (indonesian: string, english: string): Meaning => ({ indonesian, english, isPassing: true });

const BROKEN = passing('sambungan putus atau ditolak', 'the connection broke or was refused');
const TLS = lasting('TLS gagal; periksa sslmode dan sslrootcert', 'TLS failed; check sslmode and sslrootcert');

/** PostgreSQL's codes, https://www.postgresql.org/docs/current/errcodes-appendix.html, and those of the system. */
const BY_CODE: Readonly<Record<string, Meaning>> = {
  '28P01': lasting('nama pengguna atau kata sandi salah', 'wrong user name or password'),
  '28000': lasting('pengguna ini tidak diizinkan masuk (pg_hba.conf)', 'this user is not let in (pg_hba.conf)'),
  '3D000': lasting('basis data itu tidak ada; buat dahulu', 'there is no such database; create it first'),
  '42501': lasting('pengguna ini tidak berhak', 'this user lacks a right'),
  '25P03': BROKEN,
  ECONNREFUSED: passing('tidak ada yang menjawab di sana', 'nobody answers there'),
  ENOTFOUND: passing('nama host tidak dikenal', 'the host’s name is not known'),
  EAI_AGAIN: passing('nama host tidak dapat dicari', 'the host’s name cannot be looked up'),
  ECONNRESET: BROKEN,
  EPIPE: BROKEN,
  ETIMEDOUT: BROKEN,
  EHOSTUNREACH: BROKEN,
  ENETUNREACH: BROKEN,
  ENETDOWN: BROKEN,
};

/**
 * The rest by pattern: classes of codes that say nothing about the statement (connection, rolled back for the sake of
 * others, no room, an operator stepped in, the system), and what node-postgres and TLS say without a code.
 */
const BY_PATTERN: readonly (readonly [pattern: RegExp, meaning: Meaning])[] = [
  [/^(08|40|53|57|58)[0-9A-Z]{3} /, BROKEN],
  [/^ (Connection terminated|timeout exceeded when trying|Client has encountered a connection error)/, BROKEN],
  [/^ Query read timeout/, passing('tidak menjawab pada waktunya', 'it did not answer in time')],
  [/^ The server does not support SSL/, TLS],
  [/^(ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_)/, TLS],
];

/** The failure when it is the database's and not the statement's; `undefined` for every other. */
export function unavailability(error: unknown, location: Location): ReadModelUnusable | undefined {
  if (error instanceof ReadModelUnusable) return undefined;
  const { code, message } = wordsOf(error);
  const meaning = BY_CODE[code] ?? BY_PATTERN.find(([pattern]) => pattern.test(`${code} ${message}`))?.[1];
  if (!meaning) return undefined;
  const place = maskedUrl(location.url ?? '');
  const { indonesian, english, isPassing } = meaning;
  return new ReadModelUnusable(
    // The reason names users and tables, never passwords.
    `PostgreSQL di ${place}: ${indonesian} (${message || code}). / PostgreSQL at ${place}: ${english}.`,
    isPassing,
  );
}

/** What an error says, whatever it is: several addresses that all refused are one error without a message. */
function wordsOf(error: unknown): { readonly code: string; readonly message: string } {
  const { code, message } = Object(error) as { readonly code?: unknown; readonly message?: unknown };
  return { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' };
}
