import { openEventStore, type EventStore } from '@sedekah/event-store';
import {
  bpjsCodeDecider,
  creditDecider,
  lastDayOf,
  nikClaimDecider,
  remittanceDecider,
  schemeDecider,
  SHIPPED_LAW,
  sponsorDecider,
  tariffDecider,
  userDecider,
  workerDecider,
} from '@sedekah/ledger';
import { Scenario } from './scenario';

const TERMS = { firstMonth: '2021-05', lastMonth: '2021-12' } as const;
/** Without JKM, which no command of the tool shows. */
const LAW = SHIPPED_LAW.filter(
  (command) => command.type !== 'PublishRule' || !/^(jkm|waiting)-/.test(command.rule.rule),
);
const RULES = { ageLimit: 65, eligibilityCheckDays: 90 } as const;

/** The regent pays for two workers, one dies in June; the deputy's worker is assigned and never paid for. */
export async function playMamasaInto(store: EventStore): Promise<void> {
  const scenario = new Scenario(store);
  await founded(scenario.on('2021-04-22'));
  await promised(scenario, 'bupati', 2, ['pekerja-1', 'pekerja-2']);
  await promised(scenario, 'wabup', 1, ['pekerja-3']);
  await paid(scenario.on('2021-05-03'));
  await remitted(scenario.on('2021-05-04'), '2021-05', ['pekerja-1', 'pekerja-2']);
  await remitted(scenario.on('2021-06-04'), '2021-06', ['pekerja-1', 'pekerja-2']);
  await died(scenario.on('2021-06-22'));
}

/** The same into the embedded store of a folder. */
export async function playMamasa(dataFolder: string): Promise<void> {
  const store = await openEventStore({ dataFolder, ledger: 'sedekah' });
  try {
    await playMamasaInto(store);
  } finally {
    await store.close();
  }
}

async function founded(scenario: Scenario): Promise<void> {
  for (const [userId, role] of [
    ['bendahara', 'treasurer'],
    ['pemeriksa', 'verifier'],
  ] as const) {
    await scenario.does(userDecider, userId, { type: 'CreateUser', userId, roles: [role] }, 'admin');
  }
  for (const command of LAW) await scenario.does(tariffDecider, 'bpu', command, 'system');
  const account = {
    accountId: 'kas',
    bank: 'BPD',
    number: '0000-01',
    holder: 'Baznas',
    creditKey: 'reference',
  } as const;
  const settings = {
    name: 'Mamasa',
    timeZone: 'Asia/Makassar',
    tiers: [
      { rank: 2, title: 'Bupati', quota: 50 },
      { rank: 1, title: 'Wakil Bupati', quota: 30 },
    ],
    accounts: [account],
    groups: [{ group: 'SG01', kind: 'SG', name: 'Pekerja rentan' }],
  } as const;
  await scenario.does(schemeDecider, 'main', { type: 'ConfigureScheme', schemeId: 'main', settings }, 'admin');
}

async function promised(scenario: Scenario, sponsorId: string, quota: number, workers: string[]): Promise<void> {
  const sponsor = { kind: 'office', name: `Kantor ${sponsorId}`, fundingSource: 'private' } as const;
  await scenario.does(sponsorDecider, sponsorId, { type: 'RegisterSponsor', sponsorId, ...sponsor });
  const pledgeId = `${sponsorId}.p1`;
  const document = { kind: 'surat-kesanggupan', number: `1/${sponsorId}`, date: '2021-04-20' };
  const pledge = { pledgeId, quota, ...TERMS, document, authorityIds: [] };
  await scenario.does(sponsorDecider, sponsorId, { type: 'MakePledge', pledge });
  for (const workerId of workers) await enrolled(scenario, workerId);
  const assignment = { pledgeId, assignmentId: `${sponsorId}-a1`, ...TERMS };
  for (const workerId of workers) {
    await scenario.does(workerDecider, workerId, { type: 'ClaimSponsorship', sponsorId, ...assignment });
  }
  await scenario.does(sponsorDecider, sponsorId, { type: 'AssignBeneficiaries', ...assignment, workers });
}

