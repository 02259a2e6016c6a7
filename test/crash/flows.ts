import { addMonths } from '@sedekah/ledger';
import { csvOf } from '../../apps/api/src/demo/people';
import type { Attempts } from './attempts';
import { GROUP, months, paper, PREMIUM, thisMonth, today, type People, type Scheme } from './scheme';

/** Chance, the same for the same seed. */
export type Chance = (below: number) => number;

/** What the officers do all day, each flow as often as it can. */
export class Flows {
  private codes = Date.now();
  /** Assigned to private sponsors and not ended. */
  private readonly assigned: { workerId: string; pledgeId: string }[] = [];

  constructor(
    private readonly attempts: Attempts,
    private readonly scheme: Scheme,
    private readonly people: People,
    private readonly chance: Chance,
  ) {}

  /** Money comes in: recorded, then verified; now and then rejected, or charged back. */
  pay = async (): Promise<void> => {
    const { sponsorId } = this.sponsor();
    const amount = String(PREMIUM * (1 + this.chance(5)));
    const reference = `FT-${(this.codes += 1)}`;
    const transfer = { amount, valueDate: today(), custody: 'scheme', accountId: 'kas', reference };
    const url = `/v1/sponsors/${sponsorId}/payments`;
    const { paymentId } = await this.attempts.post<{ paymentId: string }>('bendahara', url, transfer);
    const chance = this.chance(10);
    if (chance === 0) await this.decide(paymentId, 'rejection', { reason: 'tidak ada di rekening koran' });
    else await this.decide(paymentId, 'verification', {});
    if (chance === 1) await this.charge(paymentId, amount);
  };

  private decide(paymentId: string, decision: string, body: object): Promise<unknown> {
    return this.attempts.post('verifikator', `/v1/payments/${paymentId}/${decision}`, body);
  }

  private charge(paymentId: string, amount: string): Promise<unknown> {
    return this.attempts.post('bendahara', `/v1/payments/${paymentId}/charge-back`, { amount, reason: 'cek kosong' });
  }

  /** A person comes to the counter: registered, checked, enrolled, assigned. */
  enrol = async (): Promise<void> => {
    const { pledgeId } = this.sponsor();
    const workers = [await this.member(), ...(this.chance(3) === 0 ? [await this.member()] : [])];
    await this.attempts.post('bendahara', `/v1/pledges/${pledgeId}/assignments`, { workers });
    this.assigned.push(...workers.map((workerId) => ({ workerId, pledgeId })));
  };

  private async member(): Promise<string> {
    const [person] = this.people.take(1);
    if (!person) throw new Error('nobody there');
    const { nik, name, birthDate, regionCode, occupation } = person;
    const worker = { nik, name, birthDate, regionCode, occupation };
    const { workerId } = await this.attempts.post<{ workerId: string }>('bendahara', '/v1/workers', worker);
    const check = { source: 'dukcapil', eligible: true, reference: 'DKC-1', checkedOn: today() };
    await this.attempts.post('bendahara', `/v1/workers/${workerId}/eligibility-checks`, check);
    const enrolment = { group: GROUP, enrolledOn: today() };
    await this.attempts.post('bendahara', `/v1/workers/${workerId}/enrolment`, enrolment);
    return workerId;
  }

  /** A list arrives: imported and enrolled in the background. */
  upload = async (): Promise<void> => {
    const asked = `enrol=true&group=${GROUP}&enrolledOn=${today()}&checkReference=BA-1`;
    const file = csvOf(this.people.take(20 + this.chance(60)));
    await this.attempts.post('bendahara', `/v1/imports/workers?${asked}`, file);
  };

  /** A list of who belongs to whom: assigned in the background. */
  list = async (): Promise<void> => {
    const { pledgeId } = this.sponsor();
    const people: string[] = [];
    for (let count = 2 + this.chance(4); count > 0; count -= 1) people.push(await this.member());
    const url = `/v1/imports/assignments?pledgeId=${pledgeId}`;
    await this.attempts.post('bendahara', url, ['id_pekerja', ...people].join('\n'));
  };

