import type { Custody, PledgeTerms, SponsorEvent } from './events';

/** Histories for specs: a regent who pledges 50 workers for 2021 and pays from the scheme's account. */
export const pledge: PledgeTerms = {
  pledgeId: 'regent.p1',
  quota: 50,
  firstMonth: '2021-05',
  lastMonth: '2021-12',
  document: { kind: 'surat-kesanggupan', number: '1/2021', date: '2021-04-22' },
  authorityIds: [],
};
export const scheme: Custody = { kind: 'scheme', accountId: 'kas', creditKey: 'k1' };

export const registeredRegent: SponsorEvent = {
  type: 'SponsorRegistered',
  data: {
    sponsorId: 'regent',
    kind: 'office',
    name: 'Bupati Mamasa',
    tier: 'Bupati',
    fundingSource: 'private',
    effectiveOn: '2021-04-22',
  },
};
export const pledgeMade: SponsorEvent = {
  type: 'PledgeMade',
  data: { ...pledge, sponsorId: 'regent', effectiveOn: '2021-04-22' },
};
export const assigned = (...workers: string[]): SponsorEvent => ({
  type: 'BeneficiariesAssigned',
  data: {
    sponsorId: 'regent',
    pledgeId: pledge.pledgeId,
    assignmentId: 'a1',
    firstMonth: '2021-05',
    lastMonth: '2021-12',
    workers,
    effectiveOn: '2021-05-01',
  },
});
export const recorded = (amount: string, paymentId = 'regent.r1'): SponsorEvent => ({
  type: 'PaymentRecorded',
  data: {
    sponsorId: 'regent',
    paymentId,
    amount,
    custody: scheme,
    recordedBy: 'bendahara',
    effectiveOn: '2021-05-02',
  },
});
export const verified = (amount: string, paymentId = 'regent.r1'): SponsorEvent => ({
  type: 'PaymentVerified',
  data: {
    sponsorId: 'regent',
    paymentId,
    amount,
    place: 'bank:kas',
    verifiedBy: 'pemeriksa',
    effectiveOn: '2021-05-02',
  },
});
export const allocated = (month: string, allocationId: string, ...workers: string[]): SponsorEvent => {
  const total = String(16_800 * workers.length);
  return {
    type: 'PremiumsAllocated',
    data: {
      sponsorId: 'regent',
      pledgeId: pledge.pledgeId,
      allocationId,
      runId: 'run-1',
      month,
      group: 'SG01',
      tariffId: 'bpu-2015',
      amountPerWorker: '16800',
      workers,
      total,
      parts: [{ place: 'bank:kas', amount: total }],
      effectiveOn: '2021-05-03',
    },
  };
};
export const ordered = (month: string, remittanceId: string, heads: number, ...ids: string[]): SponsorEvent => {
  const total = String(16_800 * heads);
  return {
    type: 'AllocationsOrdered',
    data: {
      sponsorId: 'regent',
      remittanceId,
      month,
      group: 'SG01',
      allocationIds: ids,
      heads,
      total,
      parts: [{ place: 'bank:kas', amount: total }],
      effectiveOn: '2021-05-03',
    },
  };
};
export const settled = (month: string, remittanceId: string, ...workers: string[]): SponsorEvent => ({
  type: 'AllocationsSettled',
  data: {
    sponsorId: 'regent',
    remittanceId,
    month,
    group: 'SG01',
    workers,
    total: String(16_800 * workers.length),
    receiptNumber: '123456789012345',
    coverFrom: `${month}-01`,
    coverThrough: `${month}-28`,
    effectiveOn: '2021-05-05',
  },
});
export const due = (month: string, ...workers: string[]) =>
  workers.map((workerId) => ({
    workerId,
    pledgeId: pledge.pledgeId,
    month,
    group: 'SG01',
    amount: '16800',
    tariffId: 'bpu-2015',
  }));
