import { fold } from '../decider';
import { specification } from '../specification';
import type { SchemeConfigured, SchemeSettings } from './events';
import { accountOf, groupOf, schemeDecider, tierOf } from './scheme';

const settings: SchemeSettings = {
  name: 'Sedekah Mamasa',
  timeZone: 'Asia/Makassar',
  tiers: [
    { rank: 100, title: 'Bupati', quota: 50 },
    { rank: 90, title: 'Wakil Bupati', quota: 30 },
    { rank: 80, title: 'Sekretaris Daerah', quota: 30 },
  ],
  accounts: [
    {
      accountId: 'sulselbar',
      bank: 'Bank Sulselbar',
      number: '130-001-0001',
      holder: 'Pemkab Mamasa',
      creditKey: 'reference',
    },
  ],
  groups: [{ group: 'SG-MAMASA', kind: 'SG', name: 'Pekerja rentan Mamasa' }],
};
const configured = (changes: Partial<SchemeSettings> = {}): SchemeConfigured => ({
  type: 'SchemeConfigured',
  data: { schemeId: 'mamasa', ...settings, ...changes, effectiveOn: '2021-05-03' },
});
const configure = (changes: Partial<SchemeSettings> = {}) =>
  ({ type: 'ConfigureScheme', schemeId: 'mamasa', settings: { ...settings, ...changes } }) as const;
const { given } = specification(schemeDecider);
const [account] = settings.accounts;

describe('scheme', () => {
  test('settings are recorded, tiers from the highest rank down', () => {
    given()
      .when(configure({ tiers: settings.tiers.toReversed() }))
      .then(configured());
  });

  test('the same settings again record nothing, whatever the order of the tiers', () => {
    given(configured())
      .when(configure({ tiers: settings.tiers.toReversed() }))
      .then();
  });

  test('a third tier of the same quota is added', () => {
    const tiers = [...settings.tiers, { rank: 70, title: 'Camat', quota: 30 }];
    given(configured()).when(configure({ tiers })).then(configured({ tiers }));
  });

  test('a higher office with fewer workers is refused and both tiers are named', () => {
    const tiers = [
      { rank: 90, title: 'Wakil Bupati', quota: 60 },
      { rank: 100, title: 'Bupati', quota: 50 },
    ];
    given().when(configure({ tiers })).refused('tiers-not-ordered', {
      higher: 'Bupati',
      higherQuota: '50',
      lower: 'Wakil Bupati',
      lowerQuota: '60',
    });
  });

  test.each([0, -3, 1.5, Number.NaN, Number.MAX_VALUE])('a quota of %p is refused', (quota) => {
    given()
      .when(configure({ tiers: [{ rank: 1, title: 'Camat', quota }] }))
      .refused('quota-invalid', { tier: 'Camat' });
  });

  test('ranks, titles, account ids, account numbers and groups are unique', () => {
    const tier = { rank: 100, title: 'Camat', quota: 50 };
    given()
      .when(configure({ tiers: [...settings.tiers, tier] }))
      .refused('settings-duplicate', { field: 'tiers.rank' });
    given()
      .when(configure({ tiers: [...settings.tiers, { ...tier, rank: 200, title: ' bupati' }] }))
      .refused('settings-duplicate', { field: 'tiers.title' });
    given()
      .when(configure({ accounts: [account!, { ...account!, number: '2' }] }))
      .refused('settings-duplicate', { field: 'accounts.accountId' });
    given()
      .when(configure({ accounts: [account!, { ...account!, accountId: 'other', number: '1300010001' }] }))
      .refused('settings-duplicate', { field: 'accounts.number' });
    given()
      .when(configure({ groups: [...settings.groups, ...settings.groups] }))
      .refused('settings-duplicate', { field: 'groups.group' });
  });

  test('an account that ever existed neither vanishes nor changes its credit key', () => {
    given(configured())
      .when(configure({ accounts: [] }))
      .refused('account-in-use', { accountId: 'sulselbar' });
    given(configured())
      .when(configure({ accounts: [{ ...account!, creditKey: 'date-amount-ordinal' }] }))
      .refused('account-in-use', { creditKey: 'reference' });
  });

  test('an account may get another holder', () => {
    const accounts = [{ ...account!, holder: 'BKAD Mamasa' }];
    given(configured()).when(configure({ accounts })).then(configured({ accounts }));
  });

  test('a group that ever existed does not vanish', () => {
    given(configured())
      .when(configure({ groups: [] }))
      .refused('group-in-use', { group: 'SG-MAMASA' });
  });

  test('ids that would not be told apart in a stream name are refused', () => {
    given()
      .when(configure({ accounts: [{ ...account!, accountId: 'a.b' }] }))
      .refused('identifier-invalid', { field: 'accounts.accountId' });
    given()
      .when(configure({ groups: [{ group: '', kind: 'SG', name: 'x' }] }))
      .refused('identifier-invalid', { field: 'groups.group' });
  });

  test('a time zone that does not exist is refused', () => {
    given()
      .when(configure({ timeZone: 'Asia/Mamasa' }))
      .refused('time-zone-unknown', { timeZone: 'Asia/Mamasa' });
  });

  test('accounts, groups and tiers are looked up or refused by name', () => {
    const state = fold(schemeDecider, [configured()]);
    expect(accountOf(state, 'sulselbar')).toEqual(account);
    expect(groupOf(state, 'SG-MAMASA').kind).toBe('SG');
    expect(tierOf(state, 'Bupati').quota).toBe(50);
    expect(() => accountOf(state, 'pribadi')).toThrow(expect.objectContaining({ code: 'account-not-registered' }));
    expect(() => groupOf(state, 'SB')).toThrow(expect.objectContaining({ code: 'group-not-registered' }));
    expect(() => tierOf(state, 'Camat')).toThrow(expect.objectContaining({ code: 'tier-unknown' }));
    expect(() => tierOf(schemeDecider.initial(), 'Camat')).toThrow(
      expect.objectContaining({ code: 'scheme-not-configured' }),
    );
  });
});
