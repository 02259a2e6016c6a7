import { compare, subtract, sum, type Rupiah } from '../money';
import { Rejection } from '../rejection';
import { requireAmount, rupiah, rupiahEnglish } from '../requirements';

/** What a payroll office took from one sponsor's pay. */
export interface Deduction {
  readonly sponsorId: string;
  readonly amount: Rupiah;
}

/**
 * The deductions of one credit, a sponsor's lines added up, in the order of the list.
 * @throws Rejection amount-invalid naming the line, deduction-list-differs when they are not the whole credit
 */
export function deductionsOf(creditAmount: Rupiah, list: readonly Deduction[]): Deduction[] {
  requireAmount(creditAmount, 'amount');
  list.forEach(({ amount }, line) => requireAmount(amount, `list.${line}.amount`));
  const total = sum(...list.map(({ amount }) => amount));
  if (compare(total, creditAmount) !== 0) throw differs(creditAmount, total, list.length);
  return [...Map.groupBy(list, ({ sponsorId }) => sponsorId)].map(([sponsorId, lines]) => ({
    sponsorId,
    amount: sum(...lines.map(({ amount }) => amount)),
  }));
}

const differs = (amount: Rupiah, total: Rupiah, lines: number): Rejection =>
  new Rejection(
    'deduction-list-differs',
    `Daftar potongan (${lines} baris) berjumlah ${rupiah(total)}, kredit di rekening koran ${rupiah(amount)}. Cocokkan daftar dengan instansi pengirim; tidak ada yang dicatat.`,
    `The deduction list (${lines} lines) adds up to ${rupiahEnglish(total)}, the credit on the statement is ${rupiahEnglish(amount)}. Compare the list with the office that sent it; nothing was recorded.`,
    { field: 'list', amount, total, difference: subtract(amount, total), lines: String(lines) },
  );
