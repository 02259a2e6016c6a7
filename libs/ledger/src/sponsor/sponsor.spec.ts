import { specification } from '../specification';
import * as fixture from './sponsor.fixtures';
import { sponsorDecider } from './sponsor';

const { given } = specification(sponsorDecider);
const { allocated, assigned, ordered, pledge, pledgeMade, recorded, registeredRegent, settled, verified } = fixture;
const pledged = [registeredRegent, pledgeMade];

describe('pledges', () => {
  it('takes a promise of workers on a signed paper', () => {
    given(registeredRegent).when({ type: 'MakePledge', pledge }).then(pledgeMade);
  });

  it.each([0, -1, 1.5, Number.NaN, 3_000_000])('refuses a quota of %p', (quota) => {
    given(registeredRegent)
      .when({ type: 'MakePledge', pledge: { ...pledge, quota } })
      .refused('quota-invalid');
  });

  it('refuses reversed months, a paper of tomorrow and an unknown sponsor', () => {
    const reversed = { ...pledge, lastMonth: '2021-04' };
    given(registeredRegent).when({ type: 'MakePledge', pledge: reversed }).refused('months-reversed');
    const tomorrow = { ...pledge, document: { ...pledge.document, date: '2021-05-04' } };
    given(registeredRegent).when({ type: 'MakePledge', pledge: tomorrow }).refused('date-in-the-future');
    given().when({ type: 'MakePledge', pledge }).refused('sponsor-unknown');
  });

  it('asks public money for its budget', () => {
    given({ ...registeredRegent, data: { ...registeredRegent.data, fundingSource: 'apbd' } } as typeof registeredRegent)
      .when({ type: 'MakePledge', pledge })
      .refused('budget-required');
  });

  it('is never amended below what is assigned', () => {
    const history = [...pledged, assigned('w1', 'w2')];
    const amend = (terms: object) => ({
      type: 'AmendPledge' as const,
      pledge: { ...pledge, ...terms },
      reason: 'SK baru',
    });
    given(...history)
      .when(amend({ quota: 1 }))
      .refused('below-assigned', { assigned: '2', quota: '1' });
    given(...history)
      .when(amend({ lastMonth: '2021-11' }))
      .refused('below-assigned', { month: '2021-12' });
    const previous = { quota: 50, firstMonth: '2021-05', lastMonth: '2021-12' };
    given(...history)
      .when(amend({ quota: 2 }))
      .then({
        type: 'PledgeAmended',
        data: { ...pledge, sponsorId: 'regent', quota: 2, reason: 'SK baru', previous, effectiveOn: '2021-04-22' },
      });
  });

  it('is withdrawn only from a month nobody is assigned in', () => {
    const withdraw = (fromMonth: string) => ({
      type: 'WithdrawPledge' as const,
      pledgeId: pledge.pledgeId,
      fromMonth,
      reason: 'mundur',
      document: pledge.document,
    });
    given(...pledged, assigned('w1'))
      .when(withdraw('2021-08'))
      .refused('below-assigned');
    const { pledgeId, document, quota, firstMonth, lastMonth } = pledge;
    const previous = { quota, firstMonth, lastMonth };
    const of = { sponsorId: 'regent', pledgeId, reason: 'mundur', document };
    given(...pledged)
      .when(withdraw('2021-08'))
      .then({ type: 'PledgeWithdrawn', data: { ...of, fromMonth: '2021-08', previous, effectiveOn: '2021-04-22' } });
  });
});

describe('payments', () => {
  const verify = { type: 'VerifyPayment' as const, paymentId: 'regent.r1' };

  it('is verified by another officer, never by its recorder', () => {
    given(...pledged, recorded('840000'))
      .when(verify)
      .refused('self-verification');
    given(...pledged, recorded('840000'))
      .when(verify, { by: 'pemeriksa' })
      .then(verified('840000'));
    given(...pledged, recorded('840000'), verified('840000'))
      .when(verify, { by: 'x' })
      .refused('payment-not-open');
  });

  it.each(['0', '-1', '1.5', '1e3', '1000000000000001', ' 5', '05'])('refuses an amount of %p', (amount) => {
    given(...pledged)
      .when({
        type: 'RecordPayment',
        paymentId: 'r2',
        amount,
        custody: fixture.scheme,
        valueDate: '2021-05-02',
        recordedBy: 'bendahara',
      })
      .refused('amount-invalid');
  });

  it('is not reversed while it is allocated, and is reversed in full otherwise', () => {
    const reverse = { type: 'ReversePayment' as const, paymentId: 'regent.r1', reason: 'salah rekening' };
    const paid = [...pledged, assigned('w1'), recorded('33600'), verified('33600')];
    given(...paid, allocated('2021-05', 'b1', 'w1'))
      .when(reverse)
      .refused('already-allocated', { available: '16800', amount: '33600' });
    expect(
      given(...paid)
        .when(reverse)
        .events()[0],
    ).toMatchObject({ data: { amount: '33600', wasVerified: true } });
  });

  it('records a charge-back of spent money as a receivable that the next payment fills first', () => {
    const paid = [...pledged, assigned('w1'), recorded('16800'), verified('16800'), allocated('2021-05', 'b1', 'w1')];
    const [charged] = given(...paid)
      .when({ type: 'ChargeBackPayment', paymentId: 'regent.r1', amount: '16800', reason: 'bank' })
      .events();
    expect(charged).toMatchObject({ data: { fromAvailable: '0', receivable: '16800' } });
    given(...paid, charged!, recorded('20000', 'regent.r2'))
      .when({ type: 'VerifyPayment', paymentId: 'regent.r2' }, { by: 'pemeriksa' })
      .then({
        ...verified('20000', 'regent.r2'),
        data: { ...verified('20000', 'regent.r2').data, settlesReceivable: '16800' },
      } as typeof registeredRegent);
  });
});