async function enrolled(scenario: Scenario, workerId: string): Promise<void> {
  const registration = {
    workerId,
    sealed: `v1.sealed-${workerId}`,
    nikHash: `hash-${workerId}`,
    regionCode: '76.03',
    occupation: 'petani',
    sector: 'other',
    effectiveOn: '2021-04-22',
  } as const;
  await scenario.does(nikClaimDecider, registration.nikHash, { type: 'ClaimNik', registration });
  await scenario.does(workerDecider, workerId, { type: 'RegisterWorker', registration });
  const check = { source: 'bpjs', eligible: true, reference: 'BA-1', checkedOn: '2021-04-22' } as const;
  await scenario.does(workerDecider, workerId, { type: 'CheckEligibility', ...check });
  const enrolment = { group: 'SG01', enrolledOn: '2021-04-22', birthDate: '1980-01-01', presentMember: false };
  await scenario.does(workerDecider, workerId, { type: 'EnrolWorker', ...enrolment, rules: RULES });
}

async function paid(scenario: Scenario): Promise<void> {
  const credit = { accountId: 'kas', creditKey: 'REF1', creditAmount: '100000', valueDate: '2021-05-02' };
  const payment = { paymentId: 'bupati.r1', amount: '84000', recordedBy: 'bendahara' };
  await scenario.does(creditDecider, 'kas.REF1', { type: 'DrawPart', ...credit, ...payment, sponsorId: 'bupati' });
  const custody = { kind: 'scheme', accountId: 'kas', creditKey: 'REF1' } as const;
  const recorded = { type: 'RecordPayment', ...payment, custody, valueDate: '2021-05-02' } as const;
  await scenario.does(sponsorDecider, 'bupati', recorded);
  await scenario.does(sponsorDecider, 'bupati', { type: 'VerifyPayment', paymentId: 'bupati.r1' }, 'pemeriksa');
}

async function remitted(scenario: Scenario, month: string, workers: string[]): Promise<void> {
  const [remittanceId, billingCode, receiptNumber] = [`SG01.${month}.1`, `2021${month.slice(5)}000001`, `KW-${month}`];
  const due = workers.map((workerId) => ({
    workerId,
    pledgeId: 'bupati.p1',
    month,
    group: 'SG01',
    amount: '16800',
    tariffId: 'bpu-2021-02',
  }));
  const total = String(16_800 * workers.length);
  await scenario.does(sponsorDecider, 'bupati', { type: 'AllocatePremiums', runId: `run-${month}`, due });
  const opening = { remittanceId, group: 'SG01', month, number: 1, billingCode, openedBy: 'bendahara' };
  await scenario.does(remittanceDecider, remittanceId, { type: 'OpenRemittance', ...opening, sponsors: ['bupati'] });
  await scenario.does(sponsorDecider, 'bupati', { type: 'OrderAllocations', remittanceId, group: 'SG01', month });
  const parts = [{ place: 'bank:kas', amount: total }];
  const complete = { type: 'CompleteOrder', heads: workers.length, amount: total, parts } as const;
  await scenario.does(remittanceDecider, remittanceId, complete);
  const paidOn = `${month}-04`;
  const payer = { kind: 'remittance', remittanceId, accountId: 'kas', reference: `TRF-${month}` } as const;
  await scenario.does(bpjsCodeDecider, billingCode, {
    type: 'ClaimCode',
    code: billingCode,
    amount: total,
    payer,
    paidOn,
  });
  const payment = { paidOn, accountId: 'kas', reference: `TRF-${month}`, paidBy: 'bendahara' };
  await scenario.does(remittanceDecider, remittanceId, { type: 'PayRemittance', ...payment });
  const cover = { receiptNumber, coverFrom: `${month}-01`, coverThrough: lastDayOf(month), rejected: [] };
  const acknowledged = { type: 'AcknowledgeRemittance', ...cover, acknowledgedBy: 'bendahara' } as const;
  await scenario.does(remittanceDecider, remittanceId, acknowledged);
  await scenario.does(sponsorDecider, 'bupati', { type: 'SettleAllocations', remittanceId, ...cover }, 'system');
}

async function died(scenario: Scenario): Promise<void> {
  const death = { type: 'RecordDeath', diedOn: '2021-06-20', evidence: 'Akta kematian 7/2021' } as const;
  await scenario.does(workerDecider, 'pekerja-2', death);
  const ending = { type: 'EndForDeath', workerId: 'pekerja-2', monthOfDeath: '2021-06' } as const;
  await scenario.does(sponsorDecider, 'bupati', ending, 'system');
  const release = { assignmentId: 'bupati-a1', fromMonth: '2021-07', reason: 'meninggal / death' };
  await scenario.does(workerDecider, 'pekerja-2', { type: 'ReleaseSponsorship', ...release }, 'system');
}
