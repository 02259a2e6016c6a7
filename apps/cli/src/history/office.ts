import { rupiah } from '../output/numbers';
import type { Narration } from './narration';

export const schemeNarration: Narration<'SchemeConfigured'> = {
  SchemeConfigured: ({ name, tiers, accounts, groups }) =>
    `Skema ${name} diatur: ${tiers.length} jenjang, ${accounts.length} rekening, ${groups.length} wadah`,
};

export const userNarration: Narration<'UserCreated' | 'RoleGranted' | 'RoleRevoked'> = {
  UserCreated: ({ userId }) => `Pengguna ${userId} dibuat`,
  RoleGranted: ({ userId, role }) => `Peran ${role} diberikan kepada ${userId}`,
  RoleRevoked: ({ userId, role }) => `Peran ${role} dicabut dari ${userId}`,
};

export const lawNarration: Narration<'TariffPublished' | 'IncomeBandsPublished' | 'RulePublished'> = {
  TariffPublished: ({ tariffId, firstMonth, lastMonth, jkkPercent, jkm }) =>
    `Tarif ${tariffId} sejak ${firstMonth}${lastMonth ? ` sampai ${lastMonth}` : ''}: JKK ${jkkPercent}%, JKM ${rupiah(jkm)}`,
  IncomeBandsPublished: ({ firstMonth, bands }) => `${bands.length} golongan penghasilan sejak ${firstMonth}`,
  RulePublished: ({ rule, value, from }) => `Ketentuan ${rule} = ${value} sejak ${from}`,
};
