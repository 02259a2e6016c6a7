import type { Context, Decider } from '../decider';
import { compare, isRupiah, LARGEST_AMOUNT } from '../money';
import { Rejection } from '../rejection';
import { requireMonthsInOrder } from '../requirements';
import type { IncomeBandsPublished, RuleName, RulePublished, TariffEvent, TariffRow } from './events';
import { emptyLaw, evolveLaw, supersededBy, type LawState } from './law';
import { premiumOf, specificity } from './price';

export interface PublishTariff {
  readonly type: 'PublishTariff';
  readonly row: TariffRow;
}
export interface PublishIncomeBands {
  readonly type: 'PublishIncomeBands';
  readonly table: Omit<IncomeBandsPublished['data'], 'effectiveOn'>;
}
export interface PublishRule {
  readonly type: 'PublishRule';
  readonly rule: Omit<RulePublished['data'], 'effectiveOn'>;
}
export type TariffCommand = PublishTariff | PublishIncomeBands | PublishRule;

/** Id of the one stream of law: BPU tariffs, income bands and rules. */
export const TARIFF_STREAM_ID = 'bpu';

const PERCENT = /^\d{1,3}(\.\d{1,10})?$/;

const invalid = (field: string, sentence: string, english: string) =>
  new Rejection('amount-invalid', sentence, english, { field });

const meet = <Item>(left: readonly Item[] | undefined, right: readonly Item[] | undefined): boolean =>
  left === undefined || right === undefined || left.some((item) => right.includes(item));

/** Whether some worker-month may fit both rows. A condition excludes none: a worker may meet any of them. */
const overlap = (left: TariffRow, right: TariffRow): boolean =>
  (right.lastMonth === undefined || left.firstMonth <= right.lastMonth) &&
  (left.lastMonth === undefined || right.firstMonth <= left.lastMonth) &&
  (left.sector === undefined || right.sector === undefined || left.sector === right.sector) &&
  meet(left.fundingSources, right.fundingSources) &&
  meet(left.bands, right.bands);

function refuseConflict({ tariffs }: LawState, row: TariffRow): void {
  if (tariffs.some(({ tariffId }) => tariffId === row.tariffId)) {
    throw new Rejection(
      'tariff-exists',
      `Tarif ${row.tariffId} sudah terbit; hukum yang baru memakai kode baru.`,
      `Tariff ${row.tariffId} is already published; new law takes a new id.`,
      { field: 'tariffId', tariffId: row.tariffId },
    );
  }
  if (row.supersedes !== undefined && !tariffs.some(({ tariffId }) => tariffId === row.supersedes)) {
    throw new Rejection(
      'tariff-missing',
      `Tarif ${row.supersedes} yang akan digantikan tidak ada.`,
      `Tariff ${row.supersedes}, to be superseded, does not exist.`,
      { field: 'supersedes', tariffId: row.supersedes },
    );
  }
  const named = tariffs.find(({ tariffId }) => tariffId === row.supersedes);
  if (named && !overlap(named, row)) throw contradicts(row, named);
  const superseded = supersededBy(tariffs, row);
  const rival = tariffs.find(
    (other) => !superseded.has(other.tariffId) && specificity(other) === specificity(row) && overlap(other, row),
  );
  if (rival) {
    throw new Rejection(
      'tariff-overlaps',
      `Tarif ini sama kuat dengan ${rival.tariffId} pada bulan yang sama; sebutkan tarif itu sebagai yang digantikan.`,
      `This tariff overlaps ${rival.tariffId}, equally specific; name that row as the one it supersedes.`,
      { tariffId: rival.tariffId, firstMonth: rival.firstMonth, lastMonth: rival.lastMonth ?? '' },
    );
  }
}

/** A row replaces another where both match: one for other money, another sector or other months replaces nothing. */
const contradicts = (row: TariffRow, named: TariffRow): Rejection =>
  new Rejection(
    'tariff-contradicts',
    `Tarif ini tidak dapat menggantikan ${named.tariffId}: tidak ada iuran yang memenuhi syarat keduanya (bulan, sektor, sumber dana, golongan). Cocokkan syaratnya.`,
    `This tariff cannot supersede ${named.tariffId}: no premium meets the criteria of both (months, sector, funding source, band). Make the criteria agree.`,
    {
      field: 'supersedes',
      supersedes: named.tariffId,
      fundingSources: (row.fundingSources ?? []).join(','),
      supersededFundingSources: (named.fundingSources ?? []).join(','),
      firstMonth: row.firstMonth,
      supersededLastMonth: named.lastMonth ?? '',
    },
  );

/** @throws Rejection amount-invalid when some band's premium would leave a fraction of a rupiah */
function refuseFractions(rows: readonly TariffRow[], bases: readonly string[], field: string): void {
  for (const row of rows) {
    for (const base of bases) {
      try {
        premiumOf(row, base);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw invalid(
          field,
          `Tarif ${row.tariffId} atas dasar ${base} rupiah menyisakan pecahan rupiah.`,
          `Tariff ${row.tariffId} on a base of ${base} rupiah leaves a fraction of a rupiah.`,
        );
      }
    }
  }
}

