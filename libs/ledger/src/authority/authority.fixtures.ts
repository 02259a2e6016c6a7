import type { PledgeTerms } from '../sponsor/events';
import type { RegisterAuthority, ReserveCommitment } from './commands';
import type { AuthorityEvent } from './events';

/** A budget, a legal paper and a pledge for the specs. */
export const budget = {
  authorityId: 'dpa-2021',
  kind: 'budget',
  number: 'DPA 1/2021',
  title: 'DPA Dinas Tenaga Kerja',
  signedOn: '2021-01-04',
  validFrom: '2021-01-01',
  validThrough: '2021-12-31',
  regionCode: '76.03',
  fundingSource: 'apbd',
  ceiling: '1000000',
} as const;
export const paper = {
  authorityId: 'pks',
  kind: 'pks',
  number: 'PKS 7',
  title: 'PKS',
  signedOn: '2021-05-03',
} as const;
export const register = (changes: Partial<RegisterAuthority> = {}) =>
  ({ type: 'RegisterAuthority', ...budget, ...changes }) as RegisterAuthority;
export const registered = { type: 'AuthorityRegistered', data: { ...budget, effectiveOn: '2021-01-04' } } as const;
export const paperRegistered: AuthorityEvent = {
  type: 'AuthorityRegistered',
  data: { ...paper, validFrom: '2021-05-03', validThrough: '2021-07-02', effectiveOn: '2021-05-03' },
};
export const ended: AuthorityEvent = {
  type: 'AuthorityEnded',
  data: { authorityId: 'dpa-2021', reason: 'dicabut', effectiveOn: '2021-05-03' },
};
export const pledge: PledgeTerms = {
  pledgeId: 'p1',
  quota: 10,
  firstMonth: '2021-05',
  lastMonth: '2021-06',
  document: { kind: 'SK', number: '1', date: '2021-05-01' },
  budgetId: 'dpa-2021',
  reserved: '600000',
  authorityIds: [],
};
export const reserve = (changes: Partial<PledgeTerms> = {}, rest: Partial<ReserveCommitment> = {}) =>
  ({
    type: 'ReserveCommitment',
    sponsorId: 's1',
    pledge: { ...pledge, ...changes },
    fundingSource: 'apbd',
    ...rest,
  }) as ReserveCommitment;
export const reserved = (
  amount: string,
  changes: Partial<PledgeTerms> = {},
  amendment?: { reason: string },
): AuthorityEvent => ({
  type: 'CommitmentReserved',
  data: {
    authorityId: 'dpa-2021',
    sponsorId: 's1',
    pledgeId: changes.pledgeId ?? 'p1',
    amount,
    pledge: { ...pledge, ...changes },
    ...(amendment ? { amendment } : {}),
    effectiveOn: '2021-05-03',
  },
});
export const amendment = { reason: 'kuota bertambah' };
