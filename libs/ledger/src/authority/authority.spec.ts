import { fold } from '../decider';
import { specification } from '../specification';
import { authorityDecider } from './authority';
import { paper, register, registered, paperRegistered, ended, reserved } from './authority.fixtures';
import { assertCovers } from './covers';
import type { AuthorityEvent } from './events';

const { given } = specification(authorityDecider);

describe('registering', () => {
  test('a budget holds from the day it was signed', () => given().when(register()).then(registered));

  test('a legal paper has no ceiling and may be for any money', () =>
    given()
      .when({ type: 'RegisterAuthority', ...paper, validFrom: '2021-05-03', validThrough: '2021-07-02' })
      .then(paperRegistered));

  test('an id is registered once', () => given(registered).when(register()).refused('authority-exists'));

  test('a paper not yet signed, or valid backwards, is refused', () => {
    given()
      .when(register({ signedOn: '2021-05-04' }))
      .refused('date-in-the-future', { field: 'signedOn' });
    given()
      .when(register({ validThrough: '2020-12-31' }))
      .refused('dates-reversed', { last: '2020-12-31' });
  });

  test('a budget needs a ceiling above zero and public money', () => {
    const { ceiling: _, ...without } = register();
    given().when(without).refused('ceiling-missing');
    given()
      .when(register({ ceiling: '0' }))
      .refused('amount-invalid', { field: 'ceiling' });
    given()
      .when(register({ ceiling: '1000000000000001' }))
      .refused('amount-invalid');
    given()
      .when(register({ fundingSource: 'csr' }))
      .refused('funding-source-mismatch', { fundingSource: 'csr' });
    given()
      .when(register({ kind: 'pks' }))
      .refused('not-a-budget', { kind: 'pks' });
  });
});

describe('ceiling', () => {
  const amend = {
    type: 'AmendCeiling',
    ceiling: '2000000',
    number: 'DPPA 1',
    reason: 'P',
    signedOn: '2021-04-01',
  } as const;
  const amended = (ceiling: string, previous: string, effectiveOn: string): AuthorityEvent => ({
    type: 'CeilingAmended',
    data: { authorityId: 'dpa-2021', ceiling, previous, number: 'DPPA 1', reason: 'P', effectiveOn },
  });

  test('a rise holds from the date of its paper, a cut from today', () => {
    given(registered)
      .when(amend)
      .then(amended('2000000', '1000000', '2021-04-01'));
    given(registered)
      .when({ ...amend, ceiling: '900000' })
      .then(amended('900000', '1000000', '2021-05-03'));
  });

  test('a rise whose paper is older than the change before it does not reach behind that change', () =>
    given(registered, amended('500000', '1000000', '2021-05-02'))
      .when(amend)
      .then(amended('2000000', '500000', '2021-05-02')));

  test('the same ceiling records nothing', () =>
    given(registered)
      .when({ ...amend, ceiling: '1000000' })
      .then());

  test('it is never cut below what is committed', () => {
    given(registered, reserved('600000'))
      .when({ ...amend, ceiling: '599999' })
      .refused('ceiling-below-committed', { ceiling: '599999', committed: '600000', short: '1' });
    given(registered, reserved('600000'))
      .when({ ...amend, ceiling: '600000' })
      .events();
  });

  test('papers have none, an ended budget keeps its own, and a paper not yet signed changes nothing', () => {
    given(paperRegistered).when(amend).refused('not-a-budget');
    given(registered, ended).when(amend).refused('authority-ended');
    given(registered)
      .when({ ...amend, signedOn: '2021-06-01' })
      .refused('date-in-the-future');
    given().when(amend).refused('not-found');
  });
});

describe('legal papers', () => {
  const cover = { firstMonth: '2021-05', lastMonth: '2021-07', fundingSource: 'private' } as const;
  const state = () => fold(authorityDecider, [paperRegistered]);
  const refusal = (code: string) => expect.objectContaining({ code });

  test('a paper covers every month its validity touches, for any money', () => {
    expect(() => assertCovers(state(), cover)).not.toThrow();
    expect(() => assertCovers(state(), { ...cover, lastMonth: '2021-08' })).toThrow(refusal('month-outside-authority'));
    expect(() => assertCovers(state(), { ...cover, firstMonth: '2021-04' })).toThrow(
      refusal('month-outside-authority'),
    );
  });

  test('an ended paper covers nothing more, and ends once', () => {
    const end = { type: 'EndAuthority', reason: 'dicabut' } as const;
    given(registered).when(end).then(ended);
    given(registered, ended).when(end).then();
    expect(() => assertCovers(fold(authorityDecider, [paperRegistered, ended]), cover)).toThrow(
      refusal('authority-ended'),
    );
    expect(() => assertCovers(authorityDecider.initial(), cover)).toThrow(refusal('not-found'));
  });
});

test('a refusal of a later step is recorded and changes nothing', () => {
  const refused: AuthorityEvent = {
    type: 'CommandRefused',
    data: {
      code: 'sponsor-unknown',
      sentence: 'Tidak ada.',
      english: 'Not there.',
      details: {},
      effectiveOn: '2021-05-03',
    },
  };
  given(registered)
    .when({
      type: 'RefuseCommand',
      code: 'sponsor-unknown',
      sentence: 'Tidak ada.',
      english: 'Not there.',
      details: {},
    })
    .then(refused);
  expect(fold(authorityDecider, [registered, refused])).toEqual(fold(authorityDecider, [registered]));
});
