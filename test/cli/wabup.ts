import { openEventStore, type EventStore } from '@sedekah/event-store';
import {
  authorityDecider,
  bpjsCodeDecider,
  creditDecider,
  lastDayOf,
  remittanceDecider,
  SHIPPED_LAW,
  sponsorDecider,
  tariffDecider,
  workerDecider,
} from '@sedekah/ledger';
import { Scenario } from './scenario';

const GROUP = 'SG01';
const WORKER = 'pekerja-3';

/**
 * After Mamasa: the deputy's money takes every way that money can take. Two payments for one premium; BPJS does not accept
 * the worker, and accepts her from the credit later; an order that nobody pays; a direct payment; the bank takes the
 * second payment back; laws that come late make one month of the regent's dearer and one cheaper, whose worker, it turns
 * out, had died before it.
 */
export async function playWabup(dataFolder: string): Promise<void> {
  const store = await openEventStore({ dataFolder, ledger: 'sedekah' });
  try {
    await playWabupInto(store);
  } finally {
    await store.close();
  }
}

/** The same into any store. */
export async function playWabupInto(store: EventStore): Promise<void> {
  const scenario = new Scenario(store, 'wabup');
  await agreed(scenario.on('2021-06-28'));
  await paid(scenario.on('2021-07-01'), 'r1', '10000');
  await paid(scenario, 'r2', '60000');
  await allocated(scenario.on('2021-07-02'), ['2021-05', '2021-06', '2021-09']);
  await remitted(scenario, '2021-05', 2, 'bank:kas', [{ workerId: WORKER, reason: 'NIK tidak padan' }]);
  await allocated(scenario.on('2021-07-05'), ['2021-05']);
  await remitted(scenario, '2021-05', 3, `bpjs:${GROUP}`, []);
  await ordered(scenario.on('2021-07-06'), '2021-06', 2, 'bank:kas');
  await paidDirectly(scenario.on('2021-07-07'));
  const back = { type: 'ChargeBackPayment', paymentId: 'wabup.r2', amount: '30000', reason: 'salah kirim' } as const;
  await scenario.on('2021-07-08').does(sponsorDecider, 'wabup', back);
  const lost = { type: 'ChargeBack', paymentId: 'wabup.r2', amount: '30000', reason: 'salah kirim' } as const;
  await scenario.does(creditDecider, 'kas.wabup-r2', lost, 'system', 'credit');
  await madeDearer(scenario.on('2021-07-08'));
  await madeCheaper(scenario.on('2021-07-09'));
  await died(scenario.on('2021-07-12'));
}

async function agreed(scenario: Scenario): Promise<void> {
  const paper = { kind: 'pks', number: '12/PKS/2021', title: 'Kerja sama BPJS', signedOn: '2021-04-19' } as const;
  const validity = { validFrom: '2021-04-19', validThrough: '2022-04-18' };
  const command = { type: 'RegisterAuthority', authorityId: 'pks-1', ...paper, ...validity } as const;
  await scenario.does(authorityDecider, 'pks-1', command);
  const document = { kind: 'surat-kesanggupan', number: '2/wabup', date: '2021-06-28' };
  const months = { firstMonth: '2021-05', lastMonth: '2021-12' };
  const pledge = { pledgeId: 'wabup.p1', quota: 1, ...months, document, authorityIds: ['pks-1'] };
  await scenario.does(sponsorDecider, 'wabup', { type: 'AmendPledge', pledge, reason: 'menyebut PKS' });
}

async function paid(scenario: Scenario, name: string, amount: string): Promise<void> {
  const creditKey = `wabup-${name}`;
  const credit = { accountId: 'kas', creditKey, creditAmount: amount, valueDate: '2021-07-01' };
  const payment = { paymentId: `wabup.${name}`, amount, recordedBy: 'bendahara' };
  await scenario.does(creditDecider, `kas.${creditKey}`, {
    type: 'DrawPart',
    ...credit,
    ...payment,
    sponsorId: 'wabup',
  });
  const custody = { kind: 'scheme', accountId: 'kas', creditKey } as const;
  const recorded = { type: 'RecordPayment', ...payment, custody, valueDate: '2021-07-01' } as const;
  await scenario.does(sponsorDecider, 'wabup', recorded);
  await scenario.does(sponsorDecider, 'wabup', { type: 'VerifyPayment', paymentId: payment.paymentId }, 'pemeriksa');
}

