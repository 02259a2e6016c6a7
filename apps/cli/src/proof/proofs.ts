import { canonicalEvent, type EventStore, type StoredEvent } from '@sedekah/event-store';
import { InclusionPaths, type NoCoverProof, type PaymentProof, type SealDocument } from '@sedekah/proof';
import type { Config } from '../config';
import { Refused } from '../output/failure';
import { Progress } from '../output/progress';
import { LogPass, passOver } from './log-pass';
import { pagesWithout, type WorkerMonth } from './pages-without';

/** What a payment's own events are called. */
const PAYMENT_EVENTS: ReadonlySet<string> = new Set([
  'PaymentRecorded',
  'PaymentVerified',
  'PaymentRejected',
  'PaymentReversed',
  'PaymentChargedBack',
]);

/** Reads the log up to the seal again. @throws Refused when it is not what was sealed: nothing can be proved from it */
async function sealedLog(
  config: Config,
  log: EventStore,
  sealed: SealDocument,
  see: (event: StoredEvent, hash: Buffer) => void,
): Promise<LogPass> {
  const { lastOrdinal, number } = sealed.seal;
  const pass = new LogPass(config, [sealed]);
  const progress = new Progress('Membuktikan / proving', lastOrdinal);
  await passOver(log, pass, lastOrdinal, (event, hash, ordinal) => {
    see(event, hash);
    progress.at(ordinal);
  });
  progress.done();
  if (pass.breaches.length === 0) return pass;
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
  const { lastOrdinal, number } = sealed.seal;
  const found: string[] = [];
  const paths = new InclusionPaths(lastOrdinal);
  await sealedLog(config, log, sealed, (event, hash) => {
    const isOfPayment =
      PAYMENT_EVENTS.has(event.type) && (event.data as { paymentId?: string }).paymentId === paymentId;
    if (isOfPayment) found.push(canonicalEvent(event));
    paths.add(hash, isOfPayment);
  });
  if (found.length === 0) {
    throw new Refused(
      'payment-not-sealed',
      `Setoran ${paymentId} tidak ada dalam catatan sampai segel ${number}. Periksa nomornya, atau segel lagi.`,
      `Payment ${paymentId} is not in the log up to seal ${number}. Check the id, or seal again.`,
    );
  }
  const events = paths.paths().map((path, place) => ({ event: found[place] ?? '', ...path }));
  return { format: 'sedekah-payment-proof-1', paymentId, events, sealed };
}

/** That a worker has no cover in a month, as sealed. @throws Refused when the worker has */
export async function proveNoCover(
  config: Config,
  log: EventStore,
  sealed: SealDocument,
  asked: WorkerMonth,
): Promise<NoCoverProof> {
  const { reckoning } = await sealedLog(config, log, sealed, () => undefined);
  const pages = pagesWithout(reckoning.cover, asked);
  if (pages) return { format: 'sedekah-no-cover-proof-1', ...asked, pages, sealed };
  throw new Refused(
    'worker-covered',
    `Pekerja ${asked.worker} TERLINDUNGI pada ${asked.month} menurut segel ${sealed.seal.number}.`,
    `Worker ${asked.worker} HAS cover in ${asked.month} by seal ${sealed.seal.number}.`,
  );
}
