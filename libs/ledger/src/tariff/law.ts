import type { LocalDate, Month } from '../calendar';
import { Rejection } from '../rejection';
import type { IncomeBand, RuleName, TariffEvent, TariffRow } from './events';

export interface PublishedTariff extends TariffRow {
  readonly revision: number;
}
export interface PublishedBands {
  readonly firstMonth: Month;
  readonly bands: readonly IncomeBand[];
  readonly citation: string;
  readonly needsChecking?: boolean;
  readonly revision: number;
}
export interface PublishedRule {
  readonly rule: RuleName;
  readonly value: number;
  readonly from: LocalDate;
  readonly citation: string;
  readonly needsChecking?: boolean;
}

/** The law as it was published, in that order. Nothing is edited: what comes later adds or supersedes. */
export interface LawState {
  readonly tariffs: PublishedTariff[];
  readonly bands: PublishedBands[];
  readonly rules: PublishedRule[];
  /** Counts publications of rows and bands: a higher revision is newer law. */
  revision: number;
}

export const emptyLaw = (): LawState => ({ tariffs: [], bands: [], rules: [], revision: 0 });

/** Takes `event` into `state`, in place. */
export function evolveLaw(state: LawState, event: TariffEvent): LawState {
  switch (event.type) {
    case 'TariffPublished': {
      const { effectiveOn: _, ...row } = event.data;
      state.tariffs.push(row);
      state.revision = row.revision;
      return state;
    }
    case 'IncomeBandsPublished': {
      const { effectiveOn: _, ...bands } = event.data;
      state.revision += 1;
      state.bands.push({ ...bands, revision: state.revision });
      return state;
    }
    case 'RulePublished': {
      const { effectiveOn: _, ...rule } = event.data;
      state.rules.push(rule);
      return state;
    }
    default:
      throw new Error(`not an event of the law: ${JSON.stringify((event satisfies never as TariffEvent).type)}`);
  }
}

/** Ids of the rows that `row` replaces, directly and through the rows it replaces. */
export function supersededBy(tariffs: readonly TariffRow[], row: TariffRow): ReadonlySet<string> {
  const ids = new Set<string>();
  for (let id = row.supersedes; id !== undefined && !ids.has(id);) {
    ids.add(id);
    const superseded = id;
    id = tariffs.find(({ tariffId }) => tariffId === superseded)?.supersedes;
  }
  return ids;
}

/** Of those that began on or before `on`, the one that began last; of equals, the one published last. */
function inForce<Item>(items: readonly Item[], begin: (item: Item) => string, on: string): Item | undefined {
  return items.reduce<Item | undefined>((best, item) => {
    if (begin(item) > on) return best;
    return best !== undefined && begin(best) > begin(item) ? best : item;
  }, undefined);
}

/** The income table that holds in `month`. @throws Rejection tariff-missing */
export function bandsInForce(law: LawState, month: Month): PublishedBands {
  const bands = inForce(law.bands, ({ firstMonth }) => firstMonth, month);
  if (bands) return bands;
  throw new Rejection(
    'tariff-missing',
    `Tabel penghasilan untuk ${month} belum diterbitkan; terbitkan dahulu.`,
    `No income table is published for ${month}; publish it first.`,
    { month },
  );
}

/** The rule that holds on the day `on`, with its citation. @throws Rejection tariff-missing */
export function ruleInForce(law: LawState, rule: RuleName, on: LocalDate): PublishedRule {
  const found = inForce(
    law.rules.filter((published) => published.rule === rule),
    ({ from }) => from,
    on,
  );
  if (found) return found;
  throw new Rejection(
    'tariff-missing',
    `Ketentuan ${rule} untuk ${on} belum diterbitkan; terbitkan dahulu.`,
    `Rule ${rule} is not published for ${on}; publish it first.`,
    { rule, on },
  );
}

/** The number that the law sets on the day `on`. @throws Rejection tariff-missing */
export const ruleValue = (law: LawState, rule: RuleName, on: LocalDate): number => ruleInForce(law, rule, on).value;
