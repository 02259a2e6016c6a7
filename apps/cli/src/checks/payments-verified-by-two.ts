import type { StoredEvent } from '@sedekah/event-store';
import type { EventMetadata, PaymentRecorded, PaymentVerified } from '@sedekah/ledger';
import type { Check, Finding } from './check';

/** Every verified payment was recorded by one officer and verified by another, who is the one that wrote the event. */
export const paymentsVerifiedByTwo: Check = {
  name: 'payments-verified-by-two',
  proves: [
    'Setiap setoran terperiksa dicatat oleh satu petugas dan diperiksa oleh petugas lain.',
    'Every verified payment was recorded by one officer and verified by another.',
  ],
  failure: [
    'Seorang petugas memeriksa catatannya sendiri, atau nama pemeriksa diganti.',
    'An officer verified their own entry, or the name of the verifier was changed.',
  ],
  start: (_, report) => {
    const recorders = new Map<string, string>();
    return {
      see: (event) => {
        if (event.type === 'PaymentRecorded') {
          const { paymentId, recordedBy } = event.data as PaymentRecorded['data'];
          recorders.set(paymentId, recordedBy);
        }
        const finding = event.type === 'PaymentVerified' ? faultOf(event, recorders) : undefined;
        if (finding) report(finding);
      },
    };
  },
};

function faultOf(event: StoredEvent, recorders: ReadonlyMap<string, string>): Finding | undefined {
  const { paymentId, verifiedBy } = event.data as PaymentVerified['data'];
  const { by } = event.metadata as EventMetadata;
  const recordedBy = recorders.get(paymentId);
  if (recordedBy === undefined) {
    return {
      at: event,
      sentence: `setoran ${paymentId} tidak pernah dicatat`,
      english: `${paymentId} was never recorded`,
    };
  }
  if (recordedBy === verifiedBy) {
    return {
      at: event,
      sentence: `setoran ${paymentId} dicatat dan diperiksa oleh ${verifiedBy}`,
      english: `${verifiedBy} recorded and verified ${paymentId}`,
    };
  }
  if (by === verifiedBy) return undefined;
  return {
    at: event,
    sentence: `setoran ${paymentId} diperiksa atas nama ${verifiedBy}, ditulis oleh ${by}`,
    english: `${by} wrote the verification of ${paymentId} in the name of ${verifiedBy}`,
  };
}
