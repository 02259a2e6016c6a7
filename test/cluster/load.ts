import { setTimeout as wait } from 'node:timers/promises';
import { syntheticPeople, type Person } from '../../apps/api/src/demo/people';
import { REGENT } from '../e2e/fixtures';
import type { Office } from './office';
import type { Officer } from './officer';

const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Makassar' }).format(new Date());
const MONTH = TODAY.slice(0, 7);
const PAPER = { kind: 'surat-kesanggupan', number: '1/2021', date: TODAY };
const PLEDGE = { quota: 2, firstMonth: MONTH, lastMonth: MONTH, document: PAPER };
const CHECK = { source: 'dukcapil', eligible: true, reference: 'D-1', checkedOn: TODAY };
const ENROLMENT = { group: 'mamasa-rentan', enrolledOn: TODAY };
/** One month's premium for two. */
const AMOUNT = '33600';
const DISTRICTS = ['76.03.01', '76.03.02', '76.03.03', '76.03.04', '76.03.05', '76.03.06', '76.03.07', '76.03.08'];
/** Birth dates of one district that leave everybody between 18 and 64. */
const PEOPLE_PER_DISTRICT = 1_000;
const JOB_LOOK_MS = 100;

/** Officers at work until they are told to stop: everything they begin they bring to its end. */
export class Load {
  private isOver = false;
  private people = 0;
  private credits = 0;
  private readonly crowd: readonly Person[] = DISTRICTS.flatMap((district) =>
    syntheticPeople(PEOPLE_PER_DISTRICT, [district], ['nelayan']),
  );
  private readonly work: Promise<unknown>;
  private readonly runner: Officer;
  /** Why an officer could not go on. */
  failure: Error | undefined;

  constructor({ treasurers: [runner, ...treasurers], verifier }: Office) {
    if (runner === undefined) throw new Error('nobody to run the premiums');
    this.runner = runner;
    const untilOver = async (task: () => Promise<void>) => {
      while (!this.isOver && this.failure === undefined) await task();
    };
    const tasks = treasurers.map((treasurer) => untilOver(() => this.sponsorship(treasurer, verifier)));
    tasks.push(untilOver(() => this.premiums(runner)));
    this.work = Promise.all(
      tasks.map((task) =>
        task.catch((error: unknown) => {
          this.failure ??= error as Error;
        }),
      ),
    );
  }

  /** Lets everybody finish what they are at. @throws what an officer could not go on with */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.work;
    if (this.failure !== undefined) throw this.failure;
    // What was assigned since the last run is paid too.
    await this.premiums(this.runner);
  }

  /** A sponsor from the first promise to two people assigned: single streams and crossings, by two officers. */
  private async sponsorship(treasurer: Officer, verifier: Officer): Promise<void> {
    const { sponsorId } = await treasurer.write('sponsor', '/v1/sponsors', REGENT);
    const { pledgeId } = await treasurer.write('pledge', `/v1/sponsors/${String(sponsorId)}/pledges`, PLEDGE);
    const paid = await this.pay(treasurer, String(sponsorId));
    const refused = await this.pay(treasurer, String(sponsorId));
    const [first, second] = await Promise.all([
      this.worker(treasurer),
      this.worker(treasurer),
      verifier.write('verification', `/v1/payments/${paid}/verification`),
      verifier.write('rejection', `/v1/payments/${refused}/rejection`, { reason: 'salah alamat' }),
    ]);
    const workers = [first, second];
    const { assignmentId } = await treasurer.write('assignment', `/v1/pledges/${String(pledgeId)}/assignments`, {
      workers,
    });
    if (assignmentId === undefined) throw new Error('an assignment without an id');
    const answer = await treasurer.read(`/v1/sponsors/${String(sponsorId)}/balance`);
    if (answer['payments'] === undefined) throw new Error(`no balance of ${String(sponsorId)}`);
  }

  /** Part of a bank credit of its own. @returns the payment's id */
  private async pay(treasurer: Officer, sponsorId: string): Promise<string> {
    const reference = `FT-${(this.credits += 1)}`;
    const payment = { amount: AMOUNT, valueDate: TODAY, custody: 'scheme', accountId: 'bpd-1', reference };
    const { paymentId } = await treasurer.write('payment', `/v1/sponsors/${sponsorId}/payments`, payment);
    return String(paymentId);
  }

  /** A worker nobody is, checked and enrolled. @returns the worker's id */
  private async worker(treasurer: Officer): Promise<string> {
    const person = this.crowd[this.people];
    this.people += 1;
    if (person === undefined) throw new Error(`all ${this.crowd.length} people are registered`);
    const { nik, name, birthDate, regionCode, occupation } = person;
    const body = { nik, name, birthDate, regionCode, occupation };
    const { workerId } = await treasurer.write('worker', '/v1/workers', body);
    const url = `/v1/workers/${String(workerId)}`;
    await treasurer.write('eligibility-check', `${url}/eligibility-checks`, CHECK);
    await treasurer.write('enrolment', `${url}/enrolment`, ENROLMENT);
    return String(workerId);
  }

  /** A run of the month's premiums over all sponsors: a job that outlives outages by itself. */
  private async premiums(runner: Officer): Promise<void> {
    const run = await runner.write('premium-run', '/v1/premium-runs', { throughMonth: MONTH });
    for (;;) {
      const job = await runner.read(`/v1/jobs/${String(run['jobId'])}?waitFor=${String(run['position'])}`);
      const status = String(job['status']);
      if (status === 'completed') return;
      if (status !== 'running') throw new Error(`a premium run ended ${status}: ${JSON.stringify(job)}`);
      await wait(JOB_LOOK_MS);
    }
  }
}
