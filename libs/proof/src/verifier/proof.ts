import { compareCover, PAGE_ENTRIES, pageHash, type CoverEntry } from '../cover-book';
import { rootByPath } from '../inclusion';
import { leafHash } from '../merkle';
import type { NoCoverProof, PaymentProof, ProofDocument, ProvenEvent, ProvenPage } from '../proof-documents';
import { isSealDocument, type SealDocument, type Signed } from '../seal';
import { checkSeals } from '../seal-chain';
import { isHash } from '../sha256';
import { readCanonical, readText } from './files';
import { NotProved } from './not-proved';

/** A proof that holds. */
export interface ProofVerdict {
  readonly proof: ProofDocument;
  readonly sealed: SealDocument;
  readonly signed: Signed;
  /** The events that were proved to be in the log, in its order. */
  readonly events: readonly { readonly ordinal: number; readonly type: string; readonly data: unknown }[];
}

/** @throws NotProved */
export function verifyProof(file: string): ProofVerdict {
  const text = readText(file);
  const value = readCanonical(text.endsWith('\n') ? text.slice(0, -1) : text, file);
  if (!isProof(value)) {
    throw new NotProved(
      'proof-malformed',
      `${file} bukan bukti yang dikenal.`,
      `${file} is no proof this program knows.`,
    );
  }
  const { sealed } = value;
  const signed = checkSeals([sealed]);
  if ('code' in signed) throw new NotProved(signed.code, signed.sentence, signed.english);
  const [signers] = signed;
  if (!signers) throw new Error('a seal was checked and nobody knows who signed it');
  if (value.format === 'sedekah-payment-proof-1') return { proof: value, sealed, signed: signers, events: paid(value) };
  checkNoCover(value);
  return { proof: value, sealed, signed: signers, events: [] };
}

const fails = (sentence: string, english: string) => new NotProved('proof-fails', sentence, english);

function paid({ paymentId, events, sealed }: PaymentProof) {
  const { eventsRoot, lastOrdinal } = sealed.seal;
  let before = -1;
  const proved = events.map(({ event, index, path }) => {
    if (rootByPath(leafHash(event), index, lastOrdinal, path)?.toString('hex') !== eventsRoot || index <= before) {
      throw fails(
        `Peristiwa ${index + 1} tidak ada dalam catatan yang disegel seperti tertulis di sini.`,
        `Event ${index + 1} does not stand in the sealed log as it is written here.`,
      );
    }
    before = index;
    const [, , , type, data] = JSON.parse(event) as [string, string, string, string, { paymentId?: string }];
    if (data.paymentId !== paymentId) {
      throw fails(
        `Peristiwa ${index + 1} bukan tentang setoran ${paymentId}.`,
        `Event ${index + 1} is not about the payment ${paymentId}.`,
      );
    }
    return { ordinal: index + 1, type, data };
  });
  if (proved.some(({ type }) => type === 'PaymentRecorded')) return proved;
  throw fails(`Pencatatan setoran ${paymentId} tidak ada.`, `The recording of payment ${paymentId} is not there.`);
}

function checkNoCover({ worker, month, pages, sealed }: NoCoverProof): void {
  const { root, entries } = sealed.seal.cover;
  const count = Math.ceil(entries / PAGE_ENTRIES);
  for (const page of pages) {
    const isLast = page.index === count - 1;
    const length = isLast ? entries - page.index * PAGE_ENTRIES : PAGE_ENTRIES;
    const leads = rootByPath(pageHash(page.entries), page.index, count, page.path)?.toString('hex') === root;
    if (!leads || page.entries.length !== length) {
      throw fails('Halaman dalam bukti tidak ada dalam segel.', 'A page of the proof is not in the seal.');
    }
  }
  const shown = pages.flatMap((page) => page.entries);
  const asked = { month, worker };
  const [first, last] = [pages[0], pages.at(-1)];
  const follow = pages.every(({ index }, place) => index === (first?.index ?? 0) + place);
  // The list is sorted: whoever is not where they would stand is not in it. Pages show what stands on both sides.
  const beginsBefore = first === undefined ? entries === 0 : first.index === 0 || isBefore(first.entries[0], asked);
  const endsAfter =
    last === undefined ? entries === 0 : last.index === count - 1 || isBefore(asked, last.entries.at(-1));
  const isSorted = shown.every((entry, place) => place === 0 || isBefore(shown[place - 1], entry));
  const isCovered = shown.some((entry) => compareCover(entry, asked) === 0);
  if (follow && isSorted && beginsBefore && endsAfter && !isCovered) return;
  throw fails(
    `Bukti tidak menunjukkan bahwa ${worker} tanpa perlindungan pada ${month}.`,
    `The proof does not show that ${worker} has no cover in ${month}.`,
  );
}

type Asked = Omit<CoverEntry, 'units'>;
const isBefore = (left: Asked | undefined, right: Asked | undefined): boolean =>
  left !== undefined && right !== undefined && compareCover(left, right) < 0;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isPath = (value: unknown): boolean =>
  Array.isArray(value) && value.every((level) => Array.isArray(level) && level.every(isHash));

function isProof(value: unknown): value is ProofDocument {
  if (!isObject(value) || !isSealDocument(value['sealed'])) return false;
  if (value['format'] === 'sedekah-payment-proof-1') {
    const { events, paymentId } = value;
    return typeof paymentId === 'string' && Array.isArray(events) && events.every((each) => isProvenEvent(each));
  }
  const { worker, month, pages } = value;
  return (
    value['format'] === 'sedekah-no-cover-proof-1' &&
    typeof worker === 'string' &&
    typeof month === 'string' &&
    Array.isArray(pages) &&
    pages.every((page) => isProvenPage(page))
  );
}

function isProvenEvent(value: unknown): value is ProvenEvent {
  if (!isObject(value) || !isPath(value['path']) || typeof value['event'] !== 'string') return false;
  try {
    const event: unknown = JSON.parse(value['event']);
    return Array.isArray(event) && typeof event[3] === 'string' && isObject(event[4]);
  } catch {
    return false;
  }
}

function isProvenPage(value: unknown): value is ProvenPage {
  if (!isObject(value) || !isPath(value['path']) || !Array.isArray(value['entries'])) return false;
  return value['entries'].every(
    (entry: unknown) =>
      isObject(entry) &&
      typeof entry['month'] === 'string' &&
      typeof entry['worker'] === 'string' &&
      typeof entry['units'] === 'number',
  );
}
