import { fold } from '../decider';
import { specification } from '../specification';
import { authorityDecider } from './authority';
import { registered, paperRegistered, ended, pledge, reserve, reserved, amendment } from './authority.fixtures';
import type { AuthorityEvent } from './events';
import { commitmentOf } from './state';

const { given } = specification(authorityDecider);

describe('reserving', () => {
  test('a new pledge reserves its whole amount', () => given(registered).when(reserve()).then(reserved('600000')));

  test('the ceiling can be used to the last rupiah and not beyond', () => {
    given(registered)
      .when(reserve({ reserved: '1000000' }))
      .events();
    given(registered, reserved('600000'))
      .when(reserve({ pledgeId: 'p2', reserved: '400001' }))
      .refused('ceiling-exceeded', { ceiling: '1000000', committed: '600000', asked: '400001', short: '1' });
  });

  test('an amendment reserves the increase only', () => {
    const more = { quota: 15, reserved: '900000' };
    given(registered, reserved('600000'))
      .when(reserve(more, { amendment }))
      .then(reserved('300000', more, amendment));
    given(registered, reserved('600000'))
      .when(reserve({ reserved: '1000001' }, { amendment }))
      .refused('ceiling-exceeded', { asked: '400001', short: '1' });
  });

  test('an amendment that asks less records its terms and reserves nothing', () => {
    const less = { quota: 5, reserved: '300000' };
    given(registered, reserved('600000'))
      .when(reserve(less, { amendment }))
      .then(reserved('0', less, amendment));
  });

  test('an amendment that moves the pledge to this budget reserves the whole', () =>
    given(registered)
      .when(reserve({}, { amendment }))
      .then(reserved('600000', {}, amendment)));

  test('a pledge reserves once', () =>
    given(registered, reserved('600000')).when(reserve()).refused('commitment-exists', { reserved: '600000' }));

  test('only at a budget in force', () => {
    given(paperRegistered).when(reserve()).refused('not-a-budget');
    given(registered, ended).when(reserve()).refused('authority-ended');
    given().when(reserve()).refused('not-found');
  });

  test('only for its money, its area and its months', () => {
    given(registered)
      .when(reserve({}, { fundingSource: 'dbh-sawit' }))
      .refused('funding-source-mismatch', { fundingSource: 'apbd', asked: 'dbh-sawit' });
    given(registered)
      .when(reserve({}, { regionCode: '76.04' }))
      .refused('region-outside-authority', { regionCode: '76.03', asked: '76.04' });
    given(registered)
      .when(reserve({ lastMonth: '2022-01' }))
      .refused('month-outside-authority', { month: '2022-01', field: 'lastMonth' });
    given(registered)
      .when(reserve({ firstMonth: '2020-12' }))
      .refused('month-outside-authority', { month: '2020-12', field: 'firstMonth' });
    given(registered)
      .when(reserve({ firstMonth: '2021-07' }))
      .refused('months-reversed', { firstMonth: '2021-07', lastMonth: '2021-06' });
  });

  test('a district of the regency is inside its area', () =>
    given(registered)
      .when(reserve({}, { regionCode: '76.03.01' }))
      .then(reserved('600000')));

  test('a pledge without an amount is refused', () => {
    const { reserved: _, ...without } = pledge;
    given(registered)
      .when({ type: 'ReserveCommitment', sponsorId: 's1', pledge: without, fundingSource: 'apbd' })
      .refused('amount-invalid', { field: 'reserved' });
  });

  test('a pledge that names another budget is a bug', () =>
    expect(given(registered).when(reserve({ budgetId: 'other' })).events).toThrow('does not name budget'));
});

describe('releasing', () => {
  const release = (amount: string) =>
    ({ type: 'ReleaseCommitment', pledgeId: 'p1', amount, reason: 'ditarik' }) as const;
  const released = (amount: string): AuthorityEvent => ({
    type: 'CommitmentReleased',
    data: {
      authorityId: 'dpa-2021',
      sponsorId: 's1',
      pledgeId: 'p1',
      amount,
      reason: 'ditarik',
      effectiveOn: '2021-05-03',
    },
  });

  test('what is released can be reserved by another pledge', () => {
    given(registered, reserved('600000')).when(release('200000')).then(released('200000'));
    given(registered, reserved('600000'), released('200000'))
      .when(reserve({ pledgeId: 'p2' }))
      .then(reserved('600000', { pledgeId: 'p2' }));
  });

  test('not more than is reserved, and not for a pledge that reserved nothing', () => {
    given(registered, reserved('600000'), released('200000'))
      .when(release('400001'))
      .refused('amount-invalid', { reserved: '400000' });
    given(registered).when(release('1')).refused('commitment-unknown', { pledgeId: 'p1' });
  });

  test('giving nothing back is recorded, as reserving nothing is', () =>
    given(registered, reserved('600000')).when(release('0')).then(released('0')));

  test('an ended budget still takes a release', () =>
    given(registered, reserved('600000'), ended).when(release('600000')).then(released('600000')));

  test('the commitment of a pledge can be asked', () => {
    const state = fold(authorityDecider, [registered, reserved('600000'), released('200000')]);
    expect(commitmentOf(state, 'p1')).toEqual({ pledgeId: 'p1', sponsorId: 's1', reserved: '400000' });
    expect(commitmentOf(state, 'p2')).toBeUndefined();
    expect(commitmentOf(state, 'constructor')).toBeUndefined();
  });
});

describe('a law published later', () => {
  const reason = 'tarif baru';
  const dearer = { ...pledge, reserved: '1100000' };
  const reprice = { type: 'RepriceCommitment', sponsorId: 's1', pledge: dearer, tariffRevision: 12, reason } as const;
  const repriced: AuthorityEvent = {
    type: 'CommitmentReserved',
    data: {
      authorityId: 'dpa-2021',
      sponsorId: 's1',
      pledgeId: 'p1',
      amount: '500000',
      pledge: dearer,
      amendment: { reason },
      tariffRevision: 12,
      effectiveOn: '2021-05-03',
    },
  };

  test('is recorded above the ceiling, and at a budget that has ended', () => {
    given(registered, reserved('600000')).when(reprice).then(repriced);
    given(registered, reserved('600000'), ended).when(reprice).then(repriced);
  });

  test('changes nothing for a pledge that holds as much already', () => {
    given(registered, reserved('600000'), repriced).when(reprice).then();
    given(registered, reserved('600000'))
      .when({ ...reprice, pledge: { ...pledge, reserved: '300000' } })
      .then();
  });

  test('is refused for a pledge that reserved nothing here', () =>
    given(registered).when(reprice).refused('commitment-unknown', { pledgeId: 'p1' }));

  test('leaves no room for others, but lets a pledge shrink and the ceiling rise', () => {
    const above = [registered, reserved('600000'), repriced];
    given(...above)
      .when(reserve({ pledgeId: 'p2', reserved: '1' }))
      .refused('ceiling-exceeded', { committed: '1100000', short: '100001' });
    const less = { quota: 5, reserved: '550000' };
    given(...above)
      .when(reserve(less, { amendment }))
      .then(reserved('0', less, amendment));
    const paper = { type: 'AmendCeiling', number: 'DPPA', reason: 'naik', signedOn: '2021-05-03' } as const;
    expect(
      given(...above)
        .when({ ...paper, ceiling: '1050000' })
        .events(),
    ).toHaveLength(1);
    given(...above)
      .when({ ...paper, ceiling: '900000' })
      .refused('ceiling-below-committed', { committed: '1100000', short: '200000' });
  });
});
