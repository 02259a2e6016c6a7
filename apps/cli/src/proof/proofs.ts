import { canonicalEvent, type EventStore, type StoredEvent } from '@sedekah/event-store';
import {
  compareCover,
  coverLeafHash,
  inclusionPath,
  HASH_BYTES,
  type CoverLeaf,
  type NoCoverProof,
  type PaymentProof,
  type ProvenCover,
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
  const leaves = [...pass.reckoning.cover.leaves()];
  // In order, so the first that does not stand before what is asked for is the one to its right.
  const found = leaves.findIndex((leaf) => compareCover(leaf, asked) >= 0);
  const right = found === -1 ? leaves.length : found;
  const next = leaves[right];
  if (next && compareCover(next, asked) === 0) {
    throw new Refused(
      'worker-covered',
      `Pekerja ${asked.worker} TERLINDUNGI pada ${asked.month} menurut segel ${sealed.seal.number}.`,
      `Worker ${asked.worker} HAS cover in ${asked.month} by seal ${sealed.seal.number}.`,
    );
  }
  const sides = { left: provenCover(leaves, right - 1), right: provenCover(leaves, right) };
  return { format: 'sedekah-no-cover-proof-1', ...asked, ...sides, sealed };
}

function provenCover(leaves: readonly CoverLeaf[], index: number): ProvenCover | null {
  const leaf = leaves[index];
  if (!leaf) return null;
  const leafAt = (each: number): Buffer => {
    const other = leaves[each];
    if (!other) throw new RangeError(`no leaf ${each}`);
    return coverLeafHash(other);
  };
  return { leaf, index, path: inclusionPath(index, leaves.length, leafAt) };
}
