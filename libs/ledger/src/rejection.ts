import type { RejectionCode } from './rejection-codes';

/**
 * A rule refuses a command: a state of the world with a documented code (docs/rejections.md), a sentence for the
 * officer in Indonesian and one in English, and the numbers that matter. Never holds personal data.
 */
export class Rejection extends Error {
  override readonly name = 'Rejection';

  constructor(
    readonly code: RejectionCode,
    /** Indonesian: what happened and what to do. */
    readonly sentence: string,
    /** The same in English. */
    readonly english: string,
    /** Field of the command it is about, and numbers, all as strings. */
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(`${code}: ${sentence}`);
  }
}

/** A refusal that speaks of the field `from` as the one that its sender calls `to`; anything else as it is. */
export function renamed(error: unknown, from: string, to: string): unknown {
  if (!(error instanceof Rejection) || error.details['field'] !== from) return error;
  return new Rejection(error.code, error.sentence, error.english, { ...error.details, field: to });
}
