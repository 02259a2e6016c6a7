import { Rejection } from '@sedekah/ledger';

/** The ids of pledges and payments contain their sponsor's, so that no command needs a look-up that lags. */
export const idOfSponsor = (sponsorId: string, newId: string): string => `${sponsorId}.${newId}`;

/** The sponsor whose pledge this is. @throws Rejection `pledge-unknown` */
export function sponsorOfPledge(pledgeId: string): string {
  const [sponsorId, rest] = pledgeId.split('.');
  if (sponsorId && rest) return sponsorId;
  throw new Rejection(
    'pledge-unknown',
    'Nomor ikrar tidak dikenal. Salin nomornya dari daftar ikrar penanggung.',
    'The pledge id is not known. Copy it from the list of the sponsor’s pledges.',
    { pledgeId },
  );
}

/** The sponsor whose payment this is. @throws Rejection `payment-unknown` */
export function sponsorOfPayment(paymentId: string): string {
  const [sponsorId, rest] = paymentId.split('.');
  if (sponsorId && rest) return sponsorId;
  throw new Rejection(
    'payment-unknown',
    'Nomor setoran tidak dikenal. Salin nomornya dari daftar setoran penanggung.',
    'The payment id is not known. Copy it from the list of the sponsor’s payments.',
    { paymentId },
  );
}
