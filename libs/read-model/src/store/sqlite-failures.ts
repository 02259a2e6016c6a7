import { ReadModelUnusable } from './unusable';

/** Errors of SQLite that say nothing about the statement, by the beginning of their code. */
const SENTENCES: readonly (readonly [code: string, indonesian: string, english: string, isPassing: boolean])[] = [
  ['SQLITE_BUSY', 'sedang dipakai proses lain', 'is in use by another process', true],
  ['SQLITE_FULL', 'tidak dapat bertambah: disk penuh', 'cannot grow: the disk is full', true],
  ['SQLITE_IOERR', 'tidak dapat dibaca atau ditulis', 'cannot be read or written', true],
  ['SQLITE_READONLY', 'tidak boleh ditulis', 'must not be written', false],
  ['SQLITE_CORRUPT', 'rusak; jalankan `sedekah rebuild`', 'is damaged; run `sedekah rebuild`', false],
  ['SQLITE_NOTADB', 'rusak; jalankan `sedekah rebuild`', 'is damaged; run `sedekah rebuild`', false],
];

/** The failure when it is the file's and not the statement's; `undefined` for every other. */
export function sqliteFailure(error: unknown, file: string): ReadModelUnusable | undefined {
  const { code } = Object(error) as { readonly code?: unknown };
  if (typeof code !== 'string') return undefined;
  const found = SENTENCES.find(([beginning]) => code.startsWith(beginning));
  if (!found) return undefined;
  const [, indonesian, english, isPassing] = found;
  return new ReadModelUnusable(`${file} ${indonesian} (${code}). / ${file} ${english}.`, isPassing);
}
