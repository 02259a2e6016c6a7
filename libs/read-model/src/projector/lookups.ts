import type { Kysely } from 'kysely';
import type { ReadModelTables } from '../tables';
import type { RecordedEvent } from './recorded-event';

/** What the later events of a payment need to know of it. */
export interface PaymentLookup {
  readonly place: string;
  readonly direct: boolean;
}

const LATER_EVENTS: ReadonlySet<string> = new Set([
  'PaymentVerified',
  'PaymentRejected',
  'PaymentReversed',
  'PaymentChargedBack',
]);

/** Payments that a page's events refer to and that earlier pages recorded: one query, none when there are none. */
export async function loadPayments(
  db: Kysely<ReadModelTables>,
  events: readonly RecordedEvent[],
): Promise<Map<string, PaymentLookup>> {
  const ids = new Set<string>();
  for (const { type, data } of events) {
    if (LATER_EVENTS.has(type)) ids.add((data as { paymentId: string }).paymentId);
  }
  if (ids.size === 0) return new Map();
  const rows = await db
    .selectFrom('payment')
    .select(['payment_id', 'place', 'custody'])
    .where('payment_id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.payment_id, { place: row.place, direct: row.custody === 'direct' }]));
}
