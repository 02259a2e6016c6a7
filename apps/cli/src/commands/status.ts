import type { Command } from 'commander';
import { workerStatus, type WorkerStatus } from '@sedekah/read-model';
import { ask } from '../ledger/question';
import { withTimes, type TimeOptions } from '../options';
import { grouped, rupiah } from '../output/numbers';
import { facts, framed } from '../output/tables';
import { run } from '../run';

export function addStatus(program: Command): void {
  const command = program
    .command('status')
    .description('Status iuran dan perlindungan seorang pekerja. / Premium status and cover of a worker.')
    .argument('<worker>', 'nomor pekerja / id of the worker');
  withTimes(command).action((workerId: string, { asOf, knownAt }: TimeOptions, self: Command) =>
    run(self, async ({ config, output }) => {
      const question = { subject: 'worker', id: workerId, asOf, knownAt } as const;
      const status = await ask(config, question, (db, times) => workerStatus(db, { workerId, ...times }));
      output.answer(status, () => shown(status));
    }),
  );
}

const STATUSES: Readonly<Record<WorkerStatus['status'], string>> = {
  registered: 'terdaftar / registered',
  active: 'aktif / active',
  'in-arrears': 'menunggak / in arrears',
  ended: 'berakhir / ended',
  deceased: 'meninggal / deceased',
  left: 'keluar / left',
};

function shown(status: WorkerStatus): string {
  const { tariff, coverDates } = status;
  const arrears = status.arrearsMonths > 0 ? ` (${status.arrearsMonths} bulan / months)` : '';
  const answer = facts([
    ['Pekerja / worker', status.workerId],
    ['Per tanggal / as of', status.asOf],
    ['Diketahui sampai / known at', `${status.knownAt} (#${grouped(status.knownAtOrdinal)})`],
    ['Status', `${STATUSES[status.status]}${arrears}`],
    ['Terlindungi bulan itu / covered', status.covered ? 'ya / yes' : 'tidak / no'],
    ['Terlindungi sampai / through', status.coveredThrough ?? '-'],
    ['Penanggung / sponsor', status.sponsorId ?? '-'],
    ['Iuran sebulan / monthly premium', tariff ? `${rupiah(tariff.amount)} (${tariff.tariffId})` : '-'],
    ['Jatuh tempo / due on', status.dueOn ?? '-'],
    ['Alasan / reason', status.reason],
    ['', status.reasonEnglish],
    ['Aturan / rule', `${status.rule}; masa tunggakan / grace ${status.grace.months}, ${status.grace.citation}`],
  ]);
  if (coverDates.length === 0) return answer;
  const rows = coverDates.map((each) => [each.month, each.from, each.through, each.receiptNumber, each.sponsorId]);
  const head = ['Bulan / month', 'Dari / from', 'Sampai / through', 'Kwitansi / receipt', 'Penanggung / sponsor'];
  return `${answer}\n\nPerlindungan / cover\n${framed(head, rows)}`;
}
