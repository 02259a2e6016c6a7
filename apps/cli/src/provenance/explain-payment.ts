import type { StoredEvent } from '@sedekah/event-store';
import { emptyProvenance, money, useOf, type Month, type Rupiah, type UseOfPayment } from '@sedekah/ledger';
import type { Config } from '../config';
import { withLog } from '../ledger/open';
import { notYet, seenIn, viewOf } from '../ledger/view';
import { Refused } from '../output/failure';
import type { TimeOptions } from '../options';
import { paymentLinks, streamOf, type Link, type Source } from './chain';
import { shownTimes } from './explain-worker';
import { follow } from './follow';

/** What a payment bought in one month. */
export interface BoughtInMonth {
  readonly month: Month;
  readonly heads: number;
  readonly covered: number;
  readonly amount: Rupiah;
}

/** A payment, forward to the people and months it bought, and what is left of it. */
export interface ExplainedPayment extends UseOfPayment {
  readonly sponsorId: string;
  readonly asOf: string;
  readonly knownAt: string | null;
  readonly knownAtOrdinal: string | null;
  readonly perMonth: readonly BoughtInMonth[];
  readonly chain: readonly Link[];
}

/** @throws Refused for an unknown payment, and for times at which it was not there */
export function explainPayment(config: Config, paymentId: string, times: TimeOptions): Promise<ExplainedPayment> {
  return withLog(config, async (log) => {
    const view = await viewOf(config, log, times);
    const source = { log, ledger: config.ledger, view };
    // The id of a payment begins with its sponsor's.
    const sponsorId = paymentId.split('.')[0] ?? '';
    const stream = streamOf(source, 'sponsor', sponsorId);
    const { use, payments } = await used(source, stream, paymentId);
    if (!use) throw await nowhere(source, stream, paymentId);
    const chain = await paymentLinks(source, [{ paymentId, amount: use.amount }], { payments });
    return { sponsorId, ...shownTimes(view), ...use, perMonth: perMonth(use), chain };
  });
}

async function used({ log, view }: Source, stream: string, paymentId: string) {
  const provenance = emptyProvenance();
  const payments: StoredEvent[] = [];
  for await (const event of seenIn(log, stream, view)) {
    follow(provenance, event);
    if ((event.data as { paymentId?: string }).paymentId === paymentId && event.type.startsWith('Payment'))
      payments.push(event);
  }
  return { use: useOf(provenance, paymentId), payments };
}

/** Why there is no such payment: not in the ledger, or not yet. */
async function nowhere({ log, view }: Source, stream: string, paymentId: string): Promise<Refused> {
  for await (const page of log.readStream(stream)) {
    if (
      page.some(
        ({ type, data }) => type === 'PaymentRecorded' && (data as { paymentId: string }).paymentId === paymentId,
      )
    )
      return notYet(`Setoran ${paymentId}`, `The payment ${paymentId}`, view);
  }
  return new Refused(
    'payment-unknown',
    `Setoran ${paymentId} tidak ada di buku besar ini. Periksa nomornya.`,
    `There is no payment ${paymentId} in this ledger. Check the id.`,
  );
}

function perMonth({ months }: UseOfPayment): BoughtInMonth[] {
  const sums = new Map<Month, BoughtInMonth>();
  for (const { month, amount, standing } of months) {
    const { heads, covered, amount: before } = sums.get(month) ?? { heads: 0, covered: 0, amount: '0' };
    const isCovered = standing === 'covered' ? 1 : 0;
    sums.set(month, { month, heads: heads + 1, covered: covered + isCovered, amount: money.sum(before, amount) });
  }
  return [...sums.values()].sort((left, right) => (left.month < right.month ? -1 : 1));
}
