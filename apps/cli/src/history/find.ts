import type { EventStore, StoredEvent } from '@sedekah/event-store';

/** Streams an id may name. Claims of a NIK are not among them: their id is a keyed hash. */
const CATEGORIES = [
  'sponsor',
  'worker',
  'remittance',
  'authority',
  'user',
  'scheme',
  'tariff',
  'job',
  'credit',
  'credit-bpjs',
  'seal',
] as const;

/**
 * Every event about `id`, in the order of the log: those of the streams it names, and those of the sponsors involved
 * that name it (a worker's premiums, a remittance's orders, a pledge, a payment). None for an unknown id.
 */
export async function eventsAbout(log: EventStore, ledger: string, id: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (const category of CATEGORIES) events.push(...(await streamOf(log, `${ledger}.${category}-${id}`)));
  for (const sponsorId of sponsorsIn(events, id)) {
    const all = await streamOf(log, `${ledger}.sponsor-${sponsorId}`);
    events.push(...all.filter(({ data }) => names(data, id)));
  }
  return events.sort((left, right) => (left.position < right.position ? -1 : 1));
}

async function streamOf(log: EventStore, stream: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const page of log.readStream(stream)) events.push(...page);
  return events;
}

/** Ids of pledges and payments begin with their sponsor's. */
function sponsorsIn(events: readonly StoredEvent[], id: string): Set<string> {
  const sponsors = new Set(id.includes('.') ? [id.split('.')[0] ?? ''] : []);
  for (const { data } of events) {
    const { sponsorId, sponsors: listed } = data as { sponsorId?: string; sponsors?: readonly string[] };
    for (const each of [...(sponsorId ? [sponsorId] : []), ...(listed ?? [])]) sponsors.add(each);
  }
  sponsors.delete(id);
  return sponsors;
}

const names = (data: object, id: string): boolean => JSON.stringify(data).includes(JSON.stringify(id));
