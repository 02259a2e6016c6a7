import { specification } from '../specification';
import { remittanceDecider } from './remittance';
import {
  acknowledge,
  acknowledged,
  cancelled,
  directParts,
  opened,
  openedDirect,
  ordered,
  paid,
  pay,
  refund,
  refunded,
  rejected,
} from './remittance.fixtures';

const { given } = specification(remittanceDecider);

describe('paying', () => {
  test('only what lies in the account leaves the bank; the rest is credit at BPJS', () =>
    given(opened(), ordered()).when(pay()).then(paid));

  test('once', () => {
    given(opened(), ordered(), paid).when(pay()).refused('remittance-already-paid', { paidOn: '2021-05-03' });
    given(opened(), ordered(), paid, acknowledged).when(pay()).refused('remittance-already-paid');
  });

  test('not before it is ordered, not when cancelled, not what never was', () => {
    given(opened()).when(pay()).refused('remittance-not-ordered');
    given(opened(), ordered(), cancelled).when(pay()).refused('remittance-cancelled');
    given().when(pay()).refused('remittance-unknown');
  });

  test('on a day from the order to today', () => {
    given(opened(), ordered())
      .when(pay({ paidOn: '2021-05-02' }))
      .refused('date-out-of-order', { field: 'paidOn', notBefore: '2021-05-03' });
    given(opened(), ordered())
      .when(pay({ paidOn: '2021-05-05' }), { now: '2021-05-04T04:00:00.000Z', today: '2021-05-04' })
      .refused('date-in-the-future', { field: 'paidOn' });
  });

  test('from an account that holds the money', () => {
    given(opened(), ordered())
      .when(pay({ accountId: 'bri' }))
      .refused('remittance-account-differs', { accountId: 'bri', accounts: 'sulselbar' });
    const { accountId: _, ...without } = pay();
    given(opened(), ordered()).when(without).refused('remittance-account-differs', { accountId: '' });
  });

  test('money in two accounts is paid from either of them', () => {
    const two = [
      { place: 'bank:sulselbar', amount: '420000' },
      { place: 'bank:bri', amount: '420000' },
    ];
    expect(
      given(opened(), ordered(two))
        .when(pay({ accountId: 'bri' }))
        .events(),
    ).toMatchObject([{ data: { accountId: 'bri', bankAmount: '840000', creditAmount: '0' } }]);
  });

  test('credit alone needs no account', () => {
    const [event] = given(opened(), ordered([{ place: 'bpjs:SG-MAMASA', amount: '840000' }]))
      .when(pay())
      .events();
    expect(event?.data).toMatchObject({ bankAmount: '0', creditAmount: '840000' });
    expect(event?.data).not.toHaveProperty('accountId');
  });

  test("a direct one is paid on the day of BPJS's receipt and moves no bank", () => {
    const direct = given(openedDirect, ordered(directParts));
    const { accountId: _, ...data } = paid.data as Extract<typeof paid, { type: 'RemittancePaid' }>['data'];
    const amounts = { bankAmount: '0', creditAmount: '0', directAmount: '840000', paymentId: 'p1' };
    direct.when(pay({ paidOn: '2021-04-20' })).then({
      type: 'RemittancePaid',
      data: { ...data, ...amounts, effectiveOn: '2021-04-20' },
    });
    expect(direct.when(pay()).events).toThrow('was received by BPJS on 2021-04-20');
  });
});

