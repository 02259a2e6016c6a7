import type { StoredEvent } from '@sedekah/event-store';
import type { LedgerEventOf, Month, Rupiah, Share } from '@sedekah/ledger';
import type { Config } from '../config';
import { entryOf, type Entry } from '../history/entry';
import { withLog } from '../ledger/open';
import { refuseBeforeItsTime } from '../ledger/question';
import { allSeenIn, notYet, viewOf, type View } from '../ledger/view';
import type { TimeOptions } from '../options';
import {
  linkOf,
  paymentLinks,
  premiumLinks,
  promiseLinks,
  remittanceOf,
  streamOf,
  type Link,
  type Source,
} from './chain';
import { notesOf, type Note } from './notes';
import { standingOf, type Standing } from './standing';
import { sponsoredMonth, type SponsoredMonth } from './worker-month';

/** A worker's month, back to the rupiah that paid it and the promise and law behind it. */
export interface ExplainedMonth {
  readonly workerId: string;
  readonly month: Month;
  readonly asOf: string;
  /** Null: everything that is stored. */
  readonly knownAt: string | null;
  readonly knownAtOrdinal: string | null;
  readonly standing: Standing;
  readonly notes: readonly Note[];
  readonly sponsorId: string | null;
  readonly price: Rupiah | null;
  readonly shares: readonly Share[];
  readonly chain: readonly Link[];
  /** Attempts to pay for the month that came to nothing, oldest first. */
  readonly earlier: readonly Entry[];
}

/** @throws Refused for an unknown worker, and for times at which nothing was there */
export function explainMonth(
  config: Config,
  workerId: string,
  month: Month,
  times: TimeOptions,
): Promise<ExplainedMonth> {
  return withLog(config, async (log) => {
    const view = await viewOf(config, log, times);
    const source = { log, ledger: config.ledger, view };
    await refuseBeforeItsTime(log, config, { subject: 'worker', id: workerId }, view.asOf);
    const worker = await allSeenIn(log, streamOf(source, 'worker', workerId), view);
    if (worker.length === 0) throw notYet(`Pekerja ${workerId}`, `The worker ${workerId}`, view);
    return explained(source, workerId, month, worker);
  });
}

async function explained(
  source: Source,
  workerId: string,
  month: Month,
  worker: readonly StoredEvent[],
): Promise<ExplainedMonth> {
  const all = await sponsoredMonths(source, workerId, month, worker);
  const sponsored = all.find(({ paid }) => paid) ?? all.at(-1);
  const attempt = sponsored?.attempts.at(-1);
  const remittance = await remittanceOf(source, attempt);
  const known = { month, worker, sponsored, attempt, remittance };
  const shares = sponsored?.paid?.shares ?? [];
  const earlier = all.flatMap((each) => each.attempts).filter((each) => each !== attempt);
  const chain = [
    ...(attempt ? await premiumLinks(source, attempt, remittance) : []),
    ...(sponsored ? await paymentLinks(source, sponsored.paid ? shares : hoped(sponsored), sponsored) : []),
    ...(sponsored ? await promiseLinks(source, sponsored, pledgeIn(sponsored)) : []),
    ...worker.filter(({ type }) => OF_THE_WORKER.has(type)).map((event) => linkOf(source)('worker', event)),
  ];
  return {
    workerId,
    month,
    ...shownTimes(source.view),
    standing: standingOf(known),
    notes: notesOf(known, chain),
    sponsorId: sponsored?.sponsorId ?? null,
    price: sponsored?.paid?.price ?? null,
    shares,
    chain: once(chain),
    earlier: earlier.flatMap(({ allocated, ordered, ended }) =>
      [allocated, ordered, ended].flatMap((event) => (event ? [entryOf(event, source.ledger)] : [])),
    ),
  };
}

/** The code of a direct payment is the remittance's too. */
const once = (chain: readonly Link[]): Link[] => [
  ...new Map(chain.map((link) => [`${link.event.position} ${link.amount ?? ''}`, link])).values(),
];

const OF_THE_WORKER: ReadonlySet<string> = new Set(['WorkerRegistered', 'WorkerEnrolled', 'WorkerDied', 'WorkerLeft']);

export const shownTimes = ({ asOf, known }: View) => ({
  asOf,
  knownAt: known?.time ?? null,
  knownAtOrdinal: known ? String(known.ordinal) : null,
});

/** What every sponsor that claimed the worker for the month says about it, in the order of the claims. */
async function sponsoredMonths(
  source: Source,
  workerId: string,
  month: Month,
  worker: readonly StoredEvent[],
): Promise<SponsoredMonth[]> {
  const sponsors = worker
    .filter(({ type }) => type === 'SponsorshipClaimed')
    .map(({ data }) => data as LedgerEventOf<'SponsorshipClaimed'>['data'])
    .filter(({ firstMonth, lastMonth }) => firstMonth <= month && month <= lastMonth)
    .map(({ sponsorId }) => sponsorId);
  const months: SponsoredMonth[] = [];
  for (const sponsorId of new Set(sponsors)) {
    const stream = streamOf(source, 'sponsor', sponsorId);
    months.push(await sponsoredMonth(source.log, stream, { sponsorId, workerId, month }, source.view));
  }
  return months;
}

/** Direct payments that list the worker: not spent, or not yet. */
const hoped = ({ listed }: SponsoredMonth) =>
  [...new Set(listed.map(({ data }) => data.paymentId))].map((paymentId) => ({ paymentId, amount: null }));

/** The pledge that pays: of the allocation, else of the assignment. */
function pledgeIn({ attempts, assigned }: SponsoredMonth): string | undefined {
  const event = attempts.at(-1)?.allocated ?? assigned.at(-1);
  return (event?.data as { pledgeId?: string } | undefined)?.pledgeId;
}
