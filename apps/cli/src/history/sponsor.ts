import type { SponsorEvent } from '@sedekah/ledger';
import { grouped, rupiah } from '../output/numbers';
import type { Narration } from './narration';

type MoneyEvent = Extract<
  SponsorEvent['type'],
  `Sponsor${string}` | `Pledge${string}` | `Payment${string}` | 'DirectListRecorded' | 'RefundPaid'
>;

const heads = (count: number): string => `${grouped(count)} pekerja`;

/** Promises and money. */
export const moneyNarration: Narration<MoneyEvent> = {
  SponsorRegistered: ({ sponsorId, kind, tier, fundingSource }) =>
    `Penanggung ${sponsorId} didaftarkan (${kind}${tier ? `, ${tier}` : ''}), sumber dana ${fundingSource}`,
  PledgeMade: ({ pledgeId, quota, firstMonth, lastMonth }) =>
    `Ikrar ${pledgeId}: ${heads(quota)}, ${firstMonth} sampai ${lastMonth}`,
  PledgeAmended: ({ pledgeId, quota, firstMonth, lastMonth }) =>
    `Ikrar ${pledgeId} diubah: ${heads(quota)}, ${firstMonth} sampai ${lastMonth}`,
  PledgeWithdrawn: ({ pledgeId, fromMonth }) => `Ikrar ${pledgeId} ditarik mulai ${fromMonth}`,
  PaymentRecorded: ({ paymentId, amount, custody, recordedBy }) =>
    `Setoran ${paymentId} ${rupiah(amount)} dicatat oleh ${recordedBy}, ` +
    (custody.kind === 'scheme' ? `rekening ${custody.accountId}` : `langsung ke BPJS, kode ${custody.billingCode}`),
  DirectListRecorded: ({ paymentId, workers, prices }) =>
    `Daftar setoran ${paymentId}: ${heads(workers.length)}, ${prices.map(({ month }) => month).join(', ')}`,
  PaymentVerified: ({ paymentId, amount, verifiedBy }) =>
    `Setoran ${paymentId} ${rupiah(amount)} diperiksa oleh ${verifiedBy}`,
  PaymentRejected: ({ paymentId, amount, rejectedBy }) =>
    `Setoran ${paymentId} ${rupiah(amount)} ditolak oleh ${rejectedBy}`,
  PaymentReversed: ({ paymentId, amount, reversedBy }) =>
    `Setoran ${paymentId} ${rupiah(amount)} dibatalkan oleh ${reversedBy}`,
  PaymentChargedBack: ({ paymentId, amount, receivable }) =>
    `Setoran ${paymentId} ditarik kembali oleh bank ${rupiah(amount)}, piutang ${rupiah(receivable)}`,
  RefundPaid: ({ refundId, amount, place }) =>
    `Dikembalikan kepada penanggung ${rupiah(amount)} (${refundId}, ${place})`,
};

/** People and premiums. */
export const premiumNarration: Narration<Exclude<SponsorEvent['type'], MoneyEvent | 'CommandRefused'>> = {
  BeneficiariesAssigned: ({ pledgeId, firstMonth, lastMonth, workers }) =>
    `${heads(workers.length)} ditetapkan pada ikrar ${pledgeId}, ${firstMonth} sampai ${lastMonth}`,
  BeneficiariesReleased: ({ pledgeId, fromMonth, workers, cause }) =>
    `${heads(workers.length)} dilepas dari ikrar ${pledgeId} mulai ${fromMonth} (${cause})`,
  PremiumsAllocated: ({ month, workers, amountPerWorker, total, tariffId }) =>
    `Iuran ${month} dialokasikan: ${heads(workers.length)} x ${rupiah(amountPerWorker)} = ${rupiah(total)} (${tariffId})`,
  AllocationsReversed: ({ month, workers, total }) =>
    `Alokasi ${month} ditarik: ${heads(workers.length)}, ${rupiah(total)}`,
  AllocationsOrdered: ({ remittanceId, month, heads: count, total, charge }) =>
    charge
      ? `Tambahan iuran ${month} masuk perintah ${remittanceId}: ${rupiah(total)}`
      : `Iuran ${month} masuk perintah ${remittanceId}: ${heads(count)}, ${rupiah(total)}`,
  AllocationsUnordered: ({ remittanceId, heads: count, total, charge }) =>
    charge
      ? `Tambahan iuran dikeluarkan dari perintah ${remittanceId}: ${rupiah(total)}`
      : `Dikeluarkan dari perintah ${remittanceId}: ${heads(count)}, ${rupiah(total)}`,
  AllocationsSettled: ({ month, workers, receiptNumber, coverFrom, coverThrough }) =>
    `Perlindungan ${month} untuk ${heads(workers.length)}, ${coverFrom} sampai ${coverThrough}, kwitansi ${receiptNumber}`,
  AllocationsRejected: ({ month, workers, total }) =>
    `BPJS tidak menerima ${heads(workers.length)} untuk ${month}; kredit di BPJS ${rupiah(total)}`,
  AllocationsRefunded: ({ month, workers, total, place }) =>
    `BPJS mengembalikan iuran ${month} ${heads(workers.length)}: ${rupiah(total)} (${place})`,
  AllocationsRepriced: ({ month, workers, tariffId, previousPerWorker, amountPerWorker, difference, receivable }) =>
    `Iuran ${month} ${heads(workers.length)} menurut tarif ${tariffId}: ` +
    `${rupiah(previousPerWorker)} menjadi ${rupiah(amountPerWorker)}, selisih ${rupiah(difference)}` +
    (receivable === '0' ? '' : `, piutang ${rupiah(receivable)}`),
  CoverCancelled: ({ month, workers }) => `Perlindungan ${month} ${heads(workers.length)} dibatalkan`,
};
