import { LogsDiffer, StoreUnavailable } from './errors';
import { canonicalEvent, digestLog, type LogDigest } from './log-digest';
import { LARGEST_APPEND_BYTES, type EventStore, type StoredEvent } from './port';

export interface CopyProgress {
  /** Events that were there already. */
  readonly found: number;
  /** Events copied in this run. */
  readonly copied: number;
  /** Events copied per second of this run so far. */
  readonly perSecond: number;
}

export interface CopyReport extends LogDigest, CopyProgress {}

export interface CopyOptions {
  readonly onProgress?: (progress: CopyProgress) => void;
}

/** Events of one append; with LARGEST_APPEND_BYTES, whichever comes first. */
const MOST_EVENTS = 500;

/**
 * Copies a whole ledger in its total order, one append after another, then reads both logs again and proves them equal:
 * number of events and streams, and a hash over canonical events. Run again after an interruption, it goes on where it
 * stopped. What is appended to `from` meanwhile is not copied. Nobody else may write to `to`.
 *
 * @throws StoreUnavailable when `to` holds anything else than a beginning of `from`; nothing has been written then.
 * @throws LogsDiffer when both are not equal afterwards
 */
export async function copyLog(from: EventStore, to: EventStore, { onProgress }: CopyOptions = {}): Promise<CopyReport> {
  const found = await countCommonBeginning(from, to);
  const began = performance.now();
  let copied = 0;
  const progress = (): CopyProgress => {
    const seconds = (performance.now() - began) / 1_000;
    return { found, copied, perSecond: seconds > 0 ? Math.round(copied / seconds) : 0 };
  };
  let toSkip = found;
  for await (const page of from.readAll()) {
    const rest = page.slice(toSkip);
    toSkip = Math.max(0, toSkip - page.length);
    for (const run of runsOf(rest)) {
      const [first] = run;
      if (first === undefined) continue;
      await to.append(first.stream, run, first.revision === 0n ? 'no-stream' : first.revision - 1n);
      copied += run.length;
    }
    if (rest.length > 0) onProgress?.(progress());
  }
  const [source, target] = [await digestLog(from.readAll(), found + copied), await digestLog(to.readAll())];
  if (source.digest !== target.digest || source.events !== target.events) {
    throw new LogsDiffer(
      `Salinan tidak sama: ${source.events} peristiwa dengan hash ${source.digest} menjadi ${target.events} dengan ` +
        `${target.digest}. Apakah ada yang lain menulis ke tujuan? Salin lagi ke tujuan yang kosong. / The copy is not ` +
        `equal: ${source.events} events with hash ${source.digest} became ${target.events} with ${target.digest}. Did ` +
        'somebody else write to the target? Copy again into an empty one.',
    );
  }
  return { ...target, ...progress() };
}

/** How many events both logs begin with in common. @throws StoreUnavailable unless that is all of `to` */
async function countCommonBeginning(from: EventStore, to: EventStore): Promise<number> {
  const source = eventsOf(from);
  let count = 0;
  for await (const event of eventsOf(to)) {
    const { value } = await source.next();
    if (value === undefined || canonicalEvent(value) !== canonicalEvent(event)) {
      await source.return(undefined);
      throw new StoreUnavailable(
        `Tujuan salinan sudah berisi hal lain (peristiwa ${count + 1}, aliran ${event.stream}); pakai tujuan yang kosong. / ` +
          `The target of the copy holds something else (event ${count + 1}, stream ${event.stream}); use an empty one.`,
      );
    }
    count++;
  }
  await source.return(undefined);
  return count;
}

async function* eventsOf(store: EventStore): AsyncGenerator<StoredEvent, undefined> {
  for await (const page of store.readAll()) yield* page;
  return undefined;
}

/** Neighbours of one stream, as many as one append takes: the total order stays as it is. */
function* runsOf(events: readonly StoredEvent[]): Generator<readonly StoredEvent[]> {
  let run: StoredEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = event.type.length + jsonBytes(event.data) + jsonBytes(event.metadata);
    const isFull = run.length >= MOST_EVENTS || bytes + size > LARGEST_APPEND_BYTES;
    if (run.length > 0 && (isFull || run[0]?.stream !== event.stream || run.some(({ id }) => id === event.id))) {
      yield run;
      run = [];
      bytes = 0;
    }
    run.push(event);
    bytes += size;
  }
  if (run.length > 0) yield run;
}

function jsonBytes(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}
