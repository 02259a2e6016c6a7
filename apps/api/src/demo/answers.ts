import type { SponsorBalance, WorkerStatus } from '@sedekah/read-model';
import type { Played } from './mamasa';
import type { Plan } from './parepare';
import type { Scenario } from './scenario';

export interface SchemeAnswer {
  readonly sponsors: readonly { readonly name: string; readonly balance: SponsorBalance }[];
  readonly workers: readonly WorkerStatus[];
}

/** What the demonstration ends with: the two answers for both schemes, and the plan. */
export interface DemoAnswer {
  readonly mamasa: SchemeAnswer;
  readonly parepare: SchemeAnswer & { readonly plan: Plan };
}

/** Balances and statuses as of `asOf`, asked of the API one by one. */
export async function askAll(scenario: Scenario, played: Played, asOf: string): Promise<SchemeAnswer> {
  const balances = await scenario.ask<SponsorBalance>(
    played.sponsors.map(({ sponsorId }) => `/v1/sponsors/${sponsorId}/balance?asOf=${asOf}`),
  );
  const workers = await scenario.ask<WorkerStatus>(
    played.workers.map((workerId) => `/v1/workers/${workerId}/premium-status?asOf=${asOf}`),
  );
  const sponsors = balances.map((balance, index) => ({ name: played.sponsors[index]?.name ?? '', balance }));
  return { sponsors, workers };
}
