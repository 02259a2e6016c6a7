import { setTimeout as wait } from 'node:timers/promises';
import { MAMASA } from './fixtures';
import { Client, TestServer, type Json } from './server';

export const GROUP = 'mamasa-rentan';
export const PAPER = { kind: 'surat-kesanggupan', number: '1/2021', date: '2021-04-22' };

export const text = (value: Json | undefined): string => String(value);

/** A treasury on a server of its own: what a month of premiums takes, in one word a step. */
export class Office {
  admin!: Client;
  treasurer!: Client;
  verifier!: Client;
  private codes = 126_050_000_000;
  private births = 0;

  private constructor(readonly server: TestServer) {}

  static async open(): Promise<Office> {
    const office = new Office(await TestServer.start());
    office.admin = await office.server.admin();
    office.treasurer = await office.server.user(office.admin, 'bendahara', 'treasurer');
    office.verifier = await office.server.user(office.admin, 'verifikator', 'verifier');
    await office.admin.put('/v1/scheme', MAMASA);
    return office;
  }

  /** After a restart, or when the clock has left the sessions behind. */
  async signInAgain(): Promise<void> {
    this.admin = await this.server.signIn('admin');
    this.treasurer = await this.server.signIn('bendahara');
    this.verifier = await this.server.signIn('verifikator');
  }

  /** A worker nobody is, enrolled. */
  async worker(enrolledOn = '2021-05-02', checkedOn = '2021-05-02'): Promise<string> {
    this.births += 1;
    const workerId = await this.registered(`1980-01-${String(this.births).padStart(2, '0')}`, checkedOn);
    await this.treasurer.post(`/v1/workers/${workerId}/enrolment`, { group: GROUP, enrolledOn });
    return workerId;
  }

  /** A fisher born on this day who may be enrolled. */
  async registered(birthDate: string, checkedOn: string): Promise<string> {
    const [year, month, day] = birthDate.split('-');
    const person = { nik: `760301${day}${month}${year?.slice(2)}0000`, name: `Orang ${birthDate}`, birthDate };
    const made = await this.treasurer.post('/v1/workers', { ...person, regionCode: '76.03.01', occupation: 'nelayan' });
    const workerId = text(made.body['workerId']);
    const check = { source: 'dukcapil', eligible: true, reference: 'D-1', checkedOn };
    await this.treasurer.post(`/v1/workers/${workerId}/eligibility-checks`, check);
    return workerId;
  }

  /** Waits until the read model holds what this answer wrote. */
  async reached({ position }: Json): Promise<void> {
    await this.treasurer.get(`/v1/jobs?waitFor=${text(position)}`);
  }

  async verify(paymentId: string): Promise<Json> {
    const { body } = await this.verifier.post(`/v1/payments/${paymentId}/verification`);
    await this.reached(body);
    return body;
  }

  /** Into the scheme's account, and verified. */
  async paid(sponsorId: string, amount: string, reference: string, valueDate = '2021-05-03'): Promise<void> {
    const credit = { amount, valueDate, custody: 'scheme', accountId: 'bpd-1', reference };
    const payment = await this.treasurer.post(`/v1/sponsors/${sponsorId}/payments`, credit);
    await this.verify(text(payment.body['paymentId']));
  }

  async run(sponsorId: string, throughMonth: string): Promise<Json> {
    const started = await this.treasurer.post('/v1/premium-runs', { throughMonth, sponsorId });
    await this.reached(started.body);
    return this.ended(text(started.body['jobId']));
  }

  async ended(jobId: string): Promise<Json> {
    for (;;) {
      const { body } = await this.treasurer.get(`/v1/jobs/${jobId}`);
      if (['completed', 'failed'].includes(text(body['status']))) return body;
      await wait(20);
    }
  }

  async repricings(): Promise<Json[]> {
    const { body } = await this.treasurer.get('/v1/jobs?limit=500');
    return (body['items'] as unknown as Json[]).filter(({ kind }) => text(kind) === 'repricing');
  }

  /** The re-pricing that is number `count`, once it has ended. */
  async repricing(count: number): Promise<Json> {
    for (;;) {
      const job = (await this.repricings())[count - 1];
      if (job && text(job['status']) !== 'running') return job;
      await wait(100);
    }
  }

  async order(month: string, more: object = {}): Promise<Json> {
    const asked = { group: GROUP, month, billingCode: this.billingCode(), ...more };
    return (await this.treasurer.post('/v1/remittances', asked)).body;
  }

  async pay(remittanceId: string, paidOn = '2021-05-03'): Promise<void> {
    const payment = { paidOn, accountId: 'bpd-1', reference: `T-${remittanceId}` };
    await this.treasurer.post(`/v1/remittances/${remittanceId}/payment`, payment);
  }

  async acknowledge(remittanceId: string): Promise<void> {
    const receipt = { receiptNumber: 'K-1', coverFrom: '2021-05-03', coverThrough: '2021-05-31' };
    await this.reached((await this.treasurer.post(`/v1/remittances/${remittanceId}/acknowledgement`, receipt)).body);
  }

  billingCode(): string {
    return String((this.codes += 1));
  }
}
