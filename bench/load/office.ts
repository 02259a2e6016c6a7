import { localDate } from '@sedekah/ledger';
import type { Officer, Staff } from '../harness/officer';
import { ACCOUNT, SETTINGS } from '../history/setting-up';
import type { Random } from '../history/random';
import { personOf } from '../history/worker-file';
import type { Reply, Write } from './connections';

/** A write, and the path of the raw route that takes the same body. */
export interface Planned extends Write {
  readonly rawPath: string;
}

const today = (): string => localDate(new Date().toISOString(), SETTINGS.timeZone);
const OFFICE = { kind: 'office', fundingSource: 'private' };

/** Kinds of writes in a hundred: what an office records on a busy day. */
const MIX = { payment: 30, verification: 25, worker: 15, check: 15, sponsor: 8, pledge: 7 } as const;

/** Makes up writes that the ledger will take, each with a key of its own. */
export class OfficeAtWork {
  private count = 0;
  private people = 0;
  private readonly unverified: string[] = [];

  private constructor(
    private readonly staff: Staff,
    private readonly random: Random,
    private readonly sponsors: readonly string[],
    private readonly workers: readonly string[],
  ) {}

  /** With some sponsors and workers there already. */
  static async open(staff: Staff, random: Random): Promise<OfficeAtWork> {
    const { treasurer } = staff;
    const sponsors: string[] = [];
    const workers: string[] = [];
    for (let index = 0; index < 100; index += 1) {
      const body = { ...OFFICE, name: `Kantor ${index}` };
      sponsors.push((await treasurer.post<{ sponsorId: string }>('/v1/sponsors', body)).sponsorId);
      workers.push((await treasurer.post<{ workerId: string }>('/v1/workers', workerBody(1_000_000 + index))).workerId);
    }
    return new OfficeAtWork(staff, random, sponsors, workers);
  }

  mixed = (): Planned => {
    let dice = this.random.below(100);
    for (const kind of Object.keys(MIX) as (keyof typeof MIX)[]) {
      if (dice < MIX[kind]) return this[kind]();
      dice -= MIX[kind];
    }
    return this.payment();
  };

  /** Payments of one sponsor, whom everybody writes to. */
  hot = (): Planned => this.write(`/v1/sponsors/${this.sponsors[0]}/payments`, 'hot', this.transfer());

  /** Payments that were recorded wait to be verified. */
  heard = ({ body }: Reply, { rawPath }: Planned): void => {
    if (rawPath !== '/payments') return;
    const paymentId = /"paymentId":"([^"]+)"/.exec(body)?.[1];
    if (paymentId !== undefined && this.unverified.length < 10_000) this.unverified.push(paymentId);
  };

  private payment(): Planned {
    return this.write(`/v1/sponsors/${this.any(this.sponsors)}/payments`, 'payments', this.transfer());
  }

  private verification(): Planned {
    const paymentId = this.unverified.shift();
    if (paymentId === undefined) return this.payment();
    return this.write(`/v1/payments/${paymentId}/verification`, 'verification', {}, this.staff.verifier);
  }

  private worker(): Planned {
    return this.write('/v1/workers', 'workers', workerBody((this.people += 1)));
  }

  private check(): Planned {
    const body = { source: 'dukcapil', eligible: true, reference: `DKC-${this.count}`, checkedOn: today() };
    return this.write(`/v1/workers/${this.any(this.workers)}/eligibility-checks`, 'eligibility-checks', body);
  }

  private sponsor(): Planned {
    return this.write('/v1/sponsors', 'sponsors', { ...OFFICE, name: `Kantor baru ${this.count}` });
  }

  private pledge(): Planned {
    const document = { kind: 'surat-kesanggupan', number: `SK-${this.count}`, date: today() };
    const body = {
      quota: 5,
      firstMonth: today().slice(0, 7),
      lastMonth: `${Number(today().slice(0, 4)) + 1}-12`,
      document,
    };
    return this.write(`/v1/sponsors/${this.any(this.sponsors)}/pledges`, 'pledges', body);
  }

  private transfer(): object {
    const reference = `FT-${this.count}`;
    return { amount: '840000', valueDate: today(), custody: 'scheme', accountId: ACCOUNT, reference };
  }

  private write(path: string, rawPath: string, body: object, by: Officer = this.staff.treasurer): Planned {
    return { path, rawPath: `/${rawPath}`, body, token: by.bearer, key: `load-${(this.count += 1)}` };
  }

  private any(ids: readonly string[]): string {
    return ids[this.random.below(ids.length)] ?? '';
  }
}

function workerBody(index: number): object {
  const { nik, birthDate, district } = personOf(index);
  return { nik, name: `Warga ${index}`, birthDate, regionCode: `76.03.${district}`, occupation: 'petani' };
}
