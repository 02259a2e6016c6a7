import type { CreditEvent } from './events';
import { chargeBack, chargedBack, credit, draw, drawn, giveBack, given, recorded, returned } from './credit.fixtures';

describe('drawing', () => {
  test('the first part records the credit with it', () => given().when(draw()).then(recorded, drawn()));

  test('a credit whose line has neither reference nor channel is recorded without', () => {
    const { reference: _, channel: __, ...plain } = draw();
    const { data } = drawn() as Extract<CreditEvent, { type: 'CreditPartDrawn' }>;
    const { channel: ___, ...part } = data;
    given()
      .when({ ...plain, sequence: '7' })
      .then(
        { type: 'CreditRecorded', data: { ...credit, amount: '840000', sequence: '7', effectiveOn: '2021-05-02' } },
        { type: 'CreditPartDrawn', data: part },
      );
  });

  test('one payroll credit serves several payments, to the last rupiah', () => {
    given(recorded, drawn())
      .when(draw({ paymentId: 'p2', amount: '340000' }))
      .then(drawn('p2', '340000'));
    given(recorded, drawn())
      .when(draw({ paymentId: 'p2', amount: '340001' }))
      .refused('credit-overdrawn', { credit: '840000', drawn: '500000', asked: '340001', left: '340000' });
  });

  test('the first part is not larger than the credit', () =>
    given()
      .when(draw({ amount: '840001' }))
      .refused('credit-overdrawn', { drawn: '0', left: '840000' }));

  test('the same credit is not read in two ways', () => {
    const second = { paymentId: 'p2', amount: '1' };
    given(recorded, drawn())
      .when(draw({ ...second, creditAmount: '900000' }))
      .refused('credit-differs', { creditAmount: '840000', askedAmount: '900000' });
    given(recorded, drawn())
      .when(draw({ ...second, valueDate: '2021-05-01' }))
      .refused('credit-differs', { valueDate: '2021-05-02', askedValueDate: '2021-05-01' });
  });

  test('a payment draws once, also after its part was returned', () => {
    given(recorded, drawn()).when(draw()).refused('payment-exists', { paymentId: 'p1' });
    given(recorded, drawn(), returned()).when(draw()).refused('payment-exists');
  });

  test('a value date that has not come is refused; today is not', () => {
    given()
      .when(draw({ valueDate: '2021-05-04' }))
      .refused('date-in-the-future', { field: 'valueDate', date: '2021-05-04', today: '2021-05-03' });
    expect(
      given()
        .when(draw({ valueDate: '2021-05-03' }))
        .events(),
    ).toHaveLength(2);
  });

  test.each(['0', '-1', '1.5', '1e3', '01', '', 'Rp 5', '1000000000000001'])('an amount of %p is refused', (amount) => {
    given().when(draw({ amount })).refused('amount-invalid', { field: 'amount' });
    given()
      .when(draw({ creditAmount: amount }))
      .refused('amount-invalid', { field: 'creditAmount' });
  });

  test('a command for another credit is a bug', () =>
    expect(given(recorded, drawn()).when(draw({ paymentId: 'p2', creditKey: 'FT2' })).events).toThrow(
      'another credit',
    ));
});

describe('returning', () => {
  test('a returned part can be drawn by another payment', () => {
    given(recorded, drawn()).when(giveBack()).then(returned());
    given(recorded, drawn(), returned())
      .when(draw({ paymentId: 'p2', amount: '840000' }))
      .then(drawn('p2', '840000'));
  });

  test('returning twice records nothing; a payment that drew nothing is unknown', () => {
    given(recorded, drawn(), returned()).when(giveBack()).then();
    given(recorded, drawn()).when(giveBack('p9')).refused('payment-unknown', { paymentId: 'p9' });
    given().when(giveBack()).refused('payment-unknown');
  });
});

describe('charging back', () => {
  test('it makes the credit smaller and frees nothing', () => {
    given(recorded, drawn()).when(chargeBack('500000')).then(chargedBack('500000'));
    given(recorded, drawn(), chargedBack('500000'))
      .when(draw({ paymentId: 'p2', amount: '340001' }))
      .refused('credit-overdrawn', { credit: '840000', drawn: '500000', left: '340000' });
  });

  test('only the rest of a part charged back in part can be returned', () => {
    given(recorded, drawn(), chargedBack('200000')).when(giveBack()).then(returned('p1', '300000'));
    given(recorded, drawn(), chargedBack('500000')).when(giveBack()).then();
  });

  test('not more than the payment holds, and only of a payment that holds some', () => {
    given(recorded, drawn(), chargedBack('200000'))
      .when(chargeBack('300001'))
      .refused('amount-invalid', { left: '300000' });
    given(recorded, drawn(), returned()).when(chargeBack('1')).refused('payment-not-live', { status: 'returned' });
    given(recorded, drawn()).when(chargeBack('1', 'p9')).refused('payment-unknown');
    given(recorded, drawn()).when(chargeBack('0')).refused('amount-invalid');
  });
});

test('a refusal of a later step is recorded before the part is returned', () => {
  const refusal = {
    code: 'custody-must-be-direct',
    sentence: 'Uang publik.',
    english: 'Public.',
    details: { field: 'custody' },
  } as const;
  given(recorded, drawn())
    .when({ type: 'RefuseCommand', ...refusal })
    .then({ type: 'CommandRefused', data: { ...refusal, effectiveOn: '2021-05-03' } });
});

describe('parts for several payments', () => {
  const parts = [
    { paymentId: 'p1', sponsorId: 's1', amount: '500000' },
    { paymentId: 'p2', sponsorId: 's2', amount: '340000' },
  ];
  const { type: _, paymentId: __, sponsorId: ___, amount: ____, ...terms } = draw();
  const drawAll = (changed: object = {}) => ({ type: 'DrawParts', ...terms, parts, ...changed }) as const;
  const second: CreditEvent = {
    ...drawn('p2', '340000'),
    data: { ...drawn('p2', '340000').data, sponsorId: 's2' },
  } as CreditEvent;

  it('are drawn together, and the credit is recorded once', () => {
    given().when(drawAll()).then(recorded, drawn(), second);
    given(recorded, drawn('p0', '1'), returned('p0', '1')).when(drawAll()).then(drawn(), second);
  });

  it('are refused together when the credit does not carry them all', () => {
    given(recorded, drawn('p0', '1')).when(drawAll()).refused('credit-overdrawn', { left: '839999', asked: '840000' });
    given(recorded, drawn('p0', '1'))
      .when(drawAll({ creditAmount: '840001' }))
      .refused('credit-differs');
    given(recorded, drawn(), returned()).when(drawAll()).refused('payment-exists');
  });

  it('correct a credit once for all of them', () => {
    const events = given(recorded, drawn('p0', '1'), returned('p0', '1'))
      .when(drawAll({ creditAmount: '840001' }))
      .events();
    expect(events.map(({ type }) => type)).toEqual([
      'CreditCorrected',
      'CreditRecorded',
      'CreditPartDrawn',
      'CreditPartDrawn',
    ]);
  });

  it('are amounts, of a day that has come', () => {
    given()
      .when(drawAll({ parts: [...parts, { paymentId: 'p3', sponsorId: 's3', amount: '0' }] }))
      .refused('amount-invalid', { field: 'list.2.amount' });
    given()
      .when(drawAll({ valueDate: '2021-05-04' }))
      .refused('date-in-the-future');
    expect(given().when(drawAll({ parts: [parts[0], { ...parts[1], paymentId: 'p1' }] })).events).toThrow(
      'a payment drawn twice',
    );
  });
});
