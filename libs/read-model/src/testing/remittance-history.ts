import type { LocalDate, Month } from '@sedekah/ledger';
import { SchemeHistory } from './scheme-history';

/** What one sponsor has in an order. */
export interface OrderedBy {
  readonly sponsorId: string;
  readonly allocationIds: readonly string[];
  readonly workers: readonly string[];
}

const money = (workers: readonly string[]): string => String(16_800 * workers.length);

/** The same with remittances: group SB1, 16,800 a head, all from the bank account. */
export class RemittanceHistory extends SchemeHistory {
  opened(remittanceId: string, month: Month, sponsors: readonly string[], on: LocalDate): this {
    const number = Number(remittanceId.split('.').at(-1));
    const opening = { group: 'SB1', month, number, billingCode: `1260${remittanceId.length}`, openedBy: 'bendahara' };
    const of = { remittanceId, effectiveOn: on };
    this.add(`remittance-${remittanceId}`, { type: 'RemittanceOpened', data: { ...of, ...opening } });
    return this.add(`remittance-${remittanceId}`, {
      type: 'RemittanceSponsorsListed',
      data: { ...of, chunk: 0, sponsors },
    });
  }

  orderedBy(remittanceId: string, month: Month, { sponsorId, allocationIds, workers }: OrderedBy, on: LocalDate): this {
    const total = money(workers);
    const of = { sponsorId, remittanceId, month, group: 'SB1', total, effectiveOn: on };
    const data = { ...of, allocationIds, heads: workers.length, parts: [{ place: 'bank:kas', amount: total }] };
    return this.add(`sponsor-${sponsorId}`, { type: 'AllocationsOrdered', data });
  }

  ordered(remittanceId: string, month: Month, by: readonly OrderedBy[], on: LocalDate): this {
    this.opened(
      remittanceId,
      month,
      by.map(({ sponsorId }) => sponsorId),
      on,
    );
    for (const each of by) this.orderedBy(remittanceId, month, each, on);
    const heads = by.flatMap(({ workers }) => workers).length;
    const amount = String(16_800 * heads);
    const data = { remittanceId, billingCode: '1260', heads, amount, parts: [{ place: 'bank:kas', amount }] };
    return this.add(`remittance-${remittanceId}`, { type: 'RemittanceOrdered', data: { ...data, effectiveOn: on } });
  }

  remitted(remittanceId: string, amount: string, on: LocalDate): this {
    const payer = { kind: 'remittance', remittanceId, accountId: 'kas', reference: 'ref' } as const;
    this.add(`credit-bpjs.${remittanceId}`, {
      type: 'BpjsCodeClaimed',
      data: { code: `code-${remittanceId}`, amount, payer, effectiveOn: on },
    });
    const amounts = { amount, bankAmount: amount, creditAmount: '0', directAmount: '0', accountId: 'kas' };
    const data = { remittanceId, ...amounts, reference: 'ref', paidBy: 'bendahara', effectiveOn: on };
    return this.add(`remittance-${remittanceId}`, { type: 'RemittancePaid', data });
  }

  acknowledged(remittanceId: string, month: Month, on: LocalDate, rejected: readonly string[] = []): this {
    const cover = { receiptNumber: `kw-${remittanceId}`, coverFrom: `${month}-10`, coverThrough: `${month}-28` };
    const data = {
      remittanceId,
      ...cover,
      rejected: rejected.map((workerId) => ({ workerId, reason: 'data tidak cocok' })),
      acknowledgedBy: 'bendahara',
      effectiveOn: on,
    };
    return this.add(`remittance-${remittanceId}`, { type: 'RemittanceAcknowledged', data });
  }

  settled(remittanceId: string, sponsorId: string, month: Month, workers: readonly string[], on: LocalDate): this {
    const cover = { receiptNumber: `kw-${remittanceId}`, coverFrom: `${month}-10`, coverThrough: `${month}-28` };
    const of = { sponsorId, remittanceId, month, group: 'SB1', total: money(workers), effectiveOn: on };
    return this.add(`sponsor-${sponsorId}`, { type: 'AllocationsSettled', data: { ...of, ...cover, workers } });
  }

  rejectedBy(remittanceId: string, sponsorId: string, month: Month, workers: readonly string[], on: LocalDate): this {
    const of = { sponsorId, remittanceId, month, group: 'SB1', total: money(workers), effectiveOn: on };
    const people = workers.map((workerId) => ({ workerId, reason: 'data tidak cocok' }));
    const data = { ...of, workers: people, place: 'bpjs:SB1' };
    return this.add(`sponsor-${sponsorId}`, { type: 'AllocationsRejected', data });
  }

  coverCancelled(
    sponsorId: string,
    remittanceId: string,
    month: Month,
    workers: readonly string[],
    on: LocalDate,
  ): this {
    const data = { sponsorId, month, remittanceId, workers, reason: 'meninggal dunia', effectiveOn: on };
    return this.add(`sponsor-${sponsorId}`, { type: 'CoverCancelled', data });
  }

  /** The whole month for one sponsor: allocated, ordered, paid, acknowledged, settled; returns the allocation's id. */
  month(sponsorId: string, month: Month, workers: readonly string[], on: LocalDate, number = 1): string {
    const remittanceId = `SB1.${month}.${number}`;
    const allocationId = this.allocated(sponsorId, month, workers, on);
    this.ordered(remittanceId, month, [{ sponsorId, allocationIds: [allocationId], workers }], on)
      .remitted(remittanceId, money(workers), on)
      .acknowledged(remittanceId, month, on)
      .settled(remittanceId, sponsorId, month, workers, on);
    return allocationId;
  }
}
