import { COVER_EVENTS } from '../cover-book';
import { manifestText } from '../manifest';
import { differenceFrom, Reckoning } from '../reckoning';
import { sealHash, type SealDocument, type Signed } from '../seal';
import { checkSeals } from '../seal-chain';
import { HASH_BYTES, hashInto } from '../sha256';
import { eventHead } from './event-head';
import { readHead, type BundleHead } from './files';
import { eachLine } from './lines';
import { NotProved } from './not-proved';
import { MerkleEdge } from '../merkle';

/** What came of a bundle that holds. */
export interface BundleVerdict {
  readonly ledger: string;
  readonly firstOrdinal: number;
  readonly lastOrdinal: number;
  readonly events: number;
  readonly streams: number;
  readonly seals: readonly SealDocument[];
  readonly signed: readonly Signed[];
  /** The log is there from its first event: what the seals say of streams and cover was reckoned again. */
  readonly isWhole: boolean;
}

export type OnProgress = (done: number, expected: number) => void;

/** How often progress is told. */
const PROGRESS_EVERY = 16_384;

/** Checks a bundle against its seals, event by event. Memory grows with streams and cover, not with events. @throws NotProved */
export function verifyBundle(folder: string, onProgress: OnProgress = () => undefined): BundleVerdict {
  const head = readHead(folder);
  const signed = checkSeals(head.seals);
  if ('code' in signed) throw new NotProved(signed.code, signed.sentence, signed.english);
  checkManifest(head);
  const { streams } = new EventPass(head, onProgress).run();
  const { ledger, firstOrdinal, lastOrdinal } = head.manifest;
  const isWhole = firstOrdinal === 1;
  const events = lastOrdinal - firstOrdinal + 1;
  return { ledger, firstOrdinal, lastOrdinal, events, streams, seals: head.seals, signed, isWhole };
}

/** Every word of the manifest must follow from the other files. */
function checkManifest(head: BundleHead): void {
  const { manifest, seals, sealsHash, eventsBytes } = head;
  const { ledger, firstOrdinal, before } = manifest;
  const [first, last] = [seals[0]?.seal, seals.at(-1)?.seal];
  const due = { ledger: last?.ledger ?? '', firstOrdinal, lastOrdinal: last?.lastOrdinal ?? 0, before };
  if (manifestText(seals, { ...due, eventsBytes, sealsHash }) !== head.manifestText) {
    throw new NotProved(
      'manifest-differs',
      'Daftar isi tidak cocok dengan isi bundel: ada yang dibuang, ditambah atau diubah.',
      'The manifest does not fit what is in the bundle: something was taken out, added or changed.',
    );
  }
  // The seal that a later part goes on from is in the bundle too.
  const beginsAt = firstOrdinal === 1 ? first?.firstOrdinal === 1 : first?.lastOrdinal === firstOrdinal - 1;
  if (!beginsAt || ledger !== last?.ledger) {
    throw new NotProved(
      'seal-missing',
      'Segel yang mendahului peristiwa pertama tidak ada dalam bundel.',
      'The seal before the first event is not in the bundle.',
    );
  }
  if (firstOrdinal > 1 && rootBefore(firstOrdinal - 1, before) !== first?.eventsRoot) {
    throw new NotProved(
      'beginning-differs',
      'Awal bundel tidak menyambung segel sebelumnya.',
      'The beginning of the bundle does not follow the seal before it.',
    );
  }
}

function rootBefore(count: number, edge: readonly string[]): string | undefined {
  try {
    return MerkleEdge.from(count, edge).root().toString('hex');
  } catch {
    return undefined;
  }
}

const LEAF = 0x00;

/** One pass over the events. */
class EventPass {
  private readonly reckoning: Reckoning;
  private readonly due: SealDocument[];
  private readonly first: number;
  private readonly leaf = Buffer.alloc(HASH_BYTES);
  private ordinal: number;

  constructor(
    private readonly head: BundleHead,
    private readonly onProgress: OnProgress,
  ) {
    const { firstOrdinal, before } = head.manifest;
    this.first = firstOrdinal;
    this.ordinal = firstOrdinal - 1;
    this.reckoning = new Reckoning(MerkleEdge.from(firstOrdinal - 1, before));
    this.due = head.seals.filter(({ seal }) => seal.firstOrdinal >= firstOrdinal);
  }

