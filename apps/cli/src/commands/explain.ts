import { InvalidArgumentError, type Command } from 'commander';
import { isMonth, type Month, type Share } from '@sedekah/ledger';
import { withTimes, type TimeOptions } from '../options';
import { grouped, rupiah } from '../output/numbers';
import { facts, framed } from '../output/tables';
import type { Entry } from '../history/entry';
import type { Link, LinkKind } from '../provenance/chain';
import { explainPayment, type ExplainedPayment } from '../provenance/explain-payment';
import { explainMonth, type ExplainedMonth } from '../provenance/explain-worker';
import { run } from '../run';

export function addExplain(program: Command): void {
  const explain = program
    .command('explain')
    .description('Rupiah siapa membayar bulan siapa, dan sebaliknya. / Whose rupiah paid whose month, and back.');
  const worker = explain
    .command('worker')
    .description(
      'Dari bulan seorang pekerja mundur ke setoran, ikrar dan dasar hukum. / From a month back to the money.',
    )
    .argument('<worker>', 'nomor pekerja / id of the worker')
    .requiredOption('--month <month>', 'bulan iuran, YYYY-MM / the contribution month', month);
  withTimes(worker).action((workerId: string, { month: of, ...times }: TimeOptions & { month: Month }, self: Command) =>
    run(self, async ({ config, output }) => {
      const explained = await explainMonth(config, workerId, of, times);
      output.answer(explained, () => shownMonth(explained));
    }),
  );
  const payment = explain
    .command('payment')
    .description('Dari setoran maju ke orang dan bulan yang dibayarnya. / From a payment forward to what it bought.')
    .argument('<payment>', 'nomor setoran / id of the payment');
  withTimes(payment).action((paymentId: string, times: TimeOptions, self: Command) =>
    run(self, async ({ config, output }) => {
      const explained = await explainPayment(config, paymentId, times);
      output.answer(explained, () => shownPayment(explained));
    }),
  );
}

function month(text: string): Month {
  if (isMonth(text)) return text;
  throw new InvalidArgumentError('Harus bulan YYYY-MM. / It must be a month YYYY-MM.');
}

const KINDS: Readonly<Record<LinkKind, string>> = {
  cover: 'Perlindungan / cover',
  acknowledgement: 'Pengakuan BPJS / acknowledgement',
  remittance: 'Penyetoran / remittance',
  'billing-code': 'Kode iuran / billing code',
  order: 'Perintah setor / order',
  allocation: 'Alokasi / allocation',
  repricing: 'Harga baru / re-pricing',
  tariff: 'Tarif / tariff',
  payment: 'Setoran / payment',
  credit: 'Kredit bank / bank credit',
  pledge: 'Ikrar / pledge',
  authority: 'Dasar hukum / authority',
  assignment: 'Penetapan / assignment',
  sponsor: 'Penanggung / sponsor',
  worker: 'Pekerja / worker',
};

const times = ({ asOf, knownAt, knownAtOrdinal }: Pick<ExplainedMonth, 'asOf' | 'knownAt' | 'knownAtOrdinal'>) =>
  [
    ['Per tanggal / as of', asOf],
    [
      'Diketahui sampai / known at',
      knownAtOrdinal === null ? 'semua / everything' : `${knownAt ?? '-'} (#${grouped(knownAtOrdinal)})`,
    ],
  ] as const;

function shownMonth(explained: ExplainedMonth): string {
  const { standing, notes, price, chain, earlier, shares } = explained;
  const answer = facts([
    ['Pekerja / worker', explained.workerId],
    ['Bulan iuran / month', explained.month],
    ...times(explained),
    ['Penanggung / sponsor', explained.sponsorId ?? '-'],
    ['Iuran / premium', price === null ? '-' : `${rupiah(price)} = ${shares.map(shown).join(' + ') || rupiah('0')}`],
    ['Keadaan / standing', standing.sentence],
    ['', standing.english],
    ...notes.flatMap(({ sentence, english }) => [['Catatan / note', sentence] as const, ['', english] as const]),
  ]);
  const tables = [
    ...(chain.length === 0 ? [] : [`Rantai bukti / chain\n${linked(chain)}`]),
    ...(earlier.length === 0 ? [] : [`Upaya sebelumnya / earlier attempts\n${listed(earlier)}`]),
  ];
  return [answer, ...tables].join('\n\n');
}

