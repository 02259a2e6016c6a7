import { syntheticPeople } from './people';
import type { Named, Scenario } from './scenario';

export const MAMASA_DAY = '2021-06-30';
export const MAMASA_GROUP = 'mamasa-rentan';
const ACCOUNT = 'kas-mamasa';
const OCCUPATIONS = ['tukang-ojek', 'petani', 'pedagang-pasar', 'sopir-angkot', 'buruh-harian'];
const DISTRICTS = ['76.03.01', '76.03.03', '76.03.06', '76.03.09', '76.03.14'];
const TIERS = [
  { rank: 3, title: 'Bupati', quota: 50 },
  { rank: 2, title: 'Wakil Bupati', quota: 30 },
  { rank: 1, title: 'Sekretaris Daerah', quota: 20 },
];

export const MAMASA_SETTINGS = {
  tiers: TIERS,
  accounts: [
    {
      accountId: ACCOUNT,
      bank: 'Bank Sulselbar',
      number: '030-202-1',
      holder: 'Panitia Pola Sedekah',
      creditKey: 'reference',
    },
  ],
  groups: [{ group: MAMASA_GROUP, kind: 'SG', name: 'Pekerja rentan Kabupaten Mamasa' }],
};

export interface Played {
  readonly sponsors: readonly Named[];
  readonly workers: readonly string[];
}

/**
 * Mamasa 2021: the regent covers 50 workers, the deputy 30, the secretary 20. May and June are paid, remitted and
 * acknowledged; a worker dies in June and is replaced from July; the secretary pays both months late.
 * `midJune` is called on 15 June, while the secretary is in arrears.
 */
export async function playMamasa(scenario: Scenario, midJune: (played: Played) => Promise<void>): Promise<Played> {
  scenario.on('2021-04-22', 'Rapat KSO: ikrar Bupati 50, Wakil Bupati 30, Sekretaris Daerah 20 pekerja');
  const offices: { sponsor: Named; pledgeId: string; quota: number }[] = [];
  for (const { title, quota } of TIERS) {
    const sponsor = await scenario.sponsor(`${title} Mamasa`, 'private', title);
    offices.push({ sponsor, pledgeId: await scenario.pledge(sponsor, terms(title, quota)), quota });
  }
  scenario.on('2021-05-03', '101 pekerja rentan didaftarkan, diperiksa, dan ditetapkan; satu sebagai cadangan');
  const workers = await scenario.enrol(syntheticPeople(101, DISTRICTS, OCCUPATIONS), MAMASA_GROUP, '2021-05-03');
  let from = 0;
  for (const { pledgeId, quota } of offices) await scenario.assign(pledgeId, workers.slice(from, (from += quota)));
  const played = { sponsors: offices.map(({ sponsor }) => sponsor), workers };
  const [regent, deputy, secretary] = offices;
  if (!regent || !deputy || !secretary) throw new Error('three offices');

  scenario.on('2021-05-05', 'Setoran Mei: Bupati Rp 840.000, Wakil Bupati Rp 504.000');
  await scenario.pay(regent.sponsor, transfer('840000', '2021-05-05', 'MEI-1'));
  await scenario.pay(deputy.sponsor, transfer('504000', '2021-05-05', 'MEI-2'));
  scenario.on('2021-05-10', 'Iuran Mei dijalankan dan disetor ke BPJS: 80 pekerja');
  await scenario.run('2021-05');
  await scenario.remit(MAMASA_GROUP, '2021-05', ACCOUNT, '2021-05-10');

  scenario.on('2021-06-04', 'Setoran Juni: Bupati Rp 840.000, Wakil Bupati Rp 504.000');
  await scenario.pay(regent.sponsor, transfer('840000', '2021-06-04', 'JUN-1'));
  await scenario.pay(deputy.sponsor, transfer('504000', '2021-06-04', 'JUN-2'));
  scenario.on('2021-06-08', 'Iuran Juni dijalankan dan disetor ke BPJS: 80 pekerja');
  await scenario.run('2021-06');
  await scenario.remit(MAMASA_GROUP, '2021-06', ACCOUNT, '2021-06-08');

  scenario.on('2021-06-15', 'Keadaan tengah Juni: iuran Mei dan Juni dari Sekretaris Daerah belum disetor');
  await midJune(played);

  scenario.on('2021-06-18', 'Setoran terlambat Sekretaris Daerah: Rp 672.000 untuk Mei dan Juni');
  await scenario.pay(secretary.sponsor, transfer('672000', '2021-06-18', 'JUN-3'));
  scenario.on('2021-06-21', 'Iuran dijalankan lagi: tunggakan 20 pekerja dibayar dalam penyetoran kedua');
  await scenario.run('2021-06');
  await scenario.remit(MAMASA_GROUP, '2021-05', ACCOUNT, '2021-06-21');
  await scenario.remit(MAMASA_GROUP, '2021-06', ACCOUNT, '2021-06-21');

  scenario.on('2021-06-25', 'Seorang pekerja tanggungan Bupati meninggal pada 23 Juni; digantikan mulai Juli');
  await mourn(scenario, regent.pledgeId, workers);
  return played;
}

/** The month of death stays covered; the quota is free from the next month, and the reserve takes it. */
async function mourn(scenario: Scenario, pledgeId: string, workers: readonly string[]): Promise<void> {
  const [dead, reserve] = [workers[7], workers.at(-1)];
  if (!dead || !reserve) throw new Error('nobody there');
  const { treasurer } = scenario.office;
  await treasurer.post(`/v1/workers/${dead}/death`, { diedOn: '2021-06-23', evidence: 'Akta 474.3/112/2021' });
  await treasurer.post(`/v1/pledges/${pledgeId}/assignments`, { workers: [reserve], firstMonth: '2021-07' });
}

const terms = (title: string, quota: number) => ({
  quota,
  firstMonth: '2021-05',
  lastMonth: '2021-12',
  document: { kind: 'surat-kesanggupan', number: `SK-${title}/2021`, date: '2021-04-22' },
});

const transfer = (amount: string, valueDate: string, reference: string) => ({
  amount,
  valueDate,
  custody: 'scheme',
  accountId: ACCOUNT,
  reference,
  channel: 'transfer',
});
