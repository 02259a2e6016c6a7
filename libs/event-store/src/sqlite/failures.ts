import { isStoreFailure, OutcomeUnknown, RevisionConflict, StoreUnavailable } from '../errors';

/** Code of an error of SQLite (`SQLITE_…`), undefined for any other error. */
export function sqliteCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined;
}

/** The file itself is no whole database. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB');
}

/**
 * What an error of SQLite means for the caller, as an error of the port. `committing`: it came while committing, so that
 * an I/O error leaves open whether the disk has the transaction.
 */
export function sqliteFailure(error: unknown, file: string, committing = false): Error {
  const code = sqliteCode(error);
  if (code === undefined) return error instanceof Error ? error : new Error(String(error));
  if (code === 'SQLITE_FULL') {
    return new StoreUnavailable(
      `Disk untuk ${file} penuh; kosongkan ruang lalu ulangi. Tidak ada yang tercatat. / ` +
        `The disk of ${file} is full; free some space and repeat. Nothing was recorded.`,
    );
  }
  if (isDamage(error)) {
    return new StoreUnavailable(
      `Berkas ${file} rusak (${code}); pulihkan dari cadangan dengan "sedekah restore". / ` +
        `${file} is damaged (${code}); restore it from a backup with "sedekah restore".`,
    );
  }
  if (committing && code.startsWith('SQLITE_IOERR')) {
    return new OutcomeUnknown(`the disk of ${file} failed while committing (${code})`);
  }
  if (code === 'SQLITE_CANTOPEN' || code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') {
    return new StoreUnavailable(
      `Berkas ${file} tidak dapat dibuka (${code}); periksa folder dan izinnya. / ` +
        `${file} cannot be opened (${code}); check the folder and its permissions.`,
    );
  }
  return new StoreUnavailable(
    `Berkas ${file} tidak dapat dipakai saat ini (${code}). / ${file} cannot be used at the moment (${code}).`,
  );
}

/** An error of the port as plain data, to cross from the writer's thread to the caller's. */
export type SentFailure =
  | {
      readonly name: 'RevisionConflict';
      readonly stream: string;
      readonly expected: bigint | 'no-stream';
      readonly actual: bigint | 'no-stream';
    }
  | { readonly name: 'OutcomeUnknown' | 'StoreUnavailable' | 'Error'; readonly message: string };

export function sendable(error: Error): SentFailure {
  if (error instanceof RevisionConflict) {
    return { name: 'RevisionConflict', stream: error.stream, expected: error.expected, actual: error.actual };
  }
  const name = isStoreFailure(error) ? error.name : 'Error';
  return { name, message: error.message };
}

export function received(failure: SentFailure): Error {
  switch (failure.name) {
    case 'RevisionConflict':
      return new RevisionConflict(failure.stream, failure.expected, failure.actual);
    case 'OutcomeUnknown':
      return new OutcomeUnknown(failure.message);
    case 'StoreUnavailable':
      return new StoreUnavailable(failure.message);
    case 'Error':
      return new Error(failure.message);
  }
}
