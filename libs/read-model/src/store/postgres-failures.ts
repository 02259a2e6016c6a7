import type { Location } from './location';
import { maskedUrl } from './postgres-url';
import { ReadModelUnusable } from './unusable';

type Sentences = readonly [indonesian: string, english: string];

/** What an operator has to put right, by PostgreSQL's code: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const TO_MEND: Readonly<Record<string, Sentences>> = {
  '28P01': ['nama pengguna atau kata sandi salah', 'wrong user name or password'],
  '28000': ['pengguna ini tidak diizinkan masuk (pg_hba.conf)', 'this user is not let in (pg_hba.conf)'],
  '3D000': ['basis data itu tidak ada; buat dahulu', 'there is no such database; create it first'],
  '42501': ['pengguna ini tidak berhak', 'this user lacks a right'],
};

/** Errors below the protocol: nobody answers. */
const UNREACHABLE: Readonly<Record<string, Sentences>> = {
  ECONNREFUSED: ['tidak ada yang menjawab di sana', 'nobody answers there'],
  ENOTFOUND: ['nama host tidak dikenal', 'the host’s name is not known'],
  EAI_AGAIN: ['nama host tidak dapat dicari', 'the host’s name cannot be looked up'],
};
const BROKEN: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
]);

/**
 * Classes of codes that say nothing about the statement: connection, rolled back for the sake of others, no room, an
 * operator stepped in, the system.
 */
const PASSING_CLASSES: ReadonlySet<string> = new Set(['08', '40', '53', '57', '58']);
/** node-postgres has no code for a connection that ended. */
const ENDED =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

/** The failure when it is the database's and not the statement's; `undefined` for every other. */
export function unavailability(error: unknown, location: Location): ReadModelUnusable | undefined {
  if (!(error instanceof Error) || error instanceof ReadModelUnusable) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const place = maskedUrl(location.url ?? '');
  // pg_hba's refusals and rights name users and tables, never passwords.
  if (code in TO_MEND) return sentence(place, TO_MEND[code], error.message, false);
  if (code in UNREACHABLE) return sentence(place, UNREACHABLE[code], code, true);
  const isPassing = BROKEN.has(code) || PASSING_CLASSES.has(code.slice(0, 2)) || ENDED.test(error.message);
  if (isPassing)
    return sentence(
      place,
      ['sambungan putus atau ditolak', 'the connection broke or was refused'],
      error.message || code,
      true,
    );
  if (isTls(error, code))
    return sentence(
      place,
      ['TLS gagal; periksa sslmode dan sslrootcert', 'TLS failed; check sslmode and sslrootcert'],
      error.message,
      false,
    );
  return undefined;
}

const isTls = (error: Error, code: string): boolean =>
  /does not support SSL/.test(error.message) || /^(ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_)/.test(code);

function sentence(place: string, text: Sentences | undefined, reason: string, isPassing: boolean): ReadModelUnusable {
  const [indonesian, english] = text ?? ['', ''];
  return new ReadModelUnusable(
    `PostgreSQL di ${place}: ${indonesian} (${reason}). / PostgreSQL at ${place}: ${english}.`,
    isPassing,
  );
}
