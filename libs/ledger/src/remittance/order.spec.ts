import { fold } from '../decider';
import { specification } from '../specification';
import { remittanceDecider } from './remittance';
import {
  acknowledged,
  cancel,
  cancelled,
  complete,
  directParts,
  listed,
  open,
  openDirect,
  opened,
  openedDirect,
  ordered,
  paid,
  parts,
} from './remittance.fixtures';
import { parseRemittanceId, remittanceIdOf } from './remittance-id';
import { openingOf } from './state';

const { given } = specification(remittanceDecider);

describe('opening', () => {
  test('claims the number and lists its sponsors, each once', () =>
    given()
      .when(open({ sponsors: ['s1', 's2', 's1'] }))
      .then(opened(), listed(['s1', 's2'])));

  test('sponsors travel in chunks of five hundred', () => {
    const sponsors = Array.from({ length: 1001 }, (_, index) => `s${index}`);
    const events = [
      opened(),
      listed(sponsors.slice(0, 500)),
      listed(sponsors.slice(500, 1000), 1),
      listed(sponsors.slice(1000), 2),
    ];
    given()
      .when(open({ sponsors }))
      .then(...events);
    expect(openingOf(fold(remittanceDecider, events)).sponsors).toEqual(sponsors);
  });

  test('a direct one names its payment and has one sponsor', () => {
    given()
      .when(openDirect())
      .then(openedDirect, listed(['s1']));
    expect(given().when({ ...openDirect(), sponsors: ['s2'] }).events).toThrow('of sponsor s1 alone');
  });

  test('the amount BPJS bills is kept', () =>
    given()
      .when(open({ expectedAmount: '840000', sponsors: ['s1'] }))
      .then(opened({ expectedAmount: '840000' }), listed(['s1'])));

  test('a number is claimed once, also after it was cancelled', () => {
    given(opened()).when(open()).refused('remittance-exists', { remittanceId: 'SG-MAMASA.2021-05.1' });
    given(opened(), cancelled).when(open()).refused('remittance-exists');
  });

  test('without sponsors, with a malformed code or amount, or with a receipt of tomorrow it is refused', () => {
    given()
      .when(open({ sponsors: [] }))
      .refused('nothing-to-remit', { month: '2021-05' });
    given()
      .when(open({ billingCode: '1234' }))
      .refused('billing-code-invalid');
    given()
      .when(open({ expectedAmount: '0' }))
      .refused('amount-invalid', { field: 'expectedAmount' });
    given()
      .when({ ...openDirect(), direct: { ...openDirect().direct!, paidOn: '2021-05-04' } })
      .refused('date-in-the-future', { field: 'paidOn' });
  });

  test('a name that is not made of its group, month and number is a bug', () =>
    expect(given().when(open({ number: 2 })).events).toThrow('misnamed'));
});

describe('ordering', () => {
  test('is what the sponsors ordered together, added up by place', () => {
    given(opened()).when(complete()).then(ordered());
    const split = [
      { place: 'bank:sulselbar', amount: '400000' },
      { place: 'bpjs:SG-MAMASA', amount: '16800' },
      { place: 'bank:sulselbar', amount: '423200' },
      { place: 'bpjs:SB', amount: '0' },
    ];
    given(opened())
      .when(complete({ parts: split }))
      .then(ordered());
  });

  test('nobody in it is refused', () =>
    given(opened())
      .when(complete({ heads: 0, amount: '0', parts: [] }))
      .refused('nothing-to-remit'));

  test('another sum than the billing code asks is refused with both', () => {
    given(opened({ expectedAmount: '856800' }))
      .when(complete())
      .refused('remittance-amount-differs', { expectedAmount: '856800', amount: '840000', heads: '50' });
    given(opened({ expectedAmount: '840000' }))
      .when(complete())
      .then(ordered());
  });

  test('the same order again records nothing, another one is a bug', () => {
    given(opened(), ordered()).when(complete()).then();
    given(opened(), ordered(), paid).when(complete()).then();
    expect(given(opened(), ordered()).when(complete({ heads: 49 })).events).toThrow('was ordered for 50 heads');
  });

  test('parts that do not add up, or direct money in custody, are a bug', () => {
    expect(given(opened()).when(complete({ amount: '840001' })).events).toThrow('do not add up');
    expect(given(opened()).when(complete({ parts: directParts })).events).toThrow('mixes direct money');
    expect(given(openedDirect).when(complete()).events).toThrow('mixes direct money');
    expect(given(opened()).when(complete({ heads: 1.5 })).events).toThrow('not a number of heads');
  });

  test('a cancelled or unknown remittance is not ordered', () => {
    given(opened(), cancelled).when(complete()).refused('remittance-cancelled', { reason: 'kode kedaluwarsa' });
    given().when(complete()).refused('remittance-unknown');
  });
});

