import type { BpjsCodeEvent, CreditEvent, AuthorityEvent } from '@sedekah/ledger';
import { rupiah } from '../output/numbers';
import type { Narration } from './narration';

export const authorityNarration: Narration<Exclude<AuthorityEvent['type'], 'CommandRefused'>> = {
  AuthorityRegistered: ({ kind, number, validFrom, validThrough, ceiling }) =>
    `Dasar hukum ${kind} ${number} dicatat, berlaku ${validFrom} sampai ${validThrough}` +
    (ceiling === undefined ? '' : `, pagu ${rupiah(ceiling)}`),
  CeilingAmended: ({ ceiling, previous, number }) =>
    `Pagu menjadi ${rupiah(ceiling)} dari ${rupiah(previous)} (${number})`,
  CommitmentReserved: ({ pledgeId, amount, tariffRevision }) =>
    `Pagu dipesan ${rupiah(amount)} untuk ikrar ${pledgeId}` +
    (tariffRevision === undefined ? '' : ' menurut tarif yang terbit kemudian'),
  CommitmentReleased: ({ pledgeId, amount }) => `Pagu dilepas ${rupiah(amount)} dari ikrar ${pledgeId}`,
  AuthorityEnded: ({ authorityId }) => `Dasar hukum ${authorityId} diakhiri`,
};

export const creditNarration: Narration<Exclude<(CreditEvent | BpjsCodeEvent)['type'], 'CommandRefused'>> = {
  CreditRecorded: ({ accountId, amount }) => `Kredit bank ${rupiah(amount)} pada rekening ${accountId}`,
  CreditCorrected: ({ accountId, previous, amount, valueDate, effectiveOn }) =>
    `Kredit bank ${rupiah(previous)} tanggal ${effectiveOn} pada rekening ${accountId} dikoreksi: ` +
    `${rupiah(amount)} tanggal ${valueDate}`,
  CreditPartDrawn: ({ paymentId, amount }) => `${rupiah(amount)} dari kredit dipakai untuk setoran ${paymentId}`,
  CreditPartReturned: ({ paymentId, amount }) => `${rupiah(amount)} dari setoran ${paymentId} kembali ke kredit`,
  CreditChargedBack: ({ paymentId, amount }) => `${rupiah(amount)} dari setoran ${paymentId} ditarik kembali oleh bank`,
  BpjsCodeClaimed: ({ code, amount, payer }) =>
    `Kode iuran ${code} dibayar ${rupiah(amount)} untuk ${payer.kind === 'direct' ? payer.paymentId : payer.remittanceId}`,
  BpjsCodeReleased: ({ code }) => `Kode iuran ${code} dilepas`,
};