  run(): { streams: number } {
    const { eventsFile, manifest } = this.head;
    eachLine(eventsFile, (buffer, start, end) => this.take(buffer, start, end));
    if (this.ordinal === manifest.lastOrdinal && this.due.length === 0) return { streams: this.reckoning.streams.size };
    throw new NotProved(
      'events-missing',
      `Bundel berisi peristiwa sampai ${this.ordinal}, seharusnya sampai ${manifest.lastOrdinal}.`,
      `The bundle holds events up to ${this.ordinal} where it should reach ${manifest.lastOrdinal}.`,
    );
  }

  private take(buffer: Buffer, start: number, end: number): void {
    const { reckoning, leaf } = this;
    this.ordinal++;
    if (this.due.length === 0) throw this.added();
    const { stream, revision, type } = eventHead(buffer, start, end, this.ordinal);
    const isFirst = this.first > 1 && !reckoning.streams.has(stream);
    const dueRevision = reckoning.streams.see(stream, revision);
    if (dueRevision !== undefined && !isFirst) throw this.outOfOrder(stream, revision, dueRevision);
    if (this.first === 1 && COVER_EVENTS.has(type)) this.takeCover(type, buffer.subarray(start, end));
    // The line is not copied: the byte before it, a newline that has been read, marks it as a leaf.
    buffer[start - 1] = LEAF;
    hashInto(leaf, 0, buffer.subarray(start - 1, end));
    reckoning.edge.add(leaf);
    if (this.ordinal === this.due[0]?.seal.lastOrdinal) this.compare(this.due.shift());
    if (this.ordinal % PROGRESS_EVERY === 0) {
      this.onProgress(this.ordinal - this.first + 1, this.head.manifest.lastOrdinal - this.first + 1);
    }
  }

  private takeCover(type: string, line: Buffer): void {
    try {
      const event = JSON.parse(line.toString()) as readonly unknown[];
      this.reckoning.cover.see(type, event[4]);
    } catch {
      throw new NotProved(
        'event-malformed',
        `Peristiwa ${this.ordinal} tidak berbentuk peristiwa: rusak atau diubah.`,
        `Event ${this.ordinal} has not the form of an event: damaged or changed.`,
      );
    }
  }

  private compare(document: SealDocument | undefined): void {
    if (!document) return;
    const { seal } = document;
    const difference =
      this.first === 1
        ? differenceFrom(seal, this.reckoning.result())
        : this.reckoning.edge.root().toString('hex') === seal.eventsRoot
          ? undefined
          : 'events';
    if (difference === undefined) return;
    const [what, inEnglish] = DIFFERENCES[difference];
    const range = `${seal.firstOrdinal}–${seal.lastOrdinal}`;
    throw new NotProved(
      `sealed-${difference}-differ`,
      `${what} sampai segel ${seal.number} (peristiwa ${range}, ${sealHash(seal).slice(0, 16)}…) tidak seperti yang disegel.`,
      `${inEnglish} up to seal ${seal.number} (events ${range}) are not what was sealed.`,
    );
  }

  private added(): NotProved {
    return new NotProved(
      'event-added',
      `Peristiwa ${this.ordinal} berada sesudah segel terakhir: ditambahkan.`,
      `Event ${this.ordinal} stands after the last seal: it was added.`,
    );
  }

  private outOfOrder(stream: string, revision: number, due: number): NotProved {
    return new NotProved(
      'revision-out-of-order',
      `Peristiwa ${this.ordinal}: aliran ${stream} meloncat ke revisi ${revision}, seharusnya ${due}.`,
      `Event ${this.ordinal}: stream ${stream} jumps to revision ${revision} where ${due} is due.`,
    );
  }
}

const DIFFERENCES = {
  events: ['Peristiwa', 'The events'],
  streams: ['Jumlah peristiwa tiap aliran', 'The numbers of events of the streams'],
  cover: ['Perlindungan', 'The cover'],
} as const;
