import Table from 'cli-table3';
import type { WorkerStatus } from '@sedekah/read-model';
import type { DemoAnswer, SchemeAnswer } from './answers';
import type { Plan } from './parepare';

/** `1680000` → `Rp 1.680.000`. */
export const rupiah = (amount: string): string => `Rp ${amount.replace(/\B(?=(\d{3})+$)/g, '.')}`;

const NO_LINE = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };
const PLAIN = { style: { head: [], border: [], compact: true }, chars: NO_LINE };

/** Sponsors' balances as a treasurer reads them. */
export function balanceTable({ sponsors }: SchemeAnswer): string {
  const table = new Table({
    ...PLAIN,
    head: [
      'Penanggung',
      'Ikrar',
      'Ditetapkan',
      'Iuran/bulan',
      'Setoran',
      'Dialokasikan',
      'Disetor ke BPJS',
      'Tersedia',
      'Tunggakan',
    ],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
  });
  for (const { name, balance } of sponsors) {
    const arrears = balance.arrears.map(({ month, amount }) => `${month}: ${rupiah(amount)}`).join('\n');
    table.push([
      name,
      balance.pledgedWorkers,
      balance.assignedWorkers,
      rupiah(balance.monthlyPremium),
      rupiah(balance.payments.verified),
      rupiah(balance.allocated),
      rupiah(balance.remitted),
      rupiah(balance.available),
      arrears || '–',
    ]);
  }
  return table.toString();
}

const STATUS: Record<WorkerStatus['status'], string> = {
  registered: 'Terdaftar, belum ada iuran',
  active: 'Aktif',
  'in-arrears': 'Menunggak',
  ended: 'Berakhir',
  deceased: 'Meninggal',
  left: 'Keluar',
};

/** How many workers stand where, with one worker as an example of each. */
export function statusTable({ workers, sponsors }: SchemeAnswer): string {
  const names = new Map(sponsors.map(({ name, balance }) => [balance.sponsorId, name]));
  const table = new Table({
    ...PLAIN,
    head: ['Penanggung', 'Status', 'Pekerja', 'Terlindungi', 'Bulan terlindungi', 'Contoh'],
    colAligns: ['left', 'left', 'right', 'right', 'left', 'left'],
  });
  const groups = Map.groupBy(workers, ({ sponsorId, status, coveredMonths }) =>
    JSON.stringify([names.get(sponsorId ?? '') ?? '(tanpa penanggung)', STATUS[status], coveredMonths]),
  );
  for (const [key, alike] of groups) {
    const [sponsor, status, months] = JSON.parse(key) as [string, string, string[]];
    const covered = alike.filter((worker) => worker.covered).length;
    const span = months.length > 1 ? `${months[0]} s.d. ${months.at(-1)} (${months.length})` : (months[0] ?? '–');
    table.push([sponsor, status, alike.length, covered, span, alike[0]?.workerId ?? '']);
  }
  return table.toString();
}

export function planTable(plan: Plan): string {
  const table = new Table({ ...PLAIN, colAligns: ['left', 'right'] });
  table.push(
    ['Rencana', `${plan.heads} pekerja × 12 bulan`],
    ['Biaya', rupiah(plan.cost)],
    ['Pagu', rupiah(plan.ceiling)],
    ['Kekurangan', rupiah(plan.shortfall)],
    [`Bila semua ${plan.heads} pekerja`, `${plan.monthsThatFit} bulan, ${rupiah(plan.costOfMonths)}`],
    ['  sisa', rupiah(plan.remainderOfMonths)],
    ['Bila dua belas bulan', `${plan.headsThatFit} pekerja, ${rupiah(plan.costOfHeads)}`],
    ['  sisa', rupiah(plan.remainderOfHeads)],
  );
  return table.toString();
}

/** The whole demonstration's end, for people. */
export function report({ mamasa, parepare }: DemoAnswer): string {
  return [
    '',
    'MAMASA, keadaan 30 Juni 2021',
    balanceTable(mamasa),
    statusTable(mamasa),
    '',
    'PAREPARE, keadaan 31 Desember 2024',
    balanceTable(parepare),
    statusTable(parepare),
    '',
    parepare.plan.fits ? 'RENCANA 2025: muat dalam pagu' : 'RENCANA 2025: tidak muat dalam pagu',
    planTable(parepare.plan),
    '',
  ].join('\n');
}