async function allocated(scenario: Scenario, months: readonly string[]): Promise<void> {
  const due = months.map((month) => ({
    workerId: WORKER,
    pledgeId: 'wabup.p1',
    month,
    group: GROUP,
    amount: '16800',
    tariffId: 'bpu-2021-02',
  }));
  await scenario.does(sponsorDecider, 'wabup', { type: 'AllocatePremiums', runId: `run-${months[0]}`, due });
}

async function ordered(scenario: Scenario, month: string, number: number, place: string): Promise<string> {
  const remittanceId = `${GROUP}.${month}.${number}`;
  const billingCode = `2021${month.slice(5)}00000${number}`;
  const opening = { remittanceId, group: GROUP, month, number, billingCode, openedBy: 'bendahara' };
  await scenario.does(remittanceDecider, remittanceId, { type: 'OpenRemittance', ...opening, sponsors: ['wabup'] });
  await scenario.does(sponsorDecider, 'wabup', { type: 'OrderAllocations', remittanceId, group: GROUP, month });
  const complete = { type: 'CompleteOrder', heads: 1, amount: '16800', parts: [{ place, amount: '16800' }] } as const;
  await scenario.does(remittanceDecider, remittanceId, complete);
  return remittanceId;
}

async function remitted(
  scenario: Scenario,
  month: string,
  number: number,
  place: string,
  rejected: readonly { readonly workerId: string; readonly reason: string }[],
): Promise<void> {
  const remittanceId = await ordered(scenario, month, number, place);
  const code = `2021${month.slice(5)}00000${number}`;
  const accountId = place === 'bank:kas' ? 'kas' : undefined;
  const reference = `TRF-${remittanceId}`;
  const payer = { kind: 'remittance', remittanceId, accountId: 'kas', reference } as const;
  await scenario.does(bpjsCodeDecider, code, { type: 'ClaimCode', code, amount: '16800', payer, paidOn: '2021-07-02' });
  const payment = { paidOn: '2021-07-05', accountId, reference, paidBy: 'bendahara' };
  await scenario.on('2021-07-05').does(remittanceDecider, remittanceId, { type: 'PayRemittance', ...payment });
  const cover = { receiptNumber: `KW-${remittanceId}`, coverFrom: `${month}-01`, coverThrough: lastDayOf(month) };
  const answer = { ...cover, rejected };
  const acknowledged = { type: 'AcknowledgeRemittance', ...answer, acknowledgedBy: 'bendahara' } as const;
  await scenario.does(remittanceDecider, remittanceId, acknowledged);
  await scenario.does(sponsorDecider, 'wabup', { type: 'SettleAllocations', remittanceId, ...answer }, 'system');
}

/** For two months: one becomes cover; the other payment's list waits for its verifier. */
async function paidDirectly(scenario: Scenario): Promise<void> {
  for (const [name, month] of [
    ['d1', '2021-07'],
    ['d2', '2021-08'],
  ] as const) {
    const [paymentId, code] = [`wabup.${name}`, `2021${month.slice(5)}000009`];
    const prices = [{ month, amount: '16800', tariffId: 'bpu-2021-02' }];
    const list = [{ prices, workers: [WORKER] }];
    const of = { pledgeId: 'wabup.p1', group: GROUP, months: [month], receiptNumber: `KW-${name}` };
    const payer = {
      kind: 'direct',
      sponsorId: 'wabup',
      paymentId,
      ...of,
      workers: list,
      recordedBy: 'bendahara',
    } as const;
    const claim = { type: 'ClaimCode', code, amount: '16800', payer, paidOn: '2021-07-07' } as const;
    await scenario.does(bpjsCodeDecider, code, claim);
    const monthly = [{ month, amount: '16800' }];
    const custody = { kind: 'direct', ...of, billingCode: code, heads: 1, listHash: 'x', monthly } as const;
    const payment = { paymentId, amount: '16800', custody, valueDate: '2021-07-07', recordedBy: 'bendahara', list };
    await scenario.does(sponsorDecider, 'wabup', { type: 'RecordPayment', ...payment });
  }
  const [remittanceId, month] = [`${GROUP}.2021-07.1`, '2021-07'];
  await scenario.does(sponsorDecider, 'wabup', { type: 'VerifyPayment', paymentId: 'wabup.d1' }, 'pemeriksa');
  const allocate = { type: 'AllocateDirectPayment', paymentId: 'wabup.d1', month } as const;
  await scenario.does(sponsorDecider, 'wabup', allocate, 'system');
  const direct = { sponsorId: 'wabup', paymentId: 'wabup.d1', receiptNumber: 'KW-d1', paidOn: '2021-07-07' };
  const opening = { remittanceId, group: GROUP, month, number: 1, billingCode: '202107000009', openedBy: 'system' };
  const open = { type: 'OpenRemittance', ...opening, direct, sponsors: ['wabup'] } as const;
  await scenario.does(remittanceDecider, remittanceId, open, 'system');
  const order = { type: 'OrderAllocations', remittanceId, group: GROUP, month, paymentId: 'wabup.d1' } as const;
  await scenario.does(sponsorDecider, 'wabup', order, 'system');
  const parts = [{ place: 'direct:wabup.d1', amount: '16800' }];
  await scenario.does(remittanceDecider, remittanceId, { type: 'CompleteOrder', heads: 1, amount: '16800', parts });
  const pay = { type: 'PayRemittance', paidOn: '2021-07-07', reference: 'KW-d1', paidBy: 'system' } as const;
  await scenario.does(remittanceDecider, remittanceId, pay, 'system');
}

