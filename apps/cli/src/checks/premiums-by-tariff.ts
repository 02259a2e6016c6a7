import {
  money,
  premiumOf,
  tariffDecider,
  type AllocationsRepriced,
  type FundingSource,
  type LawState,
  type PremiumsAllocated,
  type SponsorRegistered,
  type TariffEvent,
} from '@sedekah/ledger';
import type { StoredEvent } from '@sedekah/event-store';
import type { Check } from './check';

/**
 * Every allocation is heads × a premium that the law, as published before it, asks: its tariff row holds in its month
 * and for the sponsor's funding source, and the amount is that row's on one of the income bands. The same for what a later
 * law makes of it, whose difference and places add up. Which band is the worker's own is not looked at here.
 */
export const premiumsByTariff: Check = {
  name: 'premiums-by-tariff',
  proves: [
    'Setiap alokasi = jumlah pekerja x iuran menurut tarif yang sudah terbit untuk bulan dan sumber dananya.',
    'Every allocation is heads × the premium of a published tariff that holds for its month and funding source.',
  ],
  failure: [
    'Jumlah, jumlah pekerja atau tarif sebuah alokasi diubah di luar program.',
    'The amount, the heads or the tariff of an allocation was changed outside the program.',
  ],
  start: (_, report) => {
    const law = tariffDecider.initial();
    const sources = new Map<string, FundingSource>();
    return {
      see: (event) => {
        const problem = priced(event, law, sources);
        if (problem) report({ at: event, sentence: problem[0], english: problem[1] });
        else learn(event, law, sources);
      },
    };
  },
};

const LAW: ReadonlySet<string> = new Set(['TariffPublished', 'IncomeBandsPublished', 'RulePublished']);

function learn(event: StoredEvent, law: LawState, sources: Map<string, FundingSource>): void {
  if (LAW.has(event.type)) tariffDecider.evolve(law, event as unknown as TariffEvent);
  if (event.type !== 'SponsorRegistered') return;
  const { sponsorId, fundingSource } = event.data as SponsorRegistered['data'];
  sources.set(sponsorId, fundingSource);
}

type Problem = readonly [indonesian: string, english: string];

type Sources = ReadonlyMap<string, FundingSource>;

function priced(event: StoredEvent, law: LawState, sources: Sources): Problem | undefined {
  if (event.type === 'PremiumsAllocated') {
    const data = event.data as PremiumsAllocated['data'];
    return ofNoTariff(data, law, sources) ?? sumsDiffer(data);
  }
  if (event.type !== 'AllocationsRepriced') return undefined;
  const data = event.data as AllocationsRepriced['data'];
  return ofNoTariff(data, law, sources) ?? differenceDiffers(data);
}

type Priced = Pick<PremiumsAllocated['data'], 'sponsorId' | 'month' | 'tariffId' | 'amountPerWorker'>;

function ofNoTariff(
  { sponsorId, month, tariffId, amountPerWorker }: Priced,
  law: LawState,
  sources: Sources,
): Problem | undefined {
  const row = law.tariffs.find((each) => each.tariffId === tariffId);
  const source = sources.get(sponsorId);
  const holds =
    row !== undefined &&
    row.firstMonth <= month &&
    (row.lastMonth === undefined || month <= row.lastMonth) &&
    (row.fundingSources === undefined || (source !== undefined && row.fundingSources.includes(source)));
  if (!holds) return [`tarif ${tariffId} tidak berlaku untuk ${month}`, `the tariff ${tariffId} does not hold there`];
  const bases = law.bands.filter(({ firstMonth }) => firstMonth <= month).flatMap(({ bands }) => bands);
  if (!bases.some(({ base }) => premiumOf(row, base) === amountPerWorker)) {
    return [`iuran ${amountPerWorker} bukan menurut tarif ${tariffId}`, `no premium of that tariff`];
  }
  return undefined;
}

function sumsDiffer({ amountPerWorker, workers, total, parts }: PremiumsAllocated['data']): Problem | undefined {
  const due = money.times(amountPerWorker, workers.length);
  const placed = money.sum(...parts.map(({ amount }) => amount));
  if (due === total && placed === total) return undefined;
  return [`${workers.length} x ${amountPerWorker} = ${due}, dicatat ${total} dari ${placed}`, 'the sums differ'];
}

function differenceDiffers(data: AllocationsRepriced['data']): Problem | undefined {
  const { previousPerWorker, amountPerWorker, workers, difference, changes, receivable, parts } = data;
  const due = money.times(money.subtract(amountPerWorker, previousPerWorker), workers.length);
  const moved = money.sum(difference, money.negate(receivable), ...changes.map(({ amount }) => amount));
  const placed = parts && money.sum(...parts.map(({ amount }) => amount));
  const stands = placed === undefined || placed === money.times(amountPerWorker, workers.length);
  if (due === difference && moved === '0' && stands) return undefined;
  return [`selisih ${workers.length} pekerja ${due}, dicatat ${difference}`, 'the difference does not add up'];
}
