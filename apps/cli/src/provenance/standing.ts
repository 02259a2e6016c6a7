import type { StoredEvent } from '@sedekah/event-store';
import type { Month } from '@sedekah/ledger';
import type { Attempt, SponsoredMonth } from './worker-month';

/** How far the chain reaches, or where it is broken. */
export interface Standing {
  readonly code: StandingCode;
  readonly sentence: string;
  readonly english: string;
}

const SENTENCES = {
  covered: ['Terlindungi: BPJS menerima iuran bulan itu.', 'Covered: BPJS accepted the premium of that month.'],
  'cover-cancelled': [
    'Tidak terlindungi: perlindungannya dibatalkan; uangnya masih di BPJS.',
    'Not covered: its cover was cancelled; the money is still at BPJS.',
  ],
  'not-settled': [
    'Belum selesai: BPJS sudah mengakui setoran, penyelesaiannya belum dicatat. Jalankan server.',
    'Unfinished: BPJS has acknowledged the remittance, settling it is not recorded. Run the server.',
  ],
  'not-acknowledged': [
    'Belum terlindungi: sudah disetor, belum diakui BPJS.',
    'Not covered yet: remitted, not acknowledged by BPJS.',
  ],
  'not-paid': [
    'Belum terlindungi: sudah masuk perintah setor, belum dibayar ke BPJS.',
    'Not covered yet: ordered, not paid to BPJS.',
  ],
  'order-incomplete': [
    'Belum terlindungi: perintah setornya belum lengkap atau dibatalkan.',
    'Not covered yet: its order is not complete, or was cancelled.',
  ],
  'not-ordered': [
    'Belum terlindungi: dana sudah dialokasikan, belum masuk perintah setor.',
    'Not covered yet: money is allocated, it is in no order.',
  ],
  'rejected-by-bpjs': [
    'Tidak terlindungi: BPJS tidak menerima pekerja ini; dananya menjadi kredit dan belum dialokasikan lagi.',
    'Not covered: BPJS did not accept this worker; the money is credit and not allocated again.',
  ],
  'refunded-by-bpjs': [
    'Tidak terlindungi: BPJS mengembalikan iuran bulan itu.',
    'Not covered: BPJS paid the premium of that month back.',
  ],
  'allocation-reversed': [
    'Tidak terlindungi: alokasinya ditarik sebelum disetor.',
    'Not covered: its allocation was taken back before it was remitted.',
  ],
  'payment-unverified': [
    'Belum terlindungi: tercantum pada setoran langsung yang belum diperiksa.',
    'Not covered yet: on the list of a direct payment that is not verified.',
  ],
  'not-allocated': [
    'Tidak terlindungi: sudah ada penanggung, belum ada dana yang dialokasikan.',
    'Not covered: there is a sponsor, no money is allocated.',
  ],
  released: [
    'Tidak terlindungi: penanggungan berakhir sebelum bulan itu.',
    'Not covered: the sponsorship ended before that month.',
  ],
  'not-assigned': [
    'Tidak terlindungi: penetapan pada penanggung belum selesai. Jalankan server.',
    'Not covered: the assignment to the sponsor is unfinished. Run the server.',
  ],
  'not-enrolled': ['Tidak terlindungi: belum didaftarkan ke BPJS.', 'Not covered: not enrolled at BPJS.'],
  'no-sponsor': ['Tidak terlindungi: tidak ada penanggung bulan itu.', 'Not covered: no sponsor in that month.'],
} as const;
export type StandingCode = keyof typeof SENTENCES;

/** What is known about a worker-month. */
export interface Known {
  readonly month: Month;
  readonly worker: readonly StoredEvent[];
  readonly sponsored: SponsoredMonth | undefined;
  /** Of the last attempt to pay for it. */
  readonly attempt: Attempt | undefined;
  readonly remittance: readonly StoredEvent[];
}

export function standingOf(known: Known): Standing {
  const code = codeOf(known);
  const [sentence, english] = SENTENCES[code];
  return { code, sentence, english };
}

function codeOf(known: Known): StandingCode {
  const { sponsored, attempt } = known;
  if (sponsored?.paid && attempt) return reached(attempt, known.remittance);
  if (sponsored && isListedUnverified(sponsored)) return 'payment-unverified';
  if (attempt?.ended) return ENDS[attempt.ended.type] ?? 'allocation-reversed';
  if (sponsored && sponsored.assigned.length > sponsored.released.length) return 'not-allocated';
  if (sponsored && sponsored.released.length > 0) return 'released';
  if (sponsored) return 'not-assigned';
  return known.worker.some(({ type }) => type === 'WorkerEnrolled') ? 'no-sponsor' : 'not-enrolled';
}

const ENDS: Readonly<Record<string, StandingCode>> = {
  AllocationsRejected: 'rejected-by-bpjs',
  AllocationsRefunded: 'refunded-by-bpjs',
};

function reached({ cancelled, settled, ordered }: Attempt, remittance: readonly StoredEvent[]): StandingCode {
  if (cancelled) return 'cover-cancelled';
  if (settled) return 'covered';
  if (!ordered) return 'not-ordered';
  const types = new Set(remittance.map(({ type }) => type));
  if (types.has('RemittanceAcknowledged')) return 'not-settled';
  if (types.has('RemittancePaid')) return 'not-acknowledged';
  return types.has('RemittanceOrdered') && !types.has('RemittanceCancelled') ? 'not-paid' : 'order-incomplete';
}

/** On a direct payment's list, and nobody has answered for that payment yet. */
function isListedUnverified({ listed, payments }: SponsoredMonth): boolean {
  const answered = new Set(
    payments
      .filter(({ type }) => type !== 'PaymentRecorded')
      .map(({ data }) => (data as { paymentId: string }).paymentId),
  );
  return listed.some(({ data }) => !answered.has(data.paymentId));
}
