import {
  BPU_INCOME_BANDS,
  SHIPPED_TARIFFS,
  type FundingSource,
  type LocalDate,
  type Month,
  type Sector,
} from '@sedekah/ledger';
import { History } from './history';

interface Terms {
  readonly quota: number;
  readonly firstMonth?: Month;
  readonly lastMonth?: Month;
}

/** A scheme's story in few words, for specs: every step writes the events that the commands would. */
export class SchemeHistory extends History {
  private ids = 0;

  private next(kind: string): string {
    this.ids += 1;
    return `${kind}-${this.ids}`;
  }

  law(on: LocalDate = '2021-04-01'): this {
    SHIPPED_TARIFFS.forEach((row, index) =>
      this.add('tariff-bpu', { type: 'TariffPublished', data: { ...row, revision: index + 1, effectiveOn: on } }),
    );
    const bands = { firstMonth: '2015-07', bands: BPU_INCOME_BANDS, citation: 'PP 44/2015', effectiveOn: on };
    this.add('tariff-bpu', { type: 'IncomeBandsPublished', data: bands });
    for (const [rule, value] of [
      ['grace-months', 3],
      ['due-day', 15],
      ['age-limit', 65],
    ] as const) {
      const data = { rule, value, from: '2015-07-01', citation: `aturan ${rule}`, effectiveOn: on };
      this.add('tariff-bpu', { type: 'RulePublished', data });
    }
    return this;
  }

  sponsor(sponsorId: string, fundingSource: FundingSource = 'private', on: LocalDate = '2021-04-22'): this {
    const data = { sponsorId, kind: 'office', name: `Kantor ${sponsorId}`, fundingSource, effectiveOn: on } as const;
    return this.add(`sponsor-${sponsorId}`, { type: 'SponsorRegistered', data });
  }

  pledge(sponsorId: string, { quota, firstMonth = '2021-05', lastMonth = '2021-12' }: Terms, on = '2021-04-22'): this {
    const document = { kind: 'surat-kesanggupan', number: '1', date: on };
    const terms = { pledgeId: `${sponsorId}.p1`, quota, firstMonth, lastMonth, document, authorityIds: [] };
    return this.add(`sponsor-${sponsorId}`, { type: 'PledgeMade', data: { ...terms, sponsorId, effectiveOn: on } });
  }

  amended(sponsorId: string, { quota, firstMonth = '2021-05', lastMonth = '2021-12' }: Terms, on: LocalDate): this {
    const document = { kind: 'surat-kesanggupan', number: '2', date: on };
    const terms = { pledgeId: `${sponsorId}.p1`, quota, firstMonth, lastMonth, document, authorityIds: [] };
    const data = { ...terms, sponsorId, reason: 'surat baru', effectiveOn: on };
    return this.add(`sponsor-${sponsorId}`, { type: 'PledgeAmended', data });
  }

  withdrawn(sponsorId: string, fromMonth: Month, on: LocalDate): this {
    const document = { kind: 'surat', number: '9', date: on };
    const data = { sponsorId, pledgeId: `${sponsorId}.p1`, reason: 'mutasi', document, fromMonth, effectiveOn: on };
    return this.add(`sponsor-${sponsorId}`, { type: 'PledgeWithdrawn', data });
  }

  credit(creditKey: string, amount: string, on: LocalDate): this {
    const data = { accountId: 'kas', creditKey, amount, effectiveOn: on };
    return this.add(`credit-kas.${creditKey}`, { type: 'CreditRecorded', data });
  }

  recorded(sponsorId: string, payment: string, amount: string, on: LocalDate): this {
    const paymentId = `${sponsorId}.${payment}`;
    const part = { accountId: 'kas', creditKey: payment, paymentId, sponsorId, amount, effectiveOn: on };
    this.add(`credit-kas.${payment}`, { type: 'CreditPartDrawn', data: { ...part, recordedBy: 'bendahara' } });
    const custody = { kind: 'scheme', accountId: 'kas', creditKey: payment } as const;
    const data = { sponsorId, paymentId, amount, custody, recordedBy: 'bendahara', effectiveOn: on };
    return this.add(`sponsor-${sponsorId}`, { type: 'PaymentRecorded', data });
  }

