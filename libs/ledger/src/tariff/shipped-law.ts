import type { Month } from '../calendar';
import type { TariffRow } from './events';
import { BPU_INCOME_BANDS } from './income-bands';
import type { LawState } from './law';
import type { PublishIncomeBands, PublishRule, PublishTariff, TariffCommand } from './tariff';

const FIRST_MONTH: Month = '2015-07';
const FIRST_DAY = '2015-07-01';
const PERDIR = 'Perdir BPJS Ketenagakerjaan 22/PERDIR.02/072022';

const full = { jkkPercent: '1', jkm: '6800' } as const;
const half = { jkkPercent: '0.5', jkm: '3400' } as const;
/** Sources that PP 50/2025 does not exclude. */
const DISCOUNTED = ['private', 'csr', 'zakat'] as const;

/**
 * JKK and JKM of BPU workers by contribution month. A month has a row of its own where another instrument starts to
 * hold, even when the amount stays, so that every premium can name its law.
 */
export const SHIPPED_TARIFFS: readonly TariffRow[] = [
  {
    tariffId: 'bpu-2015-07',
    firstMonth: FIRST_MONTH,
    lastMonth: '2019-11',
    ...full,
    citation: 'PP 44/2015',
  },
  {
    tariffId: 'bpu-2019-12',
    firstMonth: '2019-12',
    lastMonth: '2021-01',
    ...full,
    citation: 'PP 44/2015 jo. PP 82/2019 (manfaat naik, iuran tetap)',
  },
  {
    tariffId: 'bpu-2020-08-relief',
    firstMonth: '2020-08',
    lastMonth: '2021-01',
    condition: 'paid-up-to-2020-07',
    jkkPercent: '0.01',
    jkm: '68',
    citation: 'PP 49/2020 (keringanan 99 persen bagi yang lunas sampai Juli 2020)',
    needsChecking: true,
  },
  {
    tariffId: 'bpu-2021-02',
    firstMonth: '2021-02',
    ...full,
    citation: 'PP 44/2015 jo. PP 82/2019 jo. PP 49/2023 (iuran BPU tetap)',
  },
  {
    tariffId: 'bpu-2026-01-public',
    firstMonth: '2026-01',
    fundingSources: ['apbn', 'apbd'],
    ...full,
    citation: 'PP 44/2015; PP 50/2025 pasal 4 mengecualikan peserta yang dibayar APBN/APBD',
  },
  {
    tariffId: 'bpu-2026-01-shared-revenue',
    firstMonth: '2026-01',
    fundingSources: ['dbh-sawit', 'dbh-cht', 'apbdes'],
    ...full,
    citation: 'PP 44/2015; PP 50/2025 pasal 4: tanpa potongan sampai ada dokumen yang menyebut DBH dan APBDes',
    needsChecking: true,
  },
  {
    tariffId: 'bpu-2026-01-transport',
    firstMonth: '2026-01',
    lastMonth: '2027-03',
    sector: 'transport',
    fundingSources: DISCOUNTED,
    ...half,
    citation: 'PP 50/2025 pasal 4 ayat (1): transportasi, Januari 2026 sampai Maret 2027',
    needsChecking: true,
  },
  {
    tariffId: 'bpu-2026-04-other',
    firstMonth: '2026-04',
    lastMonth: '2026-12',
    sector: 'other',
    fundingSources: DISCOUNTED,
    ...half,
    citation: 'PP 50/2025 pasal 4: di luar transportasi, April sampai Desember 2026',
    needsChecking: true,
  },
];

const SHIPPED_BANDS: PublishIncomeBands['table'] = {
  firstMonth: FIRST_MONTH,
  bands: BPU_INCOME_BANDS,
  citation: 'PP 44/2015, Lampiran II (golongan 2 sampai 32 perlu dicocokkan)',
  needsChecking: true,
};

const SHIPPED_RULES: readonly PublishRule['rule'][] = [
  {
    rule: 'age-limit',
    value: 60,
    from: FIRST_DAY,
    citation: 'Permenaker 1/2016',
    needsChecking: true,
  },
  { rule: 'age-limit', value: 65, from: '2021-04-01', citation: 'Permenaker 5/2021' },
  // The directors' rule of 2022 is used for earlier days too: no other text for them is at hand.
  { rule: 'grace-months', value: 3, from: FIRST_DAY, citation: PERDIR },
  { rule: 'due-day', value: 15, from: FIRST_DAY, citation: 'Ketentuan pembayaran BPU: paling lambat tanggal 15' },
  {
    rule: 'eligibility-check-days',
    value: 90,
    from: FIRST_DAY,
    citation: 'Ketentuan skema: pemeriksaan kelayakan berlaku 90 hari',
    needsChecking: true,
  },
  { rule: 'jkm-full', value: 24_000_000, from: FIRST_DAY, citation: 'PP 44/2015', needsChecking: true },
  { rule: 'jkm-full', value: 42_000_000, from: '2019-12-02', citation: 'PP 82/2019' },
  {
    rule: 'waiting-period-months',
    value: 0,
    from: FIRST_DAY,
    citation: 'PP 44/2015: JKM penuh sejak hari pertama kepesertaan',
    needsChecking: true,
  },
  {
    rule: 'waiting-period-months',
    value: 3,
    from: '2025-02-24',
    citation: 'Permenaker 1/2025: JKM penuh sesudah 3 bulan kepesertaan (sumber lain menulis 90 hari)',
    needsChecking: true,
  },
  {
    rule: 'jkm-waiting',
    value: 10_000_000,
    from: '2025-02-24',
    citation: 'Permenaker 1/2025: sebelum 3 bulan kepesertaan',
    needsChecking: true,
  },
];

/** The law the ledger ships with, in the order to publish it: PP 44/2015, 49/2020, 50/2025 and what goes with them. */
export const SHIPPED_LAW: readonly TariffCommand[] = [
  { type: 'PublishIncomeBands', table: SHIPPED_BANDS } satisfies PublishIncomeBands,
  ...SHIPPED_TARIFFS.map((row): PublishTariff => ({ type: 'PublishTariff', row })),
  ...SHIPPED_RULES.map((rule): PublishRule => ({ type: 'PublishRule', rule })),
];

function isPublished(law: LawState, command: TariffCommand): boolean {
  switch (command.type) {
    case 'PublishTariff':
      return law.tariffs.some(({ tariffId }) => tariffId === command.row.tariffId);
    case 'PublishIncomeBands':
      return law.bands.some(({ firstMonth }) => firstMonth === command.table.firstMonth);
    case 'PublishRule':
      return law.rules.some(({ rule, from }) => rule === command.rule.rule && from === command.rule.from);
    default:
      throw new Error(`not a command for the law: ${JSON.stringify(command satisfies never)}`);
  }
}

/** What of the shipped law is not published yet: all of it at a first start, nothing at the next. */
export const unpublishedLaw = (law: LawState): TariffCommand[] =>
  SHIPPED_LAW.filter((command) => !isPublished(law, command));
