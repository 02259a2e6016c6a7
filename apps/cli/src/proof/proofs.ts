import { canonicalEvent, type EventStore, type StoredEvent } from '@sedekah/event-store';
import {
  compareCover,
  inclusionPath,
  HASH_BYTES,
  pageHash,
  type CoverEntry,
  type NoCoverProof,
  type PaymentProof,
  type ProvenPage,
  type SealDocument,
} from '@sedekah/proof';
import type { Config } from '../config';
import { Refused } from '../output/failure';
import { Progress } from '../output/progress';
import { LogPass, passOver } from './log-pass';

/** What a payment's own events are called. */
const PAYMENT_EVENTS: ReadonlySet<string> = new Set([
  'PaymentRecorded',
  'PaymentVerified',
  'PaymentRejected',
  'PaymentReversed',
  'PaymentChargedBack',
]);

/** A sealed log as it is now, which is as it was sealed. */
interface Sealed {
  readonly pass: LogPass;
  /** Hashes of all events, 32 bytes each. */
  readonly leaves: Buffer;
}

/** Reads the log up to the seal again. @throws Refused when it is not what was sealed: nothing can be proved from it */
async function sealedLog(
  config: Config,
  log: EventStore,
  sealed: SealDocument,
  see: (event: StoredEvent, index: number) => void,
): Promise<Sealed> {
  const { lastOrdinal, number } = sealed.seal;
  const pass = new LogPass(config, [sealed]);
  const leaves = Buffer.alloc(lastOrdinal * HASH_BYTES);
  const progress = new Progress('Membuktikan / proving', lastOrdinal);
  await passOver(log, pass, lastOrdinal, (event, hash, ordinal) => {
    hash.copy(leaves, (ordinal - 1) * HASH_BYTES);
    see(event, ordinal - 1);
    progress.at(ordinal);
  });
  progress.done();
  if (pass.breaches.length === 0) return { pass, leaves };
  throw new Refused(
    'sealed-events-differ',
    `Tidak dapat dibuktikan: catatan sampai segel ${number} tidak seperti yang disegel. Jalankan \`sedekah check seals-verify\`.`,
    `It cannot be proved: the log up to seal ${number} is not what was sealed. Run \`sedekah check seals-verify\`.`,
  );
}

/** That a payment is in the sealed log, with everything that happened to it up to the seal. @throws Refused */
export async function provePayment(
  config: Config,
  log: EventStore,
  sealed: SealDocument,
  paymentId: string,
): Promise<PaymentProof> {
  const found: { event: string; index: number }[] = [];
  const { leaves } = await sealedLog(config, log, sealed, (event, index) => {
    const isOfPayment =
      PAYMENT_EVENTS.has(event.type) && (event.data as { paymentId?: string }).paymentId === paymentId;
    if (isOfPayment) found.push({ event: canonicalEvent(event), index });
  });
  const { lastOrdinal, number } = sealed.seal;
  if (found.length === 0) {
    throw new Refused(
      'payment-not-sealed',
      `Setoran ${paymentId} tidak ada dalam catatan sampai segel ${number}. Periksa nomornya, atau segel lagi.`,
      `Payment ${paymentId} is not in the log up to seal ${number}. Check the id, or seal again.`,
    );
  }
  const leafAt = (index: number) => leaves.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  const events = found.map(({ event, index }) => ({ event, index, path: inclusionPath(index, lastOrdinal, leafAt) }));
  return { format: 'sedekah-payment-proof-1', paymentId, events, sealed };
}

/** That a worker has no cover in a month, as sealed. @throws Refused when the worker has */
export async function proveNoCover(
  config: Config,
  log: EventStore,
  sealed: SealDocument,
  asked: { readonly worker: string; readonly month: string },
): Promise<NoCoverProof> {
  const { pass } = await sealedLog(config, log, sealed, () => undefined);
  const pages = [...pass.reckoning.cover.pages()];
  if (pages.some((page) => page.some((entry) => compareCover(entry, asked) === 0))) {
    throw new Refused(
      'worker-covered',
      `Pekerja ${asked.worker} TERLINDUNGI pada ${asked.month} menurut segel ${sealed.seal.number}.`,
      `Worker ${asked.worker} HAS cover in ${asked.month} by seal ${sealed.seal.number}.`,
    );
  }
  const around = pagesAround(pages, asked).map((index) => provenPage(pages, index));
  return { format: 'sedekah-no-cover-proof-1', ...asked, pages: around, sealed };
}

/** The page in which the worker would stand; where that is between two pages, both. */
function pagesAround(pages: readonly (readonly CoverEntry[])[], asked: Omit<CoverEntry, 'units'>): number[] {
  const after = pages.findIndex((page) => page.some((entry) => compareCover(entry, asked) > 0));
  if (after === -1) return pages.length === 0 ? [] : [pages.length - 1];
  const [first] = pages[after] ?? [];
  const isBetween = after > 0 && first !== undefined && compareCover(asked, first) < 0;
  return isBetween ? [after - 1, after] : [after];
}

function provenPage(pages: readonly (readonly CoverEntry[])[], index: number): ProvenPage {
  const path = inclusionPath(index, pages.length, (each) => pageHash(pages[each] ?? []));
  return { entries: pages[index] ?? [], index, path };
}