describe('acknowledging', () => {
  test("keeps BPJS's receipt, its cover dates and those not accepted", () => {
    given(opened(), ordered(), paid).when(acknowledge()).then(acknowledged);
    given(opened(), ordered(), paid)
      .when(acknowledge({ rejected: [...rejected, ...rejected] }))
      .then(acknowledged);
  });

  test('once', () =>
    given(opened(), ordered(), paid, acknowledged)
      .when(acknowledge({ receiptNumber: '2' }))
      .refused('remittance-already-acknowledged', { receiptNumber: '210500000000001' }));

  test('only what is paid', () => {
    given(opened()).when(acknowledge()).refused('remittance-not-paid');
    given(opened(), ordered()).when(acknowledge()).refused('remittance-not-paid');
    given(opened(), cancelled).when(acknowledge()).refused('remittance-cancelled');
    given().when(acknowledge()).refused('remittance-unknown');
  });

  test('not with cover backwards, nor with more rejected than were in it', () => {
    given(opened(), ordered(), paid)
      .when(acknowledge({ coverThrough: '2021-04-30' }))
      .refused('dates-reversed', { first: '2021-05-01', last: '2021-04-30' });
    const many = Array.from({ length: 51 }, (_, index) => ({ workerId: `w${index}`, reason: 'ditolak' }));
    given(opened(), ordered(), paid)
      .when(acknowledge({ rejected: many }))
      .refused('worker-not-in-remittance', { heads: '50', rejected: '51' });
    expect(
      given(opened(), ordered(), paid)
        .when(acknowledge({ rejected: many.slice(1) }))
        .events(),
    ).toHaveLength(1);
  });
});

describe('a refund from BPJS', () => {
  const settled = given(opened(), ordered(), paid, acknowledged);

  test('names the workers whose premium came back', () => settled.when(refund()).then(refunded()));

  test('the same refund again records nothing', () =>
    given(opened(), ordered(), paid, acknowledged, refunded()).when(refund()).then());

  test('is the sum of its workers', () => {
    settled.when(refund({ amount: '33601' })).refused('refund-mismatch', { amount: '33601', total: '33600' });
    settled.when(refund({ workers: [] })).refused('refund-mismatch', { total: '0' });
    const [first, second] = refund().workers;
    settled
      .when(refund({ workers: [{ ...first!, amount: '0' }, second!] }))
      .refused('amount-invalid', { field: 'workers.amount' });
  });

  test('names a worker once over all refunds', () => {
    const [first] = refund().workers;
    given(opened(), ordered(), paid, acknowledged, refunded())
      .when(refund({ refundId: 'r2', amount: '16800', workers: [first!] }))
      .refused('refund-mismatch', { workerId: 'w1' });
    settled.when(refund({ workers: [first!, first!] })).refused('refund-mismatch', { workerId: 'w1' });
  });

  test('does not name a worker BPJS had rejected: that money is credit there', () =>
    settled
      .when(refund({ amount: '16800', workers: [{ workerId: 'w9', sponsorId: 's1', amount: '16800' }] }))
      .refused('worker-not-in-remittance', { workerId: 'w9' }));

  test('of premiums that a later law made dearer comes back with their additional charge', () => {
    const workers = ['w1', 'w2'].map((workerId) => ({ workerId, sponsorId: 's1', amount: '423000' }));
    const dearer = refund({ amount: '846000', workers });
    settled.when(dearer).refused('refund-mismatch', { amount: '846000', remitted: '840000' });
    expect(settled.when({ ...dearer, worth: '846000' }).events()).toHaveLength(1);
    settled.when({ ...dearer, worth: '845999' }).refused('refund-mismatch', { amount: '846000' });
  });

  test('never exceeds what was remitted', () => {
    const whole = [{ workerId: 'w3', sponsorId: 's1', amount: '806401' }];
    given(opened(), ordered(), paid, acknowledged, refunded())
      .when(refund({ refundId: 'r2', amount: '806401', workers: whole }))
      .refused('refund-mismatch', { remitted: '840000', refunded: '33600', amount: '806401' });
  });

  test('comes after the payment and not in the future', () => {
    settled.when(refund({ receivedOn: '2021-05-02' })).refused('date-out-of-order', { notBefore: '2021-05-03' });
    settled.when(refund({ receivedOn: '2021-05-04' })).refused('date-in-the-future', { field: 'receivedOn' });
  });

  test('only of what BPJS acknowledged', () => {
    given(opened(), ordered(), paid).when(refund()).refused('remittance-not-acknowledged');
    given(opened(), cancelled).when(refund()).refused('remittance-cancelled');
    given().when(refund()).refused('remittance-unknown');
  });
});
