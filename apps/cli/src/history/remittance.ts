import type { RemittanceEvent } from '@sedekah/ledger';
import { grouped, rupiah } from '../output/numbers';
import type { Narration } from './narration';

export const remittanceNarration: Narration<Exclude<RemittanceEvent['type'], 'CommandRefused'>> = {
  RemittanceOpened: ({ remittanceId, billingCode, direct, charge }) =>
    `Perintah ${remittanceId} dibuka${charge ? ' untuk tambahan iuran' : ''}, kode iuran ${billingCode}` +
    (direct ? `, dibayar langsung ${direct.paymentId}` : ''),
  RemittanceSponsorsListed: ({ sponsors }) => `Penanggung dalam perintah: ${sponsors.join(', ')}`,
  RemittanceOrdered: ({ heads, amount }) => `Perintah lengkap: ${grouped(heads)} pekerja, ${rupiah(amount)}`,
  RemittanceCancelled: ({ remittanceId }) => `Perintah ${remittanceId} dibatalkan sebelum dibayar`,
  RemittancePaid: ({ amount, bankAmount, creditAmount, directAmount, paidBy }) =>
    `Dibayar ${rupiah(amount)} oleh ${paidBy} (bank ${rupiah(bankAmount)}, kredit BPJS ${rupiah(creditAmount)}, ` +
    `langsung ${rupiah(directAmount)})`,
  RemittanceAcknowledged: ({ receiptNumber, coverFrom, coverThrough, rejected }) =>
    `BPJS mengakui, kwitansi ${receiptNumber}, ${coverFrom} sampai ${coverThrough}; ` +
    `${grouped(rejected.length)} pekerja tidak diterima`,
  RefundReceived: ({ refundId, amount, accountId, workers }) =>
    `BPJS mengembalikan ${rupiah(amount)} ke rekening ${accountId} untuk ${grouped(workers.length)} pekerja (${refundId})`,
};
