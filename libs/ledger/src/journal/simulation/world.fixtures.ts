import { addMonths, type Month } from '../../calendar';
import * as money from '../../money';
import type { Choose, Simulation } from './simulation.fixtures';

export type Action = (simulation: Simulation, choose: Choose) => void;

export const ACCOUNTS = ['kas', 'sulselbar'];
export const GROUPS = ['SG01', 'SD-02'];
const FIRST_MONTH: Month = '2021-05';
const LAST_MONTH: Month = '2022-12';
const PRICES = ['16800', '8400', '168', '18800'];
const BUDGET = 'dpa-2021';

export const pick = <Item>(items: readonly Item[], choose: Choose): Item | undefined =>
  items.length === 0 ? undefined : items[choose(items.length)];
/** One of the last few: older ones are mostly done with. */
export const pickRecent = <Item>(items: readonly Item[], choose: Choose): Item | undefined =>
  pick(items.slice(-12), choose);

export const monthFrom = (choose: Choose): Month => addMonths(FIRST_MONTH, choose(8));
/** Every worker is enrolled in one group and stays there. */
export const groupOf = (workerId: string): string => GROUPS[Number(workerId.split('w')[1]) % GROUPS.length] ?? '';
/** What a worker-month costs by the law as it is now. */
export const priceOf = ({ law }: Simulation, month: Month) => ({
  month,
  amount: law.amounts.get(month) ?? PRICES[Number(month.slice(5)) % PRICES.length] ?? '',
  tariffId: 't',
  tariffRevision: law.revision,
});
export const pledgeOf = (sponsorId: string): string => `${sponsorId}.p1`;
export const isPublic = (sponsorId: string): boolean => sponsorId.endsWith('a');
const document = { kind: 'surat', number: '1/2021', date: '2021-04-22' };

/** Sponsors whose id ends in `a` are public money under a budget; each pledges all its workers through 2022. */
export function begin(simulation: Simulation): void {
  simulation.authority(BUDGET, {
    type: 'RegisterAuthority',
    authorityId: BUDGET,
    kind: 'budget',
    number: '1',
    title: 'DPA',
    signedOn: '2021-01-04',
    validFrom: '2021-01-01',
    validThrough: '2023-12-31',
    fundingSource: 'apbd',
    ceiling: '900000000000',
  });
  for (const [sponsorId, workers] of simulation.workers) {
    const fundingSource = isPublic(sponsorId) ? 'apbd' : 'private';
    simulation.sponsor(sponsorId, {
      type: 'RegisterSponsor',
      sponsorId,
      kind: 'office',
      name: sponsorId,
      fundingSource,
    });
    promise(simulation, sponsorId, workers.length, LAST_MONTH);
    simulation.sponsor(sponsorId, {
      type: 'AssignBeneficiaries',
      pledgeId: pledgeOf(sponsorId),
      assignmentId: simulation.fresh('a'),
      firstMonth: FIRST_MONTH,
      lastMonth: LAST_MONTH,
      workers: workers.slice(1),
    });
  }
}

function promise(simulation: Simulation, sponsorId: string, quota: number, lastMonth: Month): void {
  const pledgeId = pledgeOf(sponsorId);
  const amends = simulation.sponsorState(sponsorId).pledges.has(pledgeId);
  const terms = { pledgeId, quota, firstMonth: FIRST_MONTH, lastMonth, document, authorityIds: [] };
  const amendment = amends ? { amendment: { reason: 'SK baru' } } : {};
  const pledge = isPublic(sponsorId) ? { ...terms, budgetId: BUDGET, reserved: money.times('336000', quota) } : terms;
  const reserve = { type: 'ReserveCommitment', sponsorId, pledge, fundingSource: 'apbd', ...amendment } as const;
  if (isPublic(sponsorId) && !simulation.authority(BUDGET, reserve)) return;
  const events = simulation.sponsor(
    sponsorId,
    amends ? { type: 'AmendPledge', pledge, reason: 'SK baru' } : { type: 'MakePledge', pledge },
  );
  for (const event of events ?? []) {
    if (event.type !== 'PledgeAmended' || !event.data.released) continue;
    simulation.authority(BUDGET, { type: 'ReleaseCommitment', pledgeId, amount: event.data.released, reason: 'x' });
  }
}

/** A larger pledge, or a smaller one. */
export const amend: Action = (simulation, choose) => {
  const sponsorId = pick(simulation.sponsors, choose);
  if (!sponsorId) return;
  const heads = simulation.workers.get(sponsorId)?.length ?? 0;
  promise(simulation, sponsorId, heads + choose(3), LAST_MONTH);
};

/** A second pledge of private money, withdrawn again in part or wholly. */
export const comeAndGo: Action = (simulation, choose) => {
  const sponsorId = pick(simulation.sponsors, choose);
  if (!sponsorId || isPublic(sponsorId)) return;
  const pledgeId = `${sponsorId}.p${2 + choose(4)}`;
  const terms = { quota: 1 + choose(9), firstMonth: monthFrom(choose), lastMonth: LAST_MONTH };
  const pledge = { pledgeId, ...terms, document, authorityIds: [] };
  if (simulation.sponsor(sponsorId, { type: 'MakePledge', pledge })) return;
  const fromMonth = addMonths(FIRST_MONTH, choose(24) - 2);
  simulation.sponsor(sponsorId, { type: 'WithdrawPledge', pledgeId, fromMonth, reason: 'mundur', document });
};
