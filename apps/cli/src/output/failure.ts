import {
  EventUnreadable,
  IdempotencyKeyReused,
  LogsDiffer,
  OutcomeUnknown,
  PositionUnknown,
  RevisionConflict,
  StoreUnavailable,
} from '@sedekah/event-store';
import { Rejection } from '@sedekah/ledger';
import {
  ProjectionFailed,
  ReadModelForeign,
  ReadModelOutdated,
  ReadModelUnusable,
  UnknownPosition,
} from '@sedekah/read-model';
import { ConfigError } from '../config';

/** Exit codes: 0 when all is well; 75 and 70 as sysexits.h has them. */
export const EXIT = { refused: 1, usage: 2, bug: 70, tryLater: 75 } as const;

/** The tool itself refuses: what it was asked for is not there, or must not be done. Exit 1. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly code: string,
    readonly sentence: string,
    readonly english: string,
  ) {
    super(`${sentence} / ${english}`);
  }
}

/** An error as the operator sees it. */
export interface Failure {
  readonly exitCode: number;
  readonly code: string;
  readonly message: string;
}

const SQLITE_PASSING: ReadonlySet<string> = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_BUSY_SNAPSHOT']);

/** What an error means for whoever ran the command. Anything nobody expected is a bug. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refused) return { exitCode: EXIT.refused, code: error.code, message: error.message };
  if (error instanceof Rejection) {
    return { exitCode: EXIT.refused, code: error.code, message: `${error.sentence} / ${error.english}` };
  }
  if (error instanceof ConfigError) return { exitCode: EXIT.usage, code: 'setting-invalid', message: error.message };
  if (error instanceof OutcomeUnknown) {
    return {
      exitCode: EXIT.tryLater,
      code: 'outcome-unknown',
      message: `Hasilnya belum pasti; ulangi perintah yang sama. / ${error.message}; run the same command again.`,
    };
  }
  if (error instanceof StoreUnavailable && error.isPassing) {
    return { exitCode: EXIT.tryLater, code: 'store-unavailable', message: error.message };
  }
  if (error instanceof ReadModelUnusable && error.isPassing) {
    return { exitCode: EXIT.tryLater, code: 'read-model-unusable', message: error.message };
  }
  const named = NAMED.find(([type]) => error instanceof type);
  if (named && error instanceof Error) return { exitCode: EXIT.refused, code: named[1], message: error.message };
  return fromTheSystem(error);
}

const NAMED: readonly (readonly [type: abstract new (...args: never[]) => Error, code: string])[] = [
  [StoreUnavailable, 'store-unavailable'],
  [LogsDiffer, 'logs-differ'],
  [EventUnreadable, 'event-unreadable'],
  [PositionUnknown, 'position-unknown'],
  [UnknownPosition, 'position-unknown'],
  [RevisionConflict, 'revision-conflict'],
  [IdempotencyKeyReused, 'idempotency-key-reused'],
  [ReadModelUnusable, 'read-model-unusable'],
  [ReadModelForeign, 'read-model-foreign'],
  [ReadModelOutdated, 'read-model-outdated'],
  [ProjectionFailed, 'projection-failed'],
];

/** Errors of SQLite and of the file system that an operator can do something about. */
function fromTheSystem(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = error instanceof Error ? error.message : String(error);
  if (SQLITE_PASSING.has(code)) {
    return {
      exitCode: EXIT.tryLater,
      code: 'store-busy',
      message: `Berkas sedang dipakai; coba sebentar lagi. / A file is in use; try again in a moment (${code}).`,
    };
  }
  if (code === 'EEXIST') {
    const path = error instanceof Error && 'path' in error ? String(error.path) : reason;
    return {
      exitCode: EXIT.refused,
      code: 'file-exists',
      message: `${path} sudah ada dan tidak ditimpa; pilih nama lain. / ${path} is there already and is not written over; choose another name.`,
    };
  }
  if (
    code.startsWith('SQLITE_') ||
    ['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EISDIR'].includes(code)
  ) {
    return {
      exitCode: EXIT.refused,
      code: 'file-unusable',
      message: `Berkas tidak dapat dipakai (${reason}). / A file cannot be used (${code}).`,
    };
  }
  return {
    exitCode: EXIT.bug,
    code: 'bug',
    message:
      `Kesalahan program: ${reason}. Ulangi dengan --debug dan laporkan. / ` +
      'A bug of the program: repeat with --debug and report it.',
  };
}
