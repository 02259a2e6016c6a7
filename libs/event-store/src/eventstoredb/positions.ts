import type { Position } from '../port';

/** Place of an event in `$all`, as the server counts. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** Digits of the largest unsigned 64-bit number. */
const DIGITS = 20;

/** Both numbers, since the commit position alone has lost events in filtered reads; padded, so that it compares as a string. */
export function positionText({ commit, prepare }: LogPosition): Position {
  return `${String(commit).padStart(DIGITS, '0')}-${String(prepare).padStart(DIGITS, '0')}`;
}

/** @throws Error when the text is no position of an EventStoreDB log. */
export function logPosition(position: Position): LogPosition {
  const [, commit, prepare] = /^(\d{20})-(\d{20})$/.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) throw new Error(`"${position}" is no position of EventStoreDB`);
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}
