import type { ExpectedRevision, Position, Revision } from './port';

/** Someone else appended first. */
export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: Revision | 'no-stream',
  ) {
    super(`stream ${stream} is at revision ${actual}, not at ${expected}`);
  }
}

/** Refused before sending: the append is larger than LARGEST_APPEND_BYTES. */
export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';
}

/** Refused before sending: data or metadata is not plain JSON. */
export class NotJson extends Error {
  override readonly name = 'NotJson';
}

/** The store may or may not have taken the append: repeat it with the same ids at the same expected revision. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  constructor(
    message: string,
    /** The command to send again, where one is known. */
    readonly commandId?: string,
  ) {
    super(message);
  }
}

/** The store cannot be reached or refuses us; nothing was stored. The message says what to check, without secrets. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  constructor(
    message: string,
    /** Nobody has to change anything for it to come back: trying later makes sense. */
    readonly isPassing = false,
  ) {
    super(message);
  }
}

/** The fault lies with the store: the same request may be taken later, or has been taken already. */
export const isStoreFailure = (error: unknown): error is OutcomeUnknown | StoreUnavailable =>
  error instanceof OutcomeUnknown || error instanceof StoreUnavailable;

/** Two logs that should be one are not: a finding about what was copied, never a fault of whoever asked. */
export class LogsDiffer extends Error {
  override readonly name = 'LogsDiffer';
}

/** What the store holds at this place is no event: its data or metadata is not JSON. Somebody changed it. */
export class EventUnreadable extends Error {
  override readonly name = 'EventUnreadable';
  constructor(
    readonly at: {
      readonly stream: string;
      readonly revision: Revision;
      readonly position: Position;
      readonly type: string;
    },
  ) {
    const place = `${at.stream} #${at.revision} ${at.type} (${at.position})`;
    super(
      `Peristiwa ${place} bukan JSON: diubah di luar program. Jalankan \`sedekah check\`; pulihkan dari cadangan. / ` +
        `The event ${place} is not JSON: it was changed outside the program. Run \`sedekah check\`; restore a backup.`,
    );
  }
}

/** A command id that this stream already knows came again with another input. */
export class IdempotencyKeyReused extends Error {
  override readonly name = 'IdempotencyKeyReused';
  constructor(
    readonly stream: string,
    readonly commandId: string,
  ) {
    super(`command ${commandId} is already in ${stream} with another input`);
  }
}

/**
 * The log has no event at this position: it is another log, or was restored from an older copy. What was derived up to
 * there must be rebuilt.
 */
export class PositionUnknown extends Error {
  override readonly name = 'PositionUnknown';
  constructor() {
    super(
      'Catatan tidak memuat posisi yang diminta: catatan ini lain, atau dipulihkan dari cadangan lama; bangun ulang ' +
        'dengan "sedekah rebuild". / The log has no such position: it is another log, or was restored from an older ' +
        'backup; run "sedekah rebuild".',
    );
  }
}