const ROW = { sector: 'other', fundingSources: ['private'] } as const;
/** Revision of the law before what is published here. */
const PUBLISHED = SHIPPED_LAW.filter(({ type }) => type !== 'PublishRule').length;

/** May costs two hundred rupiah more, and BPJS is paid them for the regent's second worker by an order of their own. */
async function madeDearer(scenario: Scenario): Promise<void> {
  const [month, tariffId] = ['2021-05', 'bpu-uji-2021-05'];
  const jkk = { jkkPercent: '1', jkm: '7000', citation: 'PP uji 1/2021' };
  const row = { ...ROW, ...jkk, tariffId, firstMonth: month, lastMonth: month };
  await scenario.does(tariffDecider, 'bpu', { type: 'PublishTariff', row });
  const premiums = [{ workerId: 'pekerja-2', month, amount: '17000', tariffId }];
  const command = { type: 'RepriceAllocations', tariffRevision: PUBLISHED + 1, premiums } as const;
  await scenario.does(sponsorDecider, 'bupati', command, 'system');
  const [remittanceId, code] = [`${GROUP}.${month}.4`, '202105000004'];
  const of = { remittanceId, group: GROUP, month, charge: true } as const;
  const opening = { ...of, number: 4, billingCode: code, openedBy: 'bendahara', sponsors: ['bupati'] };
  await scenario.does(remittanceDecider, remittanceId, { type: 'OpenRemittance', ...opening });
  await scenario.does(sponsorDecider, 'bupati', { type: 'OrderAllocations', ...of });
  const parts = [{ place: 'bank:kas', amount: '200' }];
  await scenario.does(remittanceDecider, remittanceId, { type: 'CompleteOrder', heads: 0, amount: '200', parts });
}

/** Half the premium of June for private money; the regent's first worker is already covered at the old price. */
async function madeCheaper(scenario: Scenario): Promise<void> {
  const row = {
    tariffId: 'bpu-uji-2021-06',
    firstMonth: '2021-06',
    lastMonth: '2021-06',
    ...ROW,
    jkkPercent: '0.5',
    jkm: '3400',
    citation: 'PP uji 2/2021',
  } as const;
  await scenario.does(tariffDecider, 'bpu', { type: 'PublishTariff', row });
  const premiums = [{ workerId: 'pekerja-1', month: '2021-06', amount: '8400', tariffId: row.tariffId }];
  const command = { type: 'RepriceAllocations', tariffRevision: PUBLISHED + 2, premiums } as const;
  await scenario.does(sponsorDecider, 'bupati', command, 'system');
}

async function died(scenario: Scenario): Promise<void> {
  const death = { type: 'RecordDeath', diedOn: '2021-05-20', evidence: 'Akta kematian 9/2021' } as const;
  await scenario.does(workerDecider, 'pekerja-1', death);
  const ending = { type: 'EndForDeath', workerId: 'pekerja-1', monthOfDeath: '2021-05' } as const;
  await scenario.does(sponsorDecider, 'bupati', ending, 'system');
  const release = { assignmentId: 'bupati-a1', fromMonth: '2021-06', reason: 'meninggal / death' };
  await scenario.does(workerDecider, 'pekerja-1', { type: 'ReleaseSponsorship', ...release }, 'system');
}
