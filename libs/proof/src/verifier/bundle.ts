import { manifestText } from '../manifest';
import { MerkleEdge } from '../merkle';
import { differenceFrom } from '../reckoning';
import { sealHash, type SealDocument, type SealStatement, type Signed } from '../seal';
import { checkSeals } from '../seal-chain';
import { hashEvents } from './event-hashes';
import { readStructure, type Structure } from './event-structure';
import { readHead, type BundleHead } from './files';
import { keyChanges, type KeyChange } from './key-changes';
import { NotProved } from './not-proved';
import { group } from './sentences';
import { startHashing } from './second-thread';

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
  /** Keys that were replaced in these events. */
  readonly keyChanges: readonly KeyChange[];
}

export interface VerifyOptions {
  /** Told now and then how many events are done, of how many. */
  readonly onProgress?: (done: number, expected: number) => void;
  /** This program as one file: half of the work is then done by a second thread. */
  readonly workerFile?: string;
}

/** Checks a bundle against its seals, event by event. Memory grows with streams and cover, not with events. @throws NotProved */
export function verifyBundle(folder: string, options: VerifyOptions = {}): BundleVerdict {
  const head = readHead(folder);
  const signed = checkSeals(head.seals);
  if ('code' in signed) throw new NotProved(signed.code, signed.sentence, signed.english);
  checkManifest(head);
  const { streams, keyEvents } = checkEvents(head, options);
  const { ledger, firstOrdinal, lastOrdinal } = head.manifest;
  return {
    ledger,
    firstOrdinal,
    lastOrdinal,
    events: lastOrdinal - firstOrdinal + 1,
    streams,
    seals: head.seals,
    signed,
    isWhole: firstOrdinal === 1,
    keyChanges: keyChanges(ledger, keyEvents, head.seals, signed),
  };
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

/** The passes over the events, compared with what each seal says. */
function checkEvents(head: BundleHead, options: VerifyOptions): Structure {
  const { manifest, seals, eventsFile } = head;
  const { firstOrdinal, lastOrdinal, before } = manifest;
  const due = seals.map(({ seal }) => seal).filter((seal) => seal.firstOrdinal >= firstOrdinal);
  const task = { eventsFile, firstOrdinal, boundaries: due.map((seal) => seal.lastOrdinal) };
  const { onProgress, workerFile } = options;
  const events = lastOrdinal - firstOrdinal + 1;
  const passes = workerFile ? 1 : 2;
  const during = (pass: number) => (done: number) => onProgress?.(Math.floor((pass * events + done) / passes), events);
  const hashing = workerFile ? startHashing(workerFile, task, before) : undefined;
  // The structure names an event where the hashes only say that one is wrong: it is heard first.
  const read = readStructure(task, during(0));
  const eventsRoots = hashing ? hashing.wait() : hashEvents(task, before, during(1));
  onProgress?.(events, events);
  due.forEach((seal, index) => {
    const eventsRoot = eventsRoots[index] ?? '';
    const section = read.sections[index];
    const isSealed = eventsRoot === seal.eventsRoot;
    const difference = !isSealed
      ? 'events'
      : section && differenceFrom(seal, { lastOrdinal: seal.lastOrdinal, eventsRoot, ...section });
    if (difference) throw differs(seal, difference);
  });
  return read;
}

function differs(seal: SealStatement, difference: keyof typeof DIFFERENCES): NotProved {
  const [what, inEnglish] = DIFFERENCES[difference];
  const range = `${group(seal.firstOrdinal)}–${group(seal.lastOrdinal)}`;
  return new NotProved(
    `sealed-${difference}-differ`,
    `${what} sampai segel ${seal.number} (peristiwa ${range}, ${sealHash(seal).slice(0, 16)}…) tidak seperti yang disegel.`,
    `${inEnglish} up to seal ${seal.number} (events ${range}) are not what was sealed.`,
  );
}

const DIFFERENCES = {
  events: ['Peristiwa', 'The events'],
  streams: ['Jumlah peristiwa tiap aliran', 'The numbers of events of the streams'],
  cover: ['Perlindungan', 'The cover'],
} as const;