describe('cancelling', () => {
  test('before payment, once', () => {
    given(opened()).when(cancel).then(cancelled);
    given(opened(), ordered()).when(cancel).then(cancelled);
    given(opened(), ordered(), cancelled).when(cancel).then();
  });

  test('not after payment, and not what never was', () => {
    given(opened(), ordered(), paid).when(cancel).refused('remittance-already-paid', { paidOn: '2021-05-03' });
    given(opened(), ordered(), paid, acknowledged).when(cancel).refused('remittance-already-paid');
    given().when(cancel).refused('remittance-unknown');
  });

  test('not what its sponsor paid to BPJS directly', () => {
    given(openedDirect).when(cancel).refused('remittance-already-paid', { paidOn: '2021-04-20' });
    given(openedDirect, ordered(directParts)).when(cancel).refused('remittance-already-paid');
  });
});

describe('refusal of a step', () => {
  const refuse = {
    type: 'RefuseCommand',
    code: 'remittance-amount-differs',
    sentence: 'Beda.',
    english: 'Differs.',
    details: {},
  } as const;
  const { type: _, ...reason } = refuse;
  const refused = { type: 'CommandRefused', data: { ...reason, effectiveOn: '2021-05-03' } } as const;

  test('while the order is put together it ends the remittance', () => {
    given(opened()).when(refuse).then(refused);
    given(opened(), refused).when(complete()).refused('remittance-cancelled', { reason: 'Beda.' });
  });

  test('later it leaves the order as it is', () => {
    given(opened(), ordered(), refused).when(cancel).then(cancelled);
    expect(fold(remittanceDecider, [opened(), ordered(), paid, refused]).status).toBe('paid');
  });
});

describe('remittance id', () => {
  test('names group, month and number and is read back', () => {
    expect(remittanceIdOf('SG-MAMASA', '2021-05', 12)).toBe('SG-MAMASA.2021-05.12');
    expect(parseRemittanceId('SG-MAMASA.2021-05.12')).toEqual({ group: 'SG-MAMASA', month: '2021-05', number: 12 });
  });

  test.each(['', 'SG', 'SG.2021-13.1', 'SG.2021-05.0', 'SG.2021-05.01', 'a.b.2021-05.1', 'SG.2021-05.1 '])(
    '%j names none',
    (text) => {
      expect(() => parseRemittanceId(text)).toThrow(expect.objectContaining({ code: 'remittance-unknown' }));
    },
  );

  test.each([
    ['a.b', '2021-05', 1],
    ['SG', '2021-13', 1],
    ['SG', '2021-05', 0],
    ['SG', '2021-05', 1.5],
  ])('none is made of %j, %j, %j', (group, month, number) => {
    expect(() => remittanceIdOf(group, month, number)).toThrow('not a remittance');
  });

  test('an unknown remittance was never opened', () => {
    expect(() => openingOf(remittanceDecider.initial())).toThrow(
      expect.objectContaining({ code: 'remittance-unknown' }),
    );
    expect(openingOf(fold(remittanceDecider, [opened(), ordered(parts)])).month).toBe('2021-05');
  });
});
