import { Injectable } from '@nestjs/common';
import {
  memberIn,
  pledgeOf,
  priceOf,
  Rejection,
  sponsorDecider,
  TARIFF_STREAM_ID,
  tariffDecider,
  workerDecider,
  type PricedWorkers,
  type SponsorState,
} from '@sedekah/ledger';
import { inTurn } from '../crossings/in-turn';
import { Ledger } from '../ledger/ledger';

/** One append carries the list; a longer one is two payments. */
const LONGEST_LIST = 20_000;

export interface AskedList {
  readonly sponsorId: string;
  readonly pledgeId: string;
  readonly group: string;
  readonly months: readonly string[];
  /** Absent: everybody assigned to the pledge in one of the months. */
  readonly workers?: readonly string[] | undefined;
}

/** The people of a direct payment with their premiums. */
@Injectable()
export class DirectLists {
  constructor(private readonly ledger: Ledger) {}

  /**
   * Workers with the same prices stand together. Each is listed for the months in which the pledge has them.
   * @throws Rejection `pledge-unknown`, `worker-not-assigned`, `worker-not-enrolled`, `list-too-long`
   */
  async priced({ sponsorId, pledgeId, group, months, workers }: AskedList): Promise<PricedWorkers[]> {
    const [{ state: sponsor }, { state: law }] = await Promise.all([
      this.ledger.load(sponsorDecider, sponsorId),
      this.ledger.load(tariffDecider, TARIFF_STREAM_ID),
    ]);
    const { fundingSource } = sponsor;
    if (!fundingSource) return [];
    pledgeOf(sponsor, pledgeId);
    const people = workers ? [...new Set(workers)] : membersOf(sponsor, pledgeId, months);
    if (people.length === 0) throw nobody(pledgeId, months);
    if (people.length > LONGEST_LIST) throw listLength(people.length);
    const alike = new Map<string, { prices: PricedWorkers['prices']; workers: string[] }>();
    await inTurn(people, async (workerId) => {
      const { state } = await this.ledger.load(workerDecider, workerId);
      const enrolment = state.enrolments.at(-1);
      if (!state.registered || enrolment?.group !== group) throw notEnrolled(workerId, group);
      const mine = months.filter((month) => workers || memberIn(sponsor, workerId, month)?.pledgeId === pledgeId);
      const prices = mine.map((month) => {
        const asked = { month, band: enrolment.band, sector: state.sector, fundingSource };
        const { amount, tariffId } = priceOf(law, asked);
        return { month, amount, tariffId, tariffRevision: law.revision };
      });
      const key = JSON.stringify(prices);
      const same = alike.get(key);
      if (same) same.workers.push(workerId);
      else alike.set(key, { prices, workers: [workerId] });
    });
    // Streams answer in any order; a list reads the same whenever it is asked.
    return [...alike.values()].map((each) => ({ prices: each.prices, workers: each.workers.sort() }));
  }
}

const membersOf = (sponsor: SponsorState, pledgeId: string, months: readonly string[]): string[] =>
  [...sponsor.members]
    .filter(([, members]) =>
      members.some(
        (member) =>
          member.pledgeId === pledgeId &&
          months.some((month) => member.firstMonth <= month && month <= member.lastMonth),
      ),
    )
    .map(([workerId]) => workerId);

const nobody = (pledgeId: string, months: readonly string[]) =>
  new Rejection(
    'worker-not-assigned',
    `Tidak ada pekerja dalam daftar, dan tidak ada yang ditetapkan pada ikrar ini untuk ${months.join(', ')}. Periksa bulannya, atau tetapkan pekerjanya dahulu.`,
    `The list is empty, and nobody is assigned to this pledge for ${months.join(', ')}. Check the months, or assign the workers first.`,
    { field: 'workers', pledgeId, months: months.join(',') },
  );

const listLength = (heads: number) =>
  new Rejection(
    'list-too-long',
    `Daftar pembayaran langsung memuat ${heads} pekerja; yang dapat dicatat paling banyak ${LONGEST_LIST}. Bagi per kwitansi.`,
    `The list of the direct payment has ${heads} workers; at most ${LONGEST_LIST} can be recorded. Split it by receipt.`,
    { field: 'workers', heads: String(heads), limit: String(LONGEST_LIST) },
  );

const notEnrolled = (workerId: string, group: string) =>
  new Rejection(
    'worker-not-enrolled',
    `Pekerja ini belum terdaftar di wadah ${group}. Daftarkan kepesertaannya dahulu.`,
    `This worker is not enrolled in group ${group}. Enrol the worker first.`,
    { workerId, group },
  );
