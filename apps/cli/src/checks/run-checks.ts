import { EventUnreadable, StoreUnavailable, type StoredEvent } from '@sedekah/event-store';
import { Progress } from '../output/progress';
import { eventsLoad } from './events-load';
import type { Audit, Check, Finding, Place, Watch } from './check';

/** What came of one check. */
export interface Checked {
  readonly check: Check;
  readonly findings: readonly Finding[];
  /** Beyond those that are kept. */
  readonly more: number;
  /** Why the check could not go on, if it could not. */
  readonly stopped: string | null;
}

/** Nothing was found, and everything was looked at. */
export const isSound = ({ findings, stopped }: Checked): boolean => findings.length === 0 && stopped === null;

/** Findings kept of one check: the first ones say enough. */
const MOST_FINDINGS = 20;

class Findings {
  readonly kept: Finding[] = [];
  more = 0;
  stopped: string | null = null;

  add({ at, sentence, english }: Finding): void {
    if (this.kept.length >= MOST_FINDINGS) this.more += 1;
    else this.kept.push({ ...(at && { at: placeOf(at) }), sentence, english });
  }
}

interface Running {
  readonly watch: Watch;
  readonly findings: Findings;
}

/** Of an event, only where it stands: its data are nobody's business here. */
const placeOf = ({ stream, revision, position, type }: Place): Place => ({ stream, revision, position, type });

/** Runs checks in one pass over the log. */
export async function runChecks(audit: Audit, checks: readonly Check[]): Promise<Checked[]> {
  const running = checks.map((check) => {
    const findings = new Findings();
    return { check, findings, watch: check.start(audit, (finding) => findings.add(finding)) };
  });
  const watching = running.filter(({ watch }) => watch.see);
  const damage = await pass(audit, watching);
  const reporter = watching.find(({ check }) => check === eventsLoad) ?? watching[0];
  if (damage) reporter?.findings.add(damage);
  for (const each of running) await ended(each);
  return running.map(({ check, findings: { kept: findings, more, stopped } }) => ({ check, findings, more, stopped }));
}

/** Shows every event to the watches. @returns the event the log cannot be read at, if there is one */
async function pass({ log }: Audit, watching: readonly Running[]): Promise<Finding | undefined> {
  if (watching.length === 0) return undefined;
  const progress = new Progress('Memeriksa / checking');
  let seen = 0;
  let last: StoredEvent | undefined;
  let unreadable: EventUnreadable | undefined;
  // One event a page from where a larger page failed, so that the one that cannot be read is known.
  for (const pageSize of [500, 1]) {
    try {
      for await (const page of log.readAll({ pageSize, ...after(last) })) {
        for (const event of page) {
          for (const each of watching) shown(event, each);
          last = event;
          progress.at((seen += 1));
        }
      }
      progress.done();
      return undefined;
    } catch (error) {
      if (!(error instanceof EventUnreadable)) throw error;
      unreadable = error;
    }
  }
  return (
    unreadable && {
      at: unreadable.at,
      sentence: 'peristiwa ini bukan JSON dan tidak dapat dibaca',
      english: 'this event is not JSON and cannot be read',
    }
  );
}

/** An event may be so wrong that a check cannot take it: that check ends there, the others go on. */
function shown(event: StoredEvent, { watch, findings }: Running): void {
  if (findings.stopped !== null) return;
  try {
    watch.see?.(event);
  } catch (error) {
    findings.stopped = `${event.stream} #${event.revision} ${event.type}: ${reasonOf(error)}`;
  }
}

/** The same for what a check does after the last event. */
async function ended({ watch, findings }: Running): Promise<void> {
  if (findings.stopped !== null) return;
  try {
    await watch.end?.();
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    findings.stopped = reasonOf(error);
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const after = (last: StoredEvent | undefined) => (last ? { after: last.position } : {});
