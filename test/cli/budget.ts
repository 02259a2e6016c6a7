import { openEventStore } from '@sedekah/event-store';
import { authorityDecider, sponsorDecider } from '@sedekah/ledger';
import { Scenario } from './scenario';

/** After Mamasa: an office pledges public money, which its budget reserves. */
export async function playBudget(dataFolder: string): Promise<void> {
  const store = await openEventStore({ dataFolder, ledger: 'sedekah' });
  try {
    await pledged(new Scenario(store, 'anggaran').on('2021-07-20'));
  } finally {
    await store.close();
  }
}

async function pledged(scenario: Scenario): Promise<void> {
  const paper = {
    kind: 'budget',
    number: 'DPA/1/2021',
    title: 'Iuran pekerja rentan',
    signedOn: '2021-01-04',
  } as const;
  const validity = { validFrom: '2021-01-01', validThrough: '2021-12-31', fundingSource: 'apbd' } as const;
  const budget = { type: 'RegisterAuthority', authorityId: 'dpa-1', ...paper, ...validity, ceiling: '200000' } as const;
  await scenario.does(authorityDecider, 'dpa-1', budget);
  const sponsor = { kind: 'office', name: 'Dinas Tenaga Kerja', fundingSource: 'apbd' } as const;
  await scenario.does(sponsorDecider, 'dinas', { type: 'RegisterSponsor', sponsorId: 'dinas', ...sponsor });
  const document = { kind: 'surat-kesanggupan', number: '1/dinas', date: '2021-07-20' };
  const months = { firstMonth: '2021-08', lastMonth: '2021-12' };
  const money = { budgetId: 'dpa-1', reserved: '168000', authorityIds: [] };
  const pledge = { pledgeId: 'dinas.p1', quota: 2, ...months, document, ...money };
  const reserve = { type: 'ReserveCommitment', sponsorId: 'dinas', pledge, fundingSource: 'apbd' } as const;
  await scenario.does(authorityDecider, 'dpa-1', reserve);
  await scenario.does(sponsorDecider, 'dinas', { type: 'MakePledge', pledge }, 'bendahara', 'pledge');
}
