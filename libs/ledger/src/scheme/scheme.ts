import type { Decider } from '../decider';
import { Rejection } from '../rejection';
import type { EnrolmentGroup, SchemeAccount, SchemeEvent, SchemeSettings, Tier } from './events';
import { requireKept, requireSound } from './settings';

export interface ConfigureScheme {
  readonly type: 'ConfigureScheme';
  readonly schemeId: string;
  readonly settings: SchemeSettings;
}
export type SchemeCommand = ConfigureScheme;

/** Settings as they are now: accounts and groups are never taken out, so these are all that ever were. */
export type SchemeState =
  | { readonly status: 'unconfigured' }
  | { readonly status: 'configured'; readonly schemeId: string; readonly settings: SchemeSettings };

/** Owner of: tiers non-decreasing by rank; which accounts and enrolment groups the scheme has. */
export const schemeDecider: Decider<SchemeState, SchemeCommand, SchemeEvent> = {
  category: 'scheme',
  initial: () => ({ status: 'unconfigured' }),
  decide: (state, { schemeId, settings: wanted }, { today }) => {
    const settings = plain(wanted);
    requireSound(settings);
    if (state.status === 'configured') {
      requireKept(state.settings, settings);
      if (JSON.stringify(state.settings) === JSON.stringify(settings)) return [];
    }
    return [{ type: 'SchemeConfigured', data: { schemeId, ...settings, effectiveOn: today } }];
  },
  evolve: (_state, { data }) => ({ status: 'configured', schemeId: data.schemeId, settings: plain(data) }),
};

/** The settings and nothing else, always in the same order: tiers from the highest rank down. */
function plain({ name, timeZone, tiers, accounts, groups }: SchemeSettings): SchemeSettings {
  return {
    name,
    timeZone,
    tiers: tiers
      .map(({ rank, title, quota }) => ({ rank, title, quota }))
      .sort((left, right) => right.rank - left.rank),
    accounts: accounts.map(({ accountId, bank, number, holder, creditKey }) => ({
      accountId,
      bank,
      number,
      holder,
      creditKey,
    })),
    groups: groups.map(({ group, kind, name: groupName }) => ({ group, kind, name: groupName })),
  };
}

/** The scheme's settings. @throws Rejection scheme-not-configured */
export function settingsOf(state: SchemeState): SchemeSettings {
  if (state.status === 'configured') return state.settings;
  throw new Rejection(
    'scheme-not-configured',
    'Skema belum diatur. Minta admin mengisi jenjang, rekening, dan wadah lebih dahulu.',
    'The scheme is not configured yet. Ask an admin to enter tiers, accounts and enrolment groups first.',
  );
}

/** A bank account of the scheme: money only there, never on a personal account (DOMAIN K12). @throws Rejection account-not-registered */
export function accountOf(state: SchemeState, accountId: string): SchemeAccount {
  const account = settingsOf(state).accounts.find((candidate) => candidate.accountId === accountId);
  if (account) return account;
  throw new Rejection(
    'account-not-registered',
    `Rekening "${accountId}" tidak terdaftar pada skema ini. Pilih rekening yang terdaftar, atau minta admin mendaftarkannya.`,
    `The account "${accountId}" is not registered with this scheme. Choose a registered one, or ask an admin to register it.`,
    { field: 'accountId', accountId },
  );
}

/** An enrolment group (wadah) of the scheme. @throws Rejection group-not-registered */
export function groupOf(state: SchemeState, group: string): EnrolmentGroup {
  const found = settingsOf(state).groups.find((candidate) => candidate.group === group);
  if (found) return found;
  throw new Rejection(
    'group-not-registered',
    `Wadah "${group}" tidak terdaftar pada skema ini. Pilih wadah yang terdaftar, atau minta admin mendaftarkannya.`,
    `The enrolment group "${group}" is not registered with this scheme. Choose a registered one, or ask an admin to register it.`,
    { field: 'group', group },
  );
}

/** The tier of this title, e.g. `Bupati`. @throws Rejection tier-unknown */
export function tierOf(state: SchemeState, title: string): Tier {
  const tier = settingsOf(state).tiers.find((candidate) => candidate.title === title);
  if (tier) return tier;
  throw new Rejection(
    'tier-unknown',
    `Jenjang "${title}" tidak ada dalam tabel jenjang skema. Pilih jenjang yang ada, atau minta admin menambahkannya.`,
    `The tier "${title}" is not in the scheme's table of tiers. Choose one that is, or ask an admin to add it.`,
    { field: 'tier', tier: title },
  );
}
