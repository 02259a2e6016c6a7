import {
  money,
  priceOf,
  Rejection,
  SECTORS,
  tariffDecider,
  type AllocationsRepriced,
  type FundingSource,
  type LawState,
  type PremiumsAllocated,
  type SponsorRegistered,
  type TariffCondition,
  type TariffEvent,
  type WorkerEnrolled,
  type WorkerRegistered,
} from '@sedekah/ledger';
import type { StoredEvent } from '@sedekah/event-store';
import type { Check } from './check';

/**
 * Every allocation is heads × the premium that the law asks of each of its workers: the most specific tariff in force for
 * the month, the worker's sector and income band and the sponsor's funding source, by the revision of the law that the
 * event names, which was published before it. The same for what a later law makes of it, whose difference and places add
 * up. With `orders-at-price` and `remittances-add-up`: every remittance is heads × the tariff in force.
 */
export const premiumsByTariff: Check = {
  name: 'premiums-by-tariff',
  proves: [
    'Setiap alokasi = jumlah pekerja x iuran menurut tarif yang berlaku untuk bulan, sektor, golongan dan sumber dananya.',
    'Every allocation is heads × the premium in force for its month, sector, income band and funding source.',
  ],
  failure: [
    'Jumlah, jumlah pekerja atau tarif sebuah alokasi diubah di luar program, atau tarif atau data pekerja diubah.',
    'The amount, heads or tariff of an allocation, a tariff, or a worker’s band was changed outside the program.',
  ],
  start: (_, report) => {
    const known = new Known();
    return {
      see: (event) => {
        const problem = problemOf(event, known);
        if (problem) report({ at: event, sentence: problem[0], english: problem[1] });
        else known.learn(event);
      },
    };
  },
};

type Problem = readonly [indonesian: string, english: string];
type Priced = Pick<
  PremiumsAllocated['data'],
  'sponsorId' | 'month' | 'tariffId' | 'tariffRevision' | 'amountPerWorker' | 'workers'
>;

const LAW: ReadonlySet<string> = new Set(['TariffPublished', 'IncomeBandsPublished', 'RulePublished']);
/** What a worker may have been told to pay in the months of PP 49/2020: the log does not say who met its condition. */
const CONDITIONS: readonly (readonly TariffCondition[])[] = [[], ['paid-up-to-2020-07']];

/** The law, the sponsors and the workers, as the events before told them. */
class Known {
  private readonly law: LawState = tariffDecider.initial();
  private readonly sources = new Map<string, FundingSource>();
  /** Sector, and the bands the worker was ever enrolled in: few kinds of workers, each kept once. */
  private readonly kinds = new Map<string, string>();
  private readonly same = new Map<string, string>();
  private readonly prices = new Map<string, ReadonlySet<string>>();

  learn({ type, data }: StoredEvent): void {
    if (LAW.has(type)) tariffDecider.evolve(this.law, { type, data } as unknown as TariffEvent);
    if (type === 'SponsorRegistered') {
      const { sponsorId, fundingSource } = data as SponsorRegistered['data'];
      this.sources.set(sponsorId, fundingSource);
    }
    if (type === 'WorkerRegistered') {
      const { workerId, sector } = data as WorkerRegistered['data'];
      this.setKind(workerId, sector);
    }
    if (type === 'WorkerEnrolled') {
      const { workerId, band } = data as WorkerEnrolled['data'];
      const [sector = '', ...bands] = this.kindOf(workerId).split(' ');
      if (!bands.includes(String(band))) this.setKind(workerId, [sector, ...bands, band].join(' '));
    }
  }

  private setKind(workerId: string, kind: string): void {
    const same = this.same.get(kind) ?? kind;
    this.same.set(kind, same);
    this.kinds.set(workerId, same);
  }

  kindOf(workerId: string): string {
    return this.kinds.get(workerId) ?? '';
  }

  get revision(): number {
    return this.law.revision;
  }

  /** `<tariff> <rupiah>` of everything a worker of that kind may cost by the law up to and with `revision`. */
  pricesOf(kind: string, sponsorId: string, month: string, revision: number): ReadonlySet<string> {
    const key = `${revision} ${month} ${this.sources.get(sponsorId)} ${kind}`;
    const known = this.prices.get(key) ?? this.priced(kind, sponsorId, month, revision);
    this.prices.set(key, known);
    return known;
  }

  private priced(kind: string, sponsorId: string, month: string, revision: number): ReadonlySet<string> {
    const [first, ...bands] = kind.split(' ');
    const sector = SECTORS.find((each) => each === first);
    const fundingSource = this.sources.get(sponsorId);
    if (fundingSource === undefined || sector === undefined) return new Set();
    const law = upTo(this.law, revision);
    const asked = bands.flatMap((band) =>
      CONDITIONS.map((conditions) => ({ month, band: Number(band), sector, fundingSource, conditions })),
    );
    return new Set(asked.flatMap((each) => lawful(() => priceOf(law, each))).map((price) => told(price)));
  }
}

const told = ({ tariffId, amount }: { tariffId: string; amount: string }): string => `${tariffId} ${amount}`;

/** The law as it was when its last publication was `revision`. */
const upTo = ({ tariffs, bands, rules }: LawState, revision: number): LawState => ({
  tariffs: tariffs.filter((row) => row.revision <= revision),
  bands: bands.filter((table) => table.revision <= revision),
  rules,
  revision,
});

/** A price the law does not give is no price. */
function lawful<Price>(price: () => Price): Price[] {
  try {
    return [price()];
  } catch (error) {
    if (error instanceof Rejection) return [];
    throw error;
  }
}

function problemOf(event: StoredEvent, known: Known): Problem | undefined {
  if (event.type === 'PremiumsAllocated') {
    const data = event.data as PremiumsAllocated['data'];
    return unlawful(data, known) ?? sumsDiffer(data);
  }
  if (event.type !== 'AllocationsRepriced') return undefined;
  const data = event.data as AllocationsRepriced['data'];
  return unlawful(data, known) ?? differenceDiffers(data);
}

function unlawful(data: Priced, known: Known): Problem | undefined {
  const { sponsorId, month, tariffId, amountPerWorker, workers, tariffRevision = known.revision } = data;
  if (tariffRevision > known.revision) {
    return [`hukum revisi ${tariffRevision} belum terbit`, `the law of revision ${tariffRevision} was not published`];
  }
  const price = told({ tariffId, amount: amountPerWorker });
  for (const [kind, [workerId]] of Map.groupBy(workers, (each) => known.kindOf(each))) {
    const prices = known.pricesOf(kind, sponsorId, month, tariffRevision);
    if (prices.has(price)) continue;
    const due = [...prices].join(', ') || '-';
    return [
      `iuran ${month} pekerja ${workerId}: ${price}, menurut hukum: ${due}`,
      'that is not what the law asks for this worker',
    ];
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