const shown = ({ paymentId, amount }: Share): string =>
  `${rupiah(amount)} (${paymentId ?? 'piutang / owed by the sponsor'})`;

const PROOF = ['Peristiwa / what', 'Berlaku / holds', 'Dicatat / recorded', 'Tempat / place'];
const KIND_WIDTH = 20;
const WHAT_WIDTH = 58;

const proof = ({ type, what, why, effectiveOn, recordedAt, by, stream, revision, position }: Entry): string[] => [
  `${type}\n${what}${why === '' ? '' : `\n${why}`}`,
  effectiveOn,
  `${recordedAt}\n${by}`,
  `${stream} #${revision}\n${position}`,
];

function linked(chain: readonly Link[]): string {
  const rows = chain.map(({ kind, amount, event }) => [
    KINDS[kind],
    ...proof(event),
    amount === null ? '' : rupiah(amount),
  ]);
  const head = ['Mata rantai / link', ...PROOF, 'Rupiah'];
  return framed(head, rows, { widths: [KIND_WIDTH, WHAT_WIDTH, null, null, null, null], right: [5] });
}

const listed = (events: readonly Entry[]): string =>
  framed(PROOF, events.map(proof), { widths: [WHAT_WIDTH, null, null, null] });

/** People listed of a month; with --json all of them. */
const MOST_PEOPLE = 10;

function shownPayment(explained: ExplainedPayment): string {
  const { perMonth, months, chain, lying } = explained;
  const answer = facts([
    ['Setoran / payment', explained.paymentId],
    ['Penanggung / sponsor', explained.sponsorId],
    ...times(explained),
    ['Status', explained.status],
    ['Jumlah / amount', rupiah(explained.amount)],
    ...sums(explained),
    ...lying.map(({ place, amount }) => [`  di / at ${place}`, rupiah(amount)] as const),
  ]);
  const rows = perMonth.map(({ month: of, heads, covered, amount }) => {
    const people = months.filter((each) => each.month === of).map(({ workerId }) => workerId);
    const rest = people.length - MOST_PEOPLE;
    const more = rest > 0 ? `, … ${grouped(rest)} lagi / more (--json)` : '';
    const listedPeople = `${people.slice(0, MOST_PEOPLE).join(', ')}${more}`;
    return [of, grouped(heads), grouped(covered), rupiah(amount), listedPeople];
  });
  const head = ['Bulan / month', 'Orang / heads', 'Terlindungi / covered', 'Rupiah', 'Pekerja / workers'];
  const bought = framed(head, rows, { right: [1, 2, 3], widths: [null, null, null, null, WHAT_WIDTH] });
  return [
    answer,
    ...(rows.length === 0 ? [] : [`Yang dibayar / bought\n${bought}`]),
    `Asal / origin\n${linked(chain)}`,
  ].join('\n\n');
}

/** What became of it; together the amount. */
function sums(explained: ExplainedPayment): (readonly [string, string])[] {
  const all = [
    ['= belum diperiksa / unverified', explained.unverified],
    ['= ditolak / rejected', explained.rejected],
    ['= dibatalkan / reversed', explained.reversed],
    ['= ditarik bank / charged back', explained.chargedBack],
    ['= dibelikan iuran / bought', explained.bought],
    ['= dikembalikan / refunded', explained.refunded],
    ['= belum terpakai / unspent', explained.unspent],
    ['= menutup piutang kemudian / ahead', explained.ahead],
  ] as const;
  return all.filter(([, amount]) => amount !== '0').map(([label, amount]) => [label, rupiah(amount)]);
}
