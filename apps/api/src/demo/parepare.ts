import { monthRange } from '@sedekah/ledger';
import type { Played } from './mamasa';
import { syntheticPeople } from './people';
import type { Scenario } from './scenario';

export const PAREPARE_DAY = '2024-12-31';
export const PAREPARE_GROUP = 'parepare-rentan';
const HEADS = 744;
const OCCUPATIONS = ['nelayan', 'pedagang-pasar', 'tukang-ojek', 'buruh-harian', 'sopir-angkot'];
const DISTRICTS = ['73.72.01', '73.72.02', '73.72.03', '73.72.04'];
const MONTHS = monthRange('2024-01', '2024-12');

export const PAREPARE_SETTINGS = {
  groups: [{ group: PAREPARE_GROUP, kind: 'SA', name: 'Pekerja rentan Kota Parepare' }],
};

export interface Plan {
  readonly heads: number;
  readonly ceiling: string;
  readonly cost: string;
  readonly fits: boolean;
  readonly shortfall: string;
  readonly monthsThatFit: number;
  readonly costOfMonths: string;
  readonly remainderOfMonths: string;
  readonly headsThatFit: number;
  readonly costOfHeads: string;
  readonly remainderOfHeads: string;
}

/**
 * Parepare 2024: 744 workers, one a family, under the city's budget, paid to BPJS directly by SP2D for twelve months:
 * 744 × 16,800 × 12 = 149,990,400 rupiah.
 */
export async function playParepare(scenario: Scenario): Promise<Played> {
  const { treasurer } = scenario.office;
  scenario.on('2024-01-03', 'DPA 2024 Kota Parepare: pagu Rp 200.000.000; ikrar 744 pekerja dicadangkan');
  const budget = await treasurer.post<{ authorityId: string }>('/v1/authorities', {
    kind: 'budget',
    number: 'DPA/5.01.02/2024',
    title: 'Iuran jaminan sosial pekerja rentan',
    signedOn: '2024-01-02',
    validFrom: '2024-01-01',
    validThrough: '2024-12-31',
    regionCode: '73.72',
    fundingSource: 'apbd',
    ceiling: '200000000',
  });
  const sponsor = await scenario.sponsor('Pemerintah Kota Parepare', 'apbd');
  const pledgeId = await scenario.pledge(sponsor, {
    quota: HEADS,
    firstMonth: '2024-01',
    lastMonth: '2024-12',
    document: { kind: 'keputusan-wali-kota', number: '12/2024', date: '2024-01-02' },
    budgetId: budget.authorityId,
  });
  scenario.on('2024-01-05', '744 pekerja, satu setiap keluarga, didaftarkan dan ditetapkan');
  const people = syntheticPeople(HEADS, DISTRICTS, OCCUPATIONS);
  const workers = await scenario.enrol(people, PAREPARE_GROUP, '2024-01-05');
  await scenario.assign(pledgeId, workers);

  scenario.on('2024-01-15', 'SP2D ke BPJS Ketenagakerjaan: Rp 149.990.400 untuk dua belas bulan');
  await scenario.pay(sponsor, {
    amount: '149990400',
    valueDate: '2024-01-15',
    custody: 'direct',
    pledgeId,
    group: PAREPARE_GROUP,
    months: MONTHS,
    billingCode: scenario.billingCode(),
    receiptNumber: '240115000000744',
  });
  scenario.on('2024-01-16', 'BPJS mengonfirmasi dua belas bulan iuran');
  for (const month of MONTHS) await scenario.acknowledge(`${PAREPARE_GROUP}.${month}.1`, month);
  return { sponsors: [sponsor], workers };
}

/** A synthetic full-year budget of 2025: 1,000 people for twelve months. */
export async function planParepare(scenario: Scenario): Promise<Plan> {
  scenario.on(PAREPARE_DAY, 'Rencana 2025: 1.000 pekerja dengan pagu Rp 200.000.000');
  return scenario.office.treasurer.post<Plan>('/v1/plans', {
    heads: 1000,
    firstMonth: '2025-01',
    lastMonth: '2025-12',
    ceiling: '200000000',
    fundingSource: 'apbd',
  });
}