describe('money the bank took back after it was spent', () => {
  const owing = [
    ...pledged,
    assigned('w1'),
    recorded('16800'),
    verified('16800'),
    allocated('2021-05', 'b1', 'w1'),
    ...given(...pledged, assigned('w1'), recorded('16800'), verified('16800'), allocated('2021-05', 'b1', 'w1'))
      .when({ type: 'ChargeBackPayment', paymentId: 'regent.r1', amount: '16800', reason: 'bank' })
      .events(),
  ];
  const back = given(...owing)
    .when({ type: 'ReverseAllocations', month: '2021-05', workers: ['w1'], reason: 'dana ditarik' })
    .events();

  it('is owed: what comes back of it is neither refunded nor spent again', () => {
    const refund = { refundId: 'f1', accountId: 'kas', amount: '16800', reference: 'B-1', reason: 'diminta' };
    given(...owing, ...back)
      .when({ type: 'PayRefund', ...refund })
      .refused('refund-exceeds-available', { available: '0' });
    given(...owing, ...back)
      .when({ type: 'AllocatePremiums', runId: 'run-2', due: fixture.due('2021-06', 'w1') })
      .then();
  });
});

describe('assignments', () => {
  const assign = (...workers: string[]) => ({
    type: 'AssignBeneficiaries' as const,
    pledgeId: pledge.pledgeId,
    assignmentId: 'a2',
    firstMonth: '2021-05',
    lastMonth: '2021-12',
    workers,
  });

  it('fills the quota and not more', () => {
    const fifty = Array.from({ length: 50 }, (_, index) => `w${index}`);
    expect(
      given(...pledged)
        .when(assign(...fifty))
        .events(),
    ).toHaveLength(1);
    given(...pledged, assigned(...fifty))
      .when(assign('w51'))
      .refused('quota-exceeded', { month: '2021-05', quota: '50', assigned: '50', asked: '1' });
  });

  it('refuses a worker who is assigned here already and a month outside the pledge', () => {
    given(...pledged, assigned('w1'))
      .when(assign('w1'))
      .refused('worker-already-sponsored');
    given(...pledged)
      .when({ ...assign('w1'), lastMonth: '2022-01' })
      .refused('month-outside-pledge');
  });

  it('takes unordered money back with a release and refuses it for ordered months', () => {
    const paid = [...pledged, assigned('w1'), recorded('33600'), verified('33600'), allocated('2021-05', 'b1', 'w1')];
    const release = {
      type: 'ReleaseBeneficiaries' as const,
      pledgeId: pledge.pledgeId,
      workers: ['w1'],
      fromMonth: '2021-05',
      cause: 'replacement' as const,
      reason: 'pindah',
    };
    expect(
      given(...paid)
        .when(release)
        .events()
        .map(({ type }) => type),
    ).toEqual(['AllocationsReversed', 'BeneficiariesReleased']);
    given(...paid, ordered('2021-05', 'SG01.2021-05.1', 1, 'b1'))
      .when(release)
      .refused('allocation-ordered');
    given(...paid)
      .when({ ...release, workers: ['w9'] })
      .refused('worker-not-assigned');
  });
});

describe('a death', () => {
  const death = { type: 'EndForDeath' as const, workerId: 'w1', monthOfDeath: '2021-05' };
  const history = [
    ...pledged,
    assigned('w1', 'w2'),
    recorded('168000'),
    verified('168000'),
    allocated('2021-05', 'b1', 'w1', 'w2'),
    allocated('2021-06', 'b2', 'w1', 'w2'),
    allocated('2021-07', 'b3', 'w1', 'w2'),
    ordered('2021-05', 'SG01.2021-05.1', 2, 'b1'),
    settled('2021-05', 'SG01.2021-05.1', 'w1', 'w2'),
    ordered('2021-06', 'SG01.2021-06.1', 2, 'b2'),
    settled('2021-06', 'SG01.2021-06.1', 'w1', 'w2'),
  ];

  it('cancels settled months after it, takes unordered money back, frees the quota; a second time nothing', () => {
    const events = given(...history)
      .when(death)
      .events();
    expect(events.map(({ type }) => type)).toEqual(['AllocationsReversed', 'CoverCancelled', 'BeneficiariesReleased']);
    expect(events[1]).toMatchObject({ data: { month: '2021-06', workers: ['w1'] } });
    given(...history, ...events)
      .when(death)
      .then();
  });
});

describe('a leaving', () => {
  const leaving = { type: 'EndForLeaving' as const, workerId: 'w1', monthOfLeaving: '2021-05', assignments: ['a1'] };
  const history = [...pledged, assigned('w1'), recorded('50400'), verified('50400'), allocated('2021-06', 'b1', 'w1')];

  it('takes unordered money back and frees the quota; a second time nothing', () => {
    const events = given(...history)
      .when(leaving)
      .events();
    expect(events.map(({ type }) => type)).toEqual(['AllocationsReversed', 'BeneficiariesReleased']);
    expect(events[1]).toMatchObject({ data: { fromMonth: '2021-06', cause: 'leaving' } });
    given(...history, ...events)
      .when(leaving)
      .then();
  });

  it('waits for the last month that is ordered', () => {
    const events = given(...history, ordered('2021-06', 'SG01.2021-06.1', 1, 'b1'))
      .when(leaving)
      .events();
    expect(events).toMatchObject([{ type: 'BeneficiariesReleased', data: { fromMonth: '2021-07' } }]);
  });

  it('leaves alone who came back and was assigned anew', () => {
    given(...history)
      .when({ ...leaving, assignments: ['a0'] })
      .then();
  });
});
