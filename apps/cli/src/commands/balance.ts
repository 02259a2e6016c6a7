import type { Command } from 'commander';
import { sponsorBalance, type SponsorBalance } from '@sedekah/read-model';
import { ask } from '../ledger/question';
import { withTimes, type TimeOptions } from '../options';
import { grouped, rupiah } from '../output/numbers';
import { facts, framed } from '../output/tables';
import { run } from '../run';

export function addBalance(program: Command): void {
  const command = program
    .command('balance')
    .description('Saldo seorang penanggung. / Where a sponsor stands.')
    .argument('<sponsor>', 'nomor penanggung / id of the sponsor');
  withTimes(command).action((sponsorId: string, { asOf, knownAt }: TimeOptions, self: Command) =>
    run(self, async ({ config, output }) => {
      const question = { subject: 'sponsor', id: sponsorId, asOf, knownAt } as const;
      const balance = await ask(config, question, (db, times) => sponsorBalance(db, { sponsorId, ...times }));
      output.answer(balance, () => shown(balance));
    }),
  );
}

function shown(balance: SponsorBalance): string {
  const { availableSplit: split, payments, arrears } = balance;
  const answer = facts([
    ['Penanggung / sponsor', balance.sponsorId],
    ['Sumber dana / funding source', balance.fundingSource],
    ['Per tanggal / as of', balance.asOf],
    ['Diketahui sampai / known at', `${balance.knownAt} (#${grouped(balance.knownAtOrdinal)})`],
    ['Pekerja diikrarkan / pledged workers', grouped(balance.pledgedWorkers)],
    ['Pekerja ditetapkan / assigned workers', grouped(balance.assignedWorkers)],
    ['Iuran sebulan / monthly premium', rupiah(balance.monthlyPremium)],
    ['Setoran belum diperiksa / unverified', rupiah(payments.unverified)],
    ['Setoran terperiksa / verified', rupiah(payments.verified)],
    ['Dialokasikan / allocated', rupiah(balance.allocated)],
    ['Disetor ke BPJS / remitted', rupiah(balance.remitted)],
    ['Dikembalikan / refunded', rupiah(balance.refunded)],
    ['Tersedia / available', rupiah(balance.available)],
    ['  di bank / at the bank', rupiah(split.bank)],
    ['  kredit di BPJS / credit at BPJS', rupiah(split.bpjs)],
    ['  bayar langsung / direct', rupiah(split.direct)],
    ...(balance.receivable === '0' ? [] : [['Piutang / receivable', rupiah(balance.receivable)] as const]),
    ...(arrears.length === 0 ? [['Tunggakan / arrears', '-'] as const] : []),
  ]);
  if (arrears.length === 0) return answer;
  const rows = arrears.map(({ month, amount }) => [month, rupiah(amount)]);
  return `${answer}\n\nTunggakan / arrears\n${framed(['Bulan / month', 'Jumlah / amount'], rows, { right: [1] })}`;
}
