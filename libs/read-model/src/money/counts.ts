import type { Kysely } from 'kysely';
import { addMonths, type Month } from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import type { ReadModelTables } from '../tables';
import {
  allocatedApart,
  allocatedIn,
  coveredApartIn,
  coveredIn,
  type AllocatedApart,
  type ByMonth,
} from './months-counted';

interface Of {
  readonly sponsorId: string;
  /** Somebody is looked at one by one. */
  readonly hasApart: boolean;
}

/** Months read with one statement. */
const MONTHS_AT_ONCE = 4;
const LAST_MONTH: Month = '9999-12';
const NONE: AllocatedApart = { ever: new Map(), net: 0 };

/** Worker-months of a sponsor by month, without those of workers who are looked at one by one; read as they are needed. */
export class Counts {
  private readonly allocatedBy = new Map<Month, number>();
  private readonly coveredBy = new Map<Month, number>();
  private apart: AllocatedApart | undefined;

  constructor(
    private readonly db: Kysely<ReadModelTables>,
    private readonly of: Of,
    private readonly seen: Seen,
  ) {}

  /** What the sponsor has allocated to those who are looked at one by one. */
  async allocatedApart(): Promise<AllocatedApart> {
    this.apart ??= this.of.hasApart ? await allocatedApart(this.db, this.of.sponsorId, this.seen) : NONE;
    return this.apart;
  }

  async allocated(month: Month): Promise<number> {
    const known = this.allocatedBy.get(month);
    if (known !== undefined) return known;
    const first = addMonths(month, 1 - MONTHS_AT_ONCE);
    const all = await allocatedIn(this.db, this.of.sponsorId, [first, month], this.seen);
    fill(this.allocatedBy, [first, month], all, (await this.allocatedApart()).ever);
    return this.allocated(month);
  }

  /** Of all months after `month`. */
  async allocatedAfter(month: Month): Promise<number> {
    const next = addMonths(month, 1);
    const all = await allocatedIn(this.db, this.of.sponsorId, [next, LAST_MONTH], this.seen);
    const { ever } = await this.allocatedApart();
    return sum(all, next) - sum(ever, next);
  }

  /** Workers who were covered in the month, as known. */
  async covered(month: Month): Promise<number> {
    const known = this.coveredBy.get(month);
    if (known !== undefined) return known;
    const range = [addMonths(month, 1 - MONTHS_AT_ONCE), month] as const;
    const all = await coveredIn(this.db, this.of.sponsorId, range, this.seen);
    const apart = this.of.hasApart
      ? await coveredApartIn(this.db, this.of.sponsorId, range, this.seen)
      : new Map<Month, number>();
    fill(this.coveredBy, range, all, apart);
    return this.covered(month);
  }
}

function fill(into: Map<Month, number>, [first, last]: readonly [Month, Month], all: ByMonth, apart: ByMonth): void {
  for (let month = first; month <= last; month = addMonths(month, 1)) {
    into.set(month, (all.get(month) ?? 0) - (apart.get(month) ?? 0));
  }
}

const sum = (months: ByMonth, from: Month): number =>
  [...months].reduce((total, [month, heads]) => (month >= from ? total + heads : total), 0);
