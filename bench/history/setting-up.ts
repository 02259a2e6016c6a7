import {
  fold,
  SHIPPED_LAW,
  tariffDecider,
  type LawState,
  type LedgerEvent,
  type LocalDate,
  type Month,
  type SchemeSettings,
} from '@sedekah/ledger';
import { GROUPS, type Sponsor } from './cast';
import type { GeneratedEvent, Journalist } from './journalist';

export const ACCOUNT = 'kas';
export const SETTINGS: SchemeSettings = {
  name: 'Pola sedekah Sulawesi',
  timeZone: 'Asia/Makassar',
  tiers: [{ rank: 1, title: 'Bupati', quota: 50 }],
  accounts: [
    { accountId: ACCOUNT, bank: 'Bank Sulselbar', number: '030-1', holder: 'Panitia', creditKey: 'reference' },
  ],
  groups: GROUPS.map((group) => ({ group, kind: 'SG', name: `Pekerja rentan ${group}` })),
};

/** The law as it is shipped, published on `today`. */
export function lawOf(today: LocalDate): { readonly events: LedgerEvent[]; readonly law: LawState } {
  const context = { now: `${today}T01:00:00.000Z`, today, by: 'system', newId: (kind: string) => kind };
  const events: LedgerEvent[] = [];
  let law = tariffDecider.initial();
  for (const command of SHIPPED_LAW) {
    const decided = tariffDecider.decide(law, command, context);
    law = fold(tariffDecider, decided, law);
    events.push(...decided);
  }
  return { events, law };
}

/** Scheme, law, and every sponsor with its pledge. */
export function* settingUp(
  journalist: Journalist,
  cast: readonly Sponsor[],
  day: LocalDate,
  [firstMonth, lastMonth]: readonly [Month, Month],
): Generator<GeneratedEvent> {
  journalist.on(day);
  const settings: LedgerEvent = {
    type: 'SchemeConfigured',
    data: { ...SETTINGS, schemeId: 'main', effectiveOn: day },
  };
  yield journalist.event('scheme-main', 0, settings, journalist.command('admin'));
  let revision = 0;
  for (const event of lawOf(day).events) {
    yield journalist.event('tariff-bpu', revision, event, journalist.command('system'));
    revision += 1;
  }
  for (const [rank, sponsor] of cast.entries())
    yield* promising(journalist, sponsor, rank + 1, day, firstMonth, lastMonth);
}

function* promising(
  journalist: Journalist,
  sponsor: Sponsor,
  rank: number,
  day: LocalDate,
  firstMonth: Month,
  lastMonth: Month,
): Generator<GeneratedEvent> {
  const { sponsorId, pledgeId, workers } = sponsor;
  const stream = `sponsor-${sponsorId}`;
  const registered: LedgerEvent = {
    type: 'SponsorRegistered',
    data: { sponsorId, kind: 'office', name: `Penanggung ${rank}`, fundingSource: 'private', effectiveOn: day },
  };
  yield journalist.event(stream, sponsor.next++, registered, journalist.command('bendahara'));
  const document = { kind: 'surat-kesanggupan', number: `${rank}/SK`, date: day };
  const terms = { pledgeId, quota: workers.length, firstMonth, lastMonth, document, authorityIds: [] };
  const pledged: LedgerEvent = { type: 'PledgeMade', data: { ...terms, sponsorId, effectiveOn: day } };
  yield journalist.event(stream, sponsor.next++, pledged, journalist.command('bendahara'));
}
