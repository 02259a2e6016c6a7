import { setTimeout as delay } from 'node:timers/promises';
import type { Verdict } from './failures';

/** How a call ended: with its result, or with the verdict on its last failure and whether any attempt may have been taken. */
export type Outcome<Result> =
  | { readonly isDone: true; readonly result: Result }
  | { readonly isDone: false; readonly verdict: Verdict; readonly mayBeStored: boolean };

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/** Tries again, with growing pauses, what may succeed: until a result, a verdict that stays, or `patienceMs` are over. */
export async function persist<Result>(
  attempt: () => Promise<Result>,
  judge: (failure: unknown) => Verdict,
  patienceMs: number,
  signal: AbortSignal,
): Promise<Outcome<Result>> {
  const until = Date.now() + patienceMs;
  let mayBeStored = false;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return { isDone: true, result: await attempt() };
    } catch (failure) {
      const verdict = judge(failure);
      if (verdict.kind === 'unknown') mayBeStored = true;
      const isFinal = verdict.kind !== 'unknown' && verdict.kind !== 'not-sent';
      if (isFinal || signal.aborted || Date.now() + pauseMs > until) return { isDone: false, verdict, mayBeStored };
    }
    // Closing the store ends the pause early, and the next failure is the last.
    await delay(pauseMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }
}