/** Zero to 10^15 rupiah. */
const isAmountOrNothing = (amount: string): boolean =>
  isRupiah(amount) && compare(amount, '0') >= 0 && compare(amount, LARGEST_AMOUNT) <= 0;

/** A list that names nothing matches nothing: the row would look like law and price no premium. */
function refuseEmptyCriteria({ fundingSources, bands }: TariffRow): void {
  if (fundingSources?.length === 0) {
    throw invalid(
      'fundingSources',
      'Sebutkan paling sedikit satu sumber dana, atau kosongkan isian ini bila berlaku untuk semua.',
      'Name a funding source at least, or leave the field out for all of them.',
    );
  }
  if (bands && (bands.length === 0 || bands.some((band) => !Number.isSafeInteger(band) || band < 1))) {
    throw invalid(
      'bands',
      'Sebutkan nomor golongan mulai 1, atau kosongkan isian ini bila berlaku untuk semua golongan.',
      'Name bands by their numbers, from 1, or leave the field out for all of them.',
    );
  }
}

function publishTariff(state: LawState, { row }: PublishTariff, { today }: Context): TariffEvent[] {
  requireMonthsInOrder(row.firstMonth, row.lastMonth ?? row.firstMonth);
  if (!PERCENT.test(row.jkkPercent)) {
    throw invalid('jkkPercent', 'Persen JKK harus angka, misalnya "1" atau "0.5".', 'JKK percent is a number: "0.5".');
  }
  if (!isAmountOrNothing(row.jkm)) {
    throw invalid('jkm', 'JKM harus rupiah bulat, nol atau lebih.', 'JKM is whole rupiah, zero or more.');
  }
  refuseEmptyCriteria(row);
  refuseConflict(state, row);
  refuseFractions(
    [row],
    state.bands.flatMap(({ bands }) => bands.map(({ base }) => base)),
    'jkkPercent',
  );
  return [{ type: 'TariffPublished', data: { ...row, revision: state.revision + 1, effectiveOn: today } }];
}

/** A table for months that have one already replaces it: law that comes late is published anew, not edited. */
function publishBands(state: LawState, { table }: PublishIncomeBands, { today }: Context): TariffEvent[] {
  const numbers = table.bands.map(({ band }) => band);
  if (numbers.length === 0 || numbers.some((band, index) => band !== index + 1)) {
    throw invalid('bands', 'Golongan harus bernomor urut mulai 1.', 'Bands are numbered in order from 1.');
  }
  if (table.bands.some(({ base }) => !isAmountOrNothing(base) || base === '0')) {
    throw invalid(
      'bands',
      'Dasar setiap golongan harus rupiah bulat di atas nol.',
      'Every base is whole rupiah above 0.',
    );
  }
  const limits = table.bands.map(({ through }) => through);
  const rising = limits.every((limit, index) => {
    if (index === limits.length - 1) return limit === undefined;
    const before = limits[index - 1];
    return limit !== undefined && isRupiah(limit) && (before === undefined || compare(limit, before) > 0);
  });
  if (!rising) {
    throw invalid(
      'bands',
      'Batas penghasilan harus naik dari golongan ke golongan; golongan terakhir tanpa batas.',
      'The limits of income rise from band to band; the last band has none.',
    );
  }
  refuseFractions(
    state.tariffs,
    table.bands.map(({ base }) => base),
    'bands',
  );
  return [{ type: 'IncomeBandsPublished', data: { ...table, effectiveOn: today } }];
}

/** What a rule can be at all: a slip of the keyboard would else be law for every worker. */
const BOUNDS_OF_RULES: Readonly<Record<RuleName, readonly [least: number, most: number]>> = {
  'age-limit': [15, 120],
  'grace-months': [0, 120],
  'due-day': [1, 31],
  'eligibility-check-days': [0, 3_660],
  'waiting-period-months': [0, 120],
  'jkm-full': [0, Number(LARGEST_AMOUNT)],
  'jkm-waiting': [0, Number(LARGEST_AMOUNT)],
};

function publishRule({ rule }: PublishRule, { today }: Context): TariffEvent[] {
  const [least, most] = BOUNDS_OF_RULES[rule.rule];
  if (!Number.isSafeInteger(rule.value) || rule.value < least || rule.value > most) {
    throw invalid(
      'value',
      `Nilai ketentuan ${rule.rule} harus bilangan bulat dari ${least} sampai ${most}.`,
      `The rule ${rule.rule} is a whole number from ${least} to ${most}.`,
    );
  }
  return [{ type: 'RulePublished', data: { ...rule, effectiveOn: today } }];
}

function decide(state: LawState, command: TariffCommand, context: Context): TariffEvent[] {
  switch (command.type) {
    case 'PublishTariff':
      return publishTariff(state, command, context);
    case 'PublishIncomeBands':
      return publishBands(state, command, context);
    case 'PublishRule':
      return publishRule(command, context);
    default:
      throw new Error(`not a command for the law: ${JSON.stringify((command satisfies never as TariffCommand).type)}`);
  }
}

/** The law as dated data (stream `tariff-bpu`). A tie between rows is refused when it is published. */
export const tariffDecider: Decider<LawState, TariffCommand, TariffEvent> = {
  category: 'tariff',
  initial: emptyLaw,
  decide,
  evolve: evolveLaw,
};
