import { ReadModelUnusable } from './unusable';

const FORM = 'postgres://user:password@host:5432/database';

/** What node-postgres takes from a URL's query, and nothing that would take the password into a URL's end. */
const OPTIONS: ReadonlySet<string> = new Set([
  ...['sslmode', 'sslcert', 'sslkey', 'sslrootcert', 'sslnegotiation', 'uselibpqcompat'],
  ...['application_name', 'client_encoding', 'options'],
]);

const refused = (indonesian: string, english: string): ReadModelUnusable =>
  new ReadModelUnusable(`READ_MODEL_URL ${indonesian}. / READ_MODEL_URL ${english}.`);

const unescaped = (): ReadModelUnusable =>
  refused(
    `tidak dapat dibaca sebagai ${FORM}; karakter khusus dalam kata sandi ditulis dalam bentuk persen, misalnya / sebagai %2F dan # sebagai %23`,
    `cannot be read as ${FORM}; percent-encode special characters of the password, / as %2F and # as %23 for example`,
  );

/** @throws ReadModelUnusable for a URL that is not PostgreSQL's, or not whole: a sentence that repeats no secret. */
export function assertPostgresUrl(url: string): void {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0];
    throw refused(
      `diawali ${scheme ?? 'bukan dengan postgres:'}; harus ${FORM}, atau kosong untuk SQLite`,
      `starts with ${scheme ?? 'no scheme'}; it must be ${FORM}, or be left out for SQLite`,
    );
  }
  const { hostname, pathname, hash, searchParams } = parsed(url);
  // An unescaped / # or ? in the password ends the host early: what follows it holds the @.
  if (hash !== '' || pathname.includes('@') || /\?.*@/.test(url)) throw unescaped();
  if (hostname === '') throw refused(`tidak menyebut host; tulis ${FORM}`, `names no host; write ${FORM}`);
  if (pathname.length < 2) {
    throw refused(`tidak menyebut basis data; tulis ${FORM}`, `names no database; write ${FORM}`);
  }
  const unknown = [...searchParams.keys()].find((option) => !OPTIONS.has(option));
  if (unknown !== undefined) {
    const known = [...OPTIONS].join(', ');
    throw refused(
      `memuat pilihan "${unknown}" yang tidak dikenal; yang ada: ${known}`,
      `has an unknown option "${unknown}"; there are: ${known}`,
    );
  }
}

function parsed(url: string): URL {
  try {
    const found = new URL(url);
    decodeURIComponent(found.password);
    return found;
  } catch {
    throw unescaped();
  }
}

/** The URL as it may be shown: without user, password and options. */
export const maskedUrl = (url: string): string => url.replace(/\/\/.*@/, '//***@').replace(/\?.*$/, '');

/**
 * The URL for node-postgres, and `-c search_path` for every connection made with it. An `options` of the URL's own would
 * take the place of ours: both are given together.
 */
export function connectionTo(
  url: string,
  schema: string,
): { readonly connectionString: string; readonly options: string } {
  const its = new URL(url);
  const options = [its.searchParams.get('options') ?? '', `-c search_path=${schema}`].join(' ').trim();
  its.searchParams.delete('options');
  return { connectionString: its.href, options };
}
