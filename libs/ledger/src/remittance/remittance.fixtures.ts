import type { Part } from '../sponsor/events';
import type { AcknowledgeRemittance, CompleteOrder, OpenRemittance, PayRemittance, ReceiveRefund } from './commands';
import type { RemittanceEvent } from './events';

/** One order of May 2021 for fifty workers, and one paid direct, for the specs. Today is 3 May 2021. */
export const remittanceId = 'SG-MAMASA.2021-05.1';
const of = { remittanceId, effectiveOn: '2021-05-03' };
const opening = {
  remittanceId,
  group: 'SG-MAMASA',
  month: '2021-05',
  number: 1,
  billingCode: '210500000001',
  openedBy: 'bendahara',
} as const;
const direct = { sponsorId: 's1', paymentId: 'p1', receiptNumber: '123456789012345', paidOn: '2021-04-20' } as const;

export const open = (changes: Partial<OpenRemittance> = {}): OpenRemittance => ({
  type: 'OpenRemittance',
  ...opening,
  sponsors: ['s1', 's2'],
  ...changes,
});
export const openDirect = () => open({ direct, sponsors: ['s1'] });
export const opened = (changes: object = {}): RemittanceEvent => ({
  type: 'RemittanceOpened',
  data: { ...opening, ...changes, effectiveOn: '2021-05-03' },
});
export const openedDirect = opened({ direct });
export const listed = (sponsors: readonly string[], chunk = 0): RemittanceEvent => ({
  type: 'RemittanceSponsorsListed',
  data: { ...of, chunk, sponsors },
});

export const parts: readonly Part[] = [
  { place: 'bank:sulselbar', amount: '823200' },
  { place: 'bpjs:SG-MAMASA', amount: '16800' },
];
export const directParts: readonly Part[] = [{ place: 'direct:p1', amount: '840000' }];
export const complete = (changes: Partial<CompleteOrder> = {}): CompleteOrder => ({
  type: 'CompleteOrder',
  heads: 50,
  amount: '840000',
  parts,
  ...changes,
});
export const ordered = (asked: readonly Part[] = parts): RemittanceEvent => ({
  type: 'RemittanceOrdered',
  data: { ...of, billingCode: '210500000001', heads: 50, amount: '840000', parts: asked },
});

export const cancel = { type: 'CancelRemittance', reason: 'kode kedaluwarsa' } as const;
export const cancelled: RemittanceEvent = { type: 'RemittanceCancelled', data: { ...of, reason: 'kode kedaluwarsa' } };

export const pay = (changes: Partial<PayRemittance> = {}): PayRemittance => ({
  type: 'PayRemittance',
  paidOn: '2021-05-03',
  accountId: 'sulselbar',
  reference: 'FT9',
  paidBy: 'bendahara',
  ...changes,
});
export const paid: RemittanceEvent = {
  type: 'RemittancePaid',
  data: {
    ...of,
    amount: '840000',
    bankAmount: '823200',
    creditAmount: '16800',
    directAmount: '0',
    accountId: 'sulselbar',
    reference: 'FT9',
    paidBy: 'bendahara',
  },
};

const receipt = {
  receiptNumber: '210500000000001',
  coverFrom: '2021-05-01',
  coverThrough: '2021-05-31',
  acknowledgedBy: 'bendahara',
} as const;
export const rejected = [{ workerId: 'w9', reason: 'NIK tidak cocok' }] as const;
export const acknowledge = (changes: Partial<AcknowledgeRemittance> = {}): AcknowledgeRemittance => ({
  type: 'AcknowledgeRemittance',
  ...receipt,
  rejected,
  ...changes,
});
export const acknowledged: RemittanceEvent = { type: 'RemittanceAcknowledged', data: { ...of, ...receipt, rejected } };

export const refund = (changes: Partial<ReceiveRefund> = {}): ReceiveRefund => ({
  type: 'ReceiveRefund',
  refundId: 'r1',
  amount: '33600',
  accountId: 'sulselbar',
  reference: 'FT10',
  receivedOn: '2021-05-03',
  workers: [
    { workerId: 'w1', sponsorId: 's1', amount: '16800' },
    { workerId: 'w2', sponsorId: 's2', amount: '16800' },
  ],
  reason: 'dibayar melebihi bulan klaim',
  ...changes,
});
export const refunded = (): RemittanceEvent => {
  const { type: _, receivedOn, ...data } = refund();
  return { type: 'RefundReceived', data: { remittanceId, ...data, effectiveOn: receivedOn } };
};
