import type { LocalDate } from '../calendar';
import { Rejection } from '../rejection';
import { rupiah, rupiahEnglish } from '../requirements';
import type { Rupiah } from '../money';
import { knownAuthority, type AuthorityState } from './state';

/**
 * A refund to a donor, or to the agency that manages vulnerable workers, is by agreement (Perdir 22/PERDIR.02/072022): the
 * paper a pledge rests on says whether money not used comes back. A paper that says nothing refuses nothing.
 * @throws Rejection not-found, refund-not-agreed, refund-before-end
 */
export function assertRefundAgreed(
  state: AuthorityState,
  { amount, today }: { readonly amount: Rupiah; readonly today: LocalDate },
): void {
  const { authorityId, number, status, unusedFunds, validThrough } = knownAuthority(state);
  if (unusedFunds === 'not-returned') {
    throw new Rejection(
      'refund-not-agreed',
      `Menurut "${number}" dana yang tidak terpakai tidak dikembalikan; pengembalian ${rupiah(amount)} tidak dapat dibayar. Pakai untuk bulan berikutnya, atau daftarkan perubahan kesepakatan.`,
      `By "${number}" money not used is not returned; the refund of ${rupiahEnglish(amount)} cannot be paid. Use it for the next months, or register the amended agreement.`,
      { field: 'amount', authorityId, unusedFunds, amount },
    );
  }
  if (unusedFunds !== 'returned-after-end' || status === 'ended' || today > validThrough) return;
  throw new Rejection(
    'refund-before-end',
    `Menurut "${number}" dana yang tidak terpakai dikembalikan sesudah perjanjian berakhir (${validThrough}); pengembalian ${rupiah(amount)} belum dapat dibayar. Tunggu, atau akhiri perjanjian itu lebih dahulu.`,
    `By "${number}" money not used is returned after it has ended (${validThrough}); the refund of ${rupiahEnglish(amount)} cannot be paid yet. Wait, or end the agreement first.`,
    { field: 'amount', authorityId, unusedFunds, validThrough, today, amount },
  );
}