  verified(sponsorId: string, payment: string, amount: string, on: LocalDate): this {
    const paymentId = `${sponsorId}.${payment}`;
    const data = { sponsorId, paymentId, amount, place: 'bank:kas', verifiedBy: 'pemeriksa', effectiveOn: on };
    return this.add(`sponsor-${sponsorId}`, { type: 'PaymentVerified', data });
  }

  paid(sponsorId: string, payment: string, amount: string, on: LocalDate): this {
    return this.credit(payment, amount, on)
      .recorded(sponsorId, payment, amount, on)
      .verified(sponsorId, payment, amount, on);
  }

  worker(
    workerId: string,
    { sector = 'other', regionCode = '76.03' }: { sector?: Sector; regionCode?: string } = {},
  ): this {
    const registration = { workerId, sealed: `v1.${workerId}`, nikHash: `hash-${workerId}`, regionCode };
    const data = { ...registration, occupation: 'petani', sector, effectiveOn: '2021-04-25' };
    this.add(`nik-hash-${workerId}`, { type: 'NikClaimed', data });
    return this.add(`worker-${workerId}`, { type: 'WorkerRegistered', data });
  }

  enrolled(workerId: string, on: LocalDate = '2021-05-01', band = 1): this {
    const data = { workerId, group: 'SB1', band, effectiveOn: on };
    return this.add(`worker-${workerId}`, { type: 'WorkerEnrolled', data });
  }

  died(workerId: string, on: LocalDate): this {
    return this.add(`worker-${workerId}`, {
      type: 'WorkerDied',
      data: { workerId, evidence: 'akta kematian', effectiveOn: on },
    });
  }

  left(workerId: string, on: LocalDate): this {
    return this.add(`worker-${workerId}`, {
      type: 'WorkerLeft',
      data: { workerId, reason: 'moved', effectiveOn: on },
    });
  }

  assigned(
    sponsorId: string,
    workers: readonly string[],
    firstMonth: Month = '2021-05',
    lastMonth: Month = '2021-12',
  ): this {
    const assignmentId = this.next('assignment');
    const terms = { assignmentId, sponsorId, pledgeId: `${sponsorId}.p1`, firstMonth, lastMonth };
    for (const workerId of workers) {
      const data = { ...terms, workerId, effectiveOn: `${firstMonth}-01` };
      this.add(`worker-${workerId}`, { type: 'SponsorshipClaimed', data });
    }
    const data = { ...terms, workers, effectiveOn: `${firstMonth}-01` };
    return this.add(`sponsor-${sponsorId}`, { type: 'BeneficiariesAssigned', data });
  }

  released(sponsorId: string, assignmentId: string, workers: readonly string[], fromMonth: Month, on: LocalDate): this {
    const of = { sponsorId, pledgeId: `${sponsorId}.p1`, assignmentId, fromMonth, effectiveOn: on };
    const data = { ...of, workers, cause: 'replacement', reason: 'diganti' } as const;
    this.add(`sponsor-${sponsorId}`, { type: 'BeneficiariesReleased', data });
    for (const workerId of workers) {
      const release = { workerId, assignmentId, fromMonth, reason: 'diganti', effectiveOn: on };
      this.add(`worker-${workerId}`, { type: 'SponsorshipReleased', data: release });
    }
    return this;
  }

  /** Allocates the month at 16,800 a head from the bank account; returns the allocation's id. */
  allocated(sponsorId: string, month: Month, workers: readonly string[], on: LocalDate, place = 'bank:kas'): string {
    const allocationId = this.next('allocation');
    const total = String(16_800 * workers.length);
    const data = {
      sponsorId,
      pledgeId: `${sponsorId}.p1`,
      allocationId,
      runId: `run-${month}`,
      month,
      group: 'SB1',
      tariffId: 'bpu-2021-02',
      amountPerWorker: '16800',
      workers,
      total,
      parts: [{ place, amount: total }],
      effectiveOn: on,
    };
    this.add(`sponsor-${sponsorId}`, { type: 'PremiumsAllocated', data });
    return allocationId;
  }
}
