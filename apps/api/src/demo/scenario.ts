import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { lastDayOf, type Role } from '@sedekah/ledger';
import { Newest, Officer } from './officers';
import { csvOf, type Person } from './people';
import type { ScenarioClock } from './scenario-clock';

/** The offices of the scheme: who records never verifies. */
export interface Office {
  readonly admin: Officer;
  readonly treasurer: Officer;
  readonly verifier: Officer;
}

export type Told = (line: string) => void;

export interface Named {
  readonly sponsorId: string;
  readonly name: string;
}

const REQUESTS_AT_ONCE = 16;

/** What the scenarios have in common: days, officers, and the steps every scheme goes through. */
export class Scenario {
  private codes = 0;

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly clock: ScenarioClock,
    private readonly tell: Told,
    readonly office: Office,
  ) {}

  /** A new ledger's admin has a one-time password; the officers are given theirs. */
  static async begin(
    app: NestFastifyApplication,
    clock: ScenarioClock,
    tell: Told,
    oneTimePassword: string,
    password: string,
  ): Promise<Scenario> {
    const newest = new Newest();
    const now = () => clock.now();
    const officer = (userId: string, secret = password) => new Officer(app, userId, secret, now, newest);
    const first = officer('admin', oneTimePassword);
    await first.post('/v1/sessions/password', { currentPassword: oneTimePassword, newPassword: password });
    const admin = officer('admin');
    const roles: [string, Role][] = [
      ['bendahara', 'treasurer'],
      ['verifikator', 'verifier'],
    ];
    for (const [userId, role] of roles) {
      const given = `${password}-${userId}`;
      await admin.post('/v1/users', { userId, password: given, roles: [role] });
      const change = { currentPassword: given, newPassword: password };
      await officer(userId, given).post('/v1/sessions/password', change);
    }
    return new Scenario(app, clock, tell, { admin, treasurer: officer('bendahara'), verifier: officer('verifikator') });
  }

  /** The scenario goes on, on that day. */
  on(day: string, what: string): void {
    this.clock.reach(day);
    this.tell(`${day}  ${what}`);
  }

  /** Registers the people by file, and checks and enrols them. @returns the ids of the group, oldest first */
  async enrol(people: readonly Person[], group: string, day: string): Promise<string[]> {
    const enrolment = {
      enrol: 'true',
      group,
      enrolledOn: day,
      checkSource: 'dukcapil',
      checkReference: `DKC/${group}`,
    };
    const url = `/v1/imports/workers?${new URLSearchParams(enrolment).toString()}`;
    const { jobId } = await this.office.treasurer.upload<{ jobId: string }>(url, csvOf(people));
    await this.jobDone(jobId);
    return this.workersOf(group);
  }

  /** The workers of a group in the order they were registered. */
  private async workersOf(group: string): Promise<string[]> {
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await this.office.treasurer.get<{
        items: { workerId: string; group: string | null }[];
        next: string | null;
      }>(`/v1/workers?limit=500${cursor}`);
      ids.push(...page.items.filter((worker) => worker.group === group).map(({ workerId }) => workerId));
      cursor = page.next ? `&after=${encodeURIComponent(page.next)}` : '';
    } while (cursor);
    return ids;
  }

  async sponsor(name: string, fundingSource: string, tier?: string): Promise<Named> {
    const body = { kind: 'office', name, fundingSource, ...(tier ? { tier } : {}) };
    const { sponsorId } = await this.office.treasurer.post<{ sponsorId: string }>('/v1/sponsors', body);
    return { sponsorId, name };
  }

  async pledge(sponsor: Named, terms: object): Promise<string> {
    const url = `/v1/sponsors/${sponsor.sponsorId}/pledges`;
    return (await this.office.treasurer.post<{ pledgeId: string }>(url, terms)).pledgeId;
  }

  /** At most 500 workers a request. */
  async assign(pledgeId: string, workers: readonly string[]): Promise<void> {
    for (let at = 0; at < workers.length; at += 500) {
      const chunk = workers.slice(at, at + 500);
      await this.office.treasurer.post(`/v1/pledges/${pledgeId}/assignments`, { workers: chunk });
    }
  }

  /** Recorded by the treasurer, verified by the other officer. */
  async pay(sponsor: Named, payment: object): Promise<string> {
    const url = `/v1/sponsors/${sponsor.sponsorId}/payments`;
    const { paymentId } = await this.office.treasurer.post<{ paymentId: string }>(url, payment);
    await this.office.verifier.post(`/v1/payments/${paymentId}/verification`);
    return paymentId;
  }

  /** The month run, to its end. */
  async run(throughMonth: string): Promise<void> {
    const { jobId } = await this.office.treasurer.post<{ jobId: string }>('/v1/premium-runs', { throughMonth });
    await this.jobDone(jobId);
  }

  /** Ordered, paid on the same day and acknowledged by BPJS. */
  async remit(group: string, month: string, accountId: string, paidOn: string): Promise<void> {
    const { treasurer } = this.office;
    const order = { group, month, billingCode: this.billingCode() };
    const { remittanceId } = await treasurer.post<{ remittanceId: string }>('/v1/remittances', order);
    const payment = { paidOn, accountId, reference: `BPD-${order.billingCode}` };
    await treasurer.post(`/v1/remittances/${remittanceId}/payment`, payment);
    await this.acknowledge(remittanceId, month);
  }

  async acknowledge(remittanceId: string, month: string): Promise<void> {
    const receiptNumber = String(210_000_000_000_000 + (this.codes += 1));
    const cover = { coverFrom: `${month}-01`, coverThrough: lastDayOf(month) };
    await this.office.treasurer.post(`/v1/remittances/${remittanceId}/acknowledgement`, { receiptNumber, ...cover });
  }

  billingCode = (): string => String(126_050_000_000 + (this.codes += 1));

  private async jobDone(jobId: string): Promise<void> {
    for (;;) {
      const job = await this.office.treasurer.get<{ status: string }>(`/v1/jobs/${jobId}`);
      if (job.status === 'completed') return;
      if (job.status === 'failed') throw new Error(`job ${jobId} failed: ${JSON.stringify(job)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** A bounded number of questions at once, answered in order. */
  async ask<Answer>(urls: readonly string[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (let at = 0; at < urls.length; at += REQUESTS_AT_ONCE) {
      const batch = urls.slice(at, at + REQUESTS_AT_ONCE).map((url) => this.office.treasurer.get<Answer>(url));
      answers.push(...(await Promise.all(batch)));
    }
    return answers;
  }
}