  /** The month: allocated in the background, ordered, paid, acknowledged. */
  month = async (): Promise<void> => {
    const month = this.chance(2) === 0 ? thisMonth() : addMonths(thisMonth(), 1);
    await this.attempts.post('bendahara', '/v1/premium-runs', { throughMonth: month });
    const order = { group: GROUP, month, billingCode: String((this.codes += 1)) };
    const opened = await this.attempts.post<{ remittanceId: string }>('bendahara', '/v1/remittances', order);
    const url = `/v1/remittances/${opened.remittanceId}`;
    if (this.chance(6) === 0) {
      await this.attempts.post('bendahara', `${url}/cancellation`, { reason: 'kode kedaluwarsa' });
      return;
    }
    const payment = { paidOn: today(), accountId: 'kas', reference: `BPD-${order.billingCode}` };
    await this.attempts.post('bendahara', `${url}/payment`, payment);
    await this.acknowledge(opened.remittanceId, month);
  };

  private acknowledge(remittanceId: string, month: string): Promise<unknown> {
    const receipt = { receiptNumber: String((this.codes += 1)), coverFrom: `${month}-01`, coverThrough: `${month}-28` };
    return this.attempts.post('bendahara', `/v1/remittances/${remittanceId}/acknowledgement`, receipt);
  }

  /** The city promises, pays BPJS itself and changes its mind. */
  city = async (): Promise<void> => {
    const { city, budget } = this.scheme;
    const terms = { quota: 2 + this.chance(3), ...months(), document: paper('SK-1'), budgetId: budget };
    const url = `/v1/sponsors/${city}/pledges`;
    const { pledgeId } = await this.attempts.post<{ pledgeId: string }>('bendahara', url, terms);
    const amended = { ...terms, quota: 2 + this.chance(6), document: paper('SK-2'), reason: 'APBD-P' };
    await this.attempts.post('bendahara', `/v1/pledges/${pledgeId}/amendments`, amended);
    if (this.chance(3) === 0) {
      const withdrawal = { reason: 'APBD-P', document: paper('SK-3') };
      await this.attempts.post('bendahara', `/v1/pledges/${pledgeId}/withdrawal`, withdrawal);
      return;
    }
    await this.payDirect(pledgeId);
  };

  private async payDirect(pledgeId: string): Promise<void> {
    const workers = [await this.member(), await this.member()];
    await this.attempts.post('bendahara', `/v1/pledges/${pledgeId}/assignments`, { workers });
    const paid = [thisMonth(), addMonths(thisMonth(), 1)];
    const { paymentId } = await this.attempts.post<{ paymentId: string }>(
      'bendahara',
      `/v1/sponsors/${this.scheme.city}/payments`,
      {
        amount: String(PREMIUM * workers.length * paid.length),
        valueDate: today(),
        custody: 'direct',
        pledgeId,
        group: GROUP,
        months: paid,
        billingCode: String((this.codes += 1)),
        receiptNumber: String((this.codes += 1)),
      },
    );
    await this.decide(paymentId, 'verification', {});
  }

  /** Somebody dies, leaves, is released or replaced. */
  end = async (): Promise<void> => {
    const [ended] = this.assigned.splice(this.chance(Math.max(1, this.assigned.length)), 1);
    if (!ended) return;
    const { workerId, pledgeId } = ended;
    const worker = `/v1/workers/${workerId}`;
    const from = { fromMonth: addMonths(thisMonth(), 2), cause: 'other', reason: 'BA 1' };
    switch (this.chance(4)) {
      case 0:
        await this.attempts.post('bendahara', `${worker}/death`, { diedOn: today(), evidence: 'Akta 1' });
        return;
      case 1:
        await this.attempts.post('bendahara', `${worker}/leaving`, { leftOn: today(), reason: 'moved' });
        return;
      case 2:
        await this.attempts.post('bendahara', `/v1/pledges/${pledgeId}/releases`, { workers: [workerId], ...from });
        return;
      default:
        await this.replace(workerId, pledgeId);
    }
  };

  private async replace(workerId: string, pledgeId: string): Promise<void> {
    const replacedBy = await this.member();
    const terms = { workerId, replacedBy, fromMonth: addMonths(thisMonth(), 2), reason: 'BA 2' };
    await this.attempts.post('bendahara', `/v1/pledges/${pledgeId}/replacements`, terms);
    this.assigned.push({ workerId: replacedBy, pledgeId });
  }

  private sponsor(): Scheme['privates'][number] {
    const { privates } = this.scheme;
    const sponsor = privates[this.chance(privates.length)];
    if (!sponsor) throw new Error('no sponsors');
    return sponsor;
  }
}
