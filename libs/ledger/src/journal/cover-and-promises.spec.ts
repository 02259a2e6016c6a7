import type { LedgerEvent } from '../events';
import { postings } from './postings';

const effectiveOn = '2021-05-03';
const sponsorId = 'regent';
const remittance = { remittanceId: 'SG01.2021-05.1', effectiveOn };
const ofOrder = { sponsorId, month: '2021-05', group: 'SG01', ...remittance };

/** The lines of the event's entry as `account amount commodity`; nothing when there is none. */
const lines = (event: LedgerEvent): string[] =>
  (postings(event)?.lines ?? []).map(({ account, amount, commodity }) => `${account} ${amount} ${commodity}`);

describe('cover', () => {
  const receipt = { receiptNumber: '1', coverFrom: '2021-05-01', coverThrough: '2021-05-31' };

  it('is issued to each worker when BPJS accepted, and taken back by name', () => {
    const settled = { ...ofOrder, ...receipt, workers: ['w1', 'w2'], total: '33600' };
    expect(lines({ type: 'AllocationsSettled', data: settled })).toEqual([
      'cover:issued:2021-05 -2 COV:2021-05',
      'cover:worker:w1 1 COV:2021-05',
      'cover:worker:w2 1 COV:2021-05',
    ]);
    const cancelled = { sponsorId, month: '2021-05', ...remittance, workers: ['w2'], reason: 'x' };
    expect(lines({ type: 'CoverCancelled', data: cancelled })).toEqual([
      'cover:issued:2021-05 1 COV:2021-05',
      'cover:worker:w2 -1 COV:2021-05',
    ]);
  });

  it('moves neither by a death nor by the acknowledgement itself', () => {
    expect(postings({ type: 'WorkerDied', data: { workerId: 'w1', evidence: 'x', effectiveOn } })).toBeUndefined();
    const data = { ...remittance, ...receipt, rejected: [], acknowledgedBy: 'a' };
    expect(postings({ type: 'RemittanceAcknowledged', data })).toBeUndefined();
  });
});

describe('a promise', () => {
  const document = { kind: 'surat', number: '1', date: '2021-04-22' };
  const terms = { pledgeId: 'p1', quota: 50, firstMonth: '2021-11', lastMonth: '2021-12', document, authorityIds: [] };

  it('is a memo of cover-months', () => {
    expect(lines({ type: 'PledgeMade', data: { ...terms, sponsorId, effectiveOn } })).toEqual([
      'memo:pledged:p1 50 COV:2021-11',
      'memo:promised:regent -50 COV:2021-11',
      'memo:pledged:p1 50 COV:2021-12',
      'memo:promised:regent -50 COV:2021-12',
    ]);
  });

  it('amended or withdrawn changes by the difference', () => {
    const previous = { quota: 50, firstMonth: '2021-11', lastMonth: '2021-12' };
    const amended = { ...terms, quota: 30, lastMonth: '2021-11', sponsorId, reason: 'x', previous, effectiveOn };
    expect(lines({ type: 'PledgeAmended', data: amended })).toEqual([
      'memo:pledged:p1 -20 COV:2021-11',
      'memo:promised:regent 20 COV:2021-11',
      'memo:pledged:p1 -50 COV:2021-12',
      'memo:promised:regent 50 COV:2021-12',
    ]);
    expect(lines({ type: 'PledgeAmended', data: { ...amended, ...previous } })).toEqual([]);
    const withdrawn = { sponsorId, pledgeId: 'p1', reason: 'x', document, fromMonth: '2021-12', previous, effectiveOn };
    expect(lines({ type: 'PledgeWithdrawn', data: withdrawn })).toEqual([
      'memo:pledged:p1 -50 COV:2021-12',
      'memo:promised:regent 50 COV:2021-12',
    ]);
  });

  it('of public money is a memo of rupiah at its budget', () => {
    const pledge = { ...terms, budgetId: 'dpa', reserved: '1680000' };
    const of = { authorityId: 'dpa', sponsorId, pledgeId: 'p1', effectiveOn };
    expect(lines({ type: 'CommitmentReserved', data: { ...of, amount: '1680000', pledge } })).toEqual([
      'memo:reserved:p1 1680000 IDR',
      'memo:budget:dpa -1680000 IDR',
    ]);
    expect(postings({ type: 'CommitmentReserved', data: { ...of, amount: '0', pledge } })).toBeUndefined();
    expect(lines({ type: 'CommitmentReleased', data: { ...of, amount: '16800', reason: 'x' } })).toEqual([
      'memo:budget:dpa 16800 IDR',
      'memo:reserved:p1 -16800 IDR',
    ]);
  });
});
