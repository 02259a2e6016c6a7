import type { CreditEvent } from './events';
import { chargeBack, chargedBack, credit, draw, drawn, giveBack, given, recorded, returned } from './credit.fixtures';

describe('a credit that was recorded wrong', () => {
  const right = { paymentId: 'p2', creditAmount: '900000', valueDate: '2021-05-01', amount: '900000' };
  const corrected: CreditEvent = {
    type: 'CreditCorrected',
    data: {
      ...credit,
      reading: 1,
      previous: '840000',
      amount: '900000',
      valueDate: '2021-05-01',
      recordedBy: 'bendahara',
      effectiveOn: '2021-05-02',
    },
  };
  const again: CreditEvent = {
    type: 'CreditRecorded',
    data: { ...credit, amount: '900000', reference: 'ft1', reading: 2, effectiveOn: '2021-05-01' },
  };
  const drawnAgain: CreditEvent = {
    type: 'CreditPartDrawn',
    data: {
      ...credit,
      paymentId: 'p2',
      sponsorId: 's1',
      amount: '900000',
      channel: 'payroll',
      recordedBy: 'bendahara',
      effectiveOn: '2021-05-01',
    },
  };

  it('is taken back and recorded again once nothing is drawn', () => {
    given(recorded, drawn(), returned()).when(draw(right)).then(corrected, again, drawnAgain);
    given(recorded, drawn(), returned(), corrected, again, drawnAgain)
      .when(chargeBack('1', 'p2'))
      .then({
        type: 'CreditChargedBack',
        data: {
          ...credit,
          paymentId: 'p2',
          amount: '1',
          reason: 'ditarik bank',
          reading: 2,
          effectiveOn: '2021-05-03',
        },
      });
  });

  it('holds what it was corrected to, and can be corrected once more', () => {
    const history = [recorded, drawn(), returned(), corrected, again, drawnAgain];
    const third = { ...right, paymentId: 'p3', amount: '1' };
    given(...history)
      .when(draw({ ...third, valueDate: '2021-05-01' }))
      .refused('credit-overdrawn', { left: '0' });
    given(...history)
      .when(draw({ ...third, creditAmount: '840000' }))
      .refused('credit-differs', { creditAmount: '900000', valueDate: '2021-05-01', drawn: '900000' });
    given(...history, {
      type: 'CreditPartReturned',
      data: { ...credit, paymentId: 'p2', amount: '900000', reason: 'x', effectiveOn: '2021-05-01' },
    })
      .when(draw({ ...third, creditAmount: '840000', valueDate: '2021-05-02' }))
      .then(
        {
          type: 'CreditCorrected',
          data: {
            ...credit,
            reading: 2,
            previous: '900000',
            amount: '840000',
            valueDate: '2021-05-02',
            recordedBy: 'bendahara',
            effectiveOn: '2021-05-01',
          },
        },
        { type: 'CreditRecorded', data: { ...recorded.data, reading: 3 } as never },
        drawn('p3', '1'),
      );
  });

  it('stays as it is while any payment holds a part, and when the bank took some of it back', () => {
    given(recorded, drawn(), drawn('p0', '1'), returned()).when(draw(right)).refused('credit-differs', { drawn: '1' });
    given(recorded, drawn(), chargedBack('200000'), returned('p1', '300000'))
      .when(draw(right))
      .refused('credit-differs', { drawn: '0', chargedBack: '200000' });
  });

  it('is not corrected by a payment that is refused itself', () => {
    const wrong = given(recorded, drawn(), returned());
    wrong.when(draw({ ...right, paymentId: 'p1' })).refused('payment-exists');
    wrong.when(draw({ ...right, amount: '900001' })).refused('credit-overdrawn', { credit: '900000', left: '900000' });
    wrong.when(draw({ ...right, valueDate: '2021-05-04' })).refused('date-in-the-future');
  });

  it('that reads otherwise without a correction, or is corrected while it is used, is a bug', () => {
    expect(given(recorded, again).when(giveBack()).events).toThrow('recorded twice');
    expect(given(recorded, drawn(), corrected).when(giveBack()).events).toThrow('while it is used');
  });
});
