import { isDeepStrictEqual } from 'node:util';
import { openEventStore, type StoredEvent } from '@sedekah/event-store';
import { compareReadModels, openReadModel } from '@sedekah/read-model';
import { commandIdOf } from '../../apps/api/src/http/call';
import { projected, removeProjected } from '../../libs/read-model/src/testing/projected';
import { booksOf, domainEvent } from '../crossings/books';
import { findings } from '../crossings/consistency';
import type { Answered, Attempt } from './attempts';

const LEDGER = 'sedekah';
/** Acknowledged writes that are sent once more. */
const SENT_AGAIN = 300;

export interface Evidence {
  readonly dataFolder: string;
  readonly eventStoreUrl: string | undefined;
  readonly sent: {
    readonly acknowledged: readonly Answered[];
    readonly refused: readonly Answered[];
    /** Sent twice at once, taken and then refused. */
    readonly contradicted: readonly Answered[];
    /** Sent, and still without an answer. */
    readonly unanswered: number;
  };
  readonly again: (attempt: Attempt) => Promise<Answered>;
  /** Stops the server: the log and the read model are looked at alone. */
  readonly stop: () => Promise<void>;
}

export interface Verdict {
  readonly acknowledged: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly events: number;
  readonly jobs: number;
  /** What is wrong: nothing. */
  readonly findings: readonly string[];
}

/** Looks at what the clients were told, at the log and at the read model. */
export async function verdict(evidence: Evidence): Promise<Verdict> {
  const { sent } = evidence;
  const before = await logOf(evidence);
  const repeats = await sendAgain(evidence);
  await evidence.stop();
  const events = await logOf(evidence);
  const books = booksOf(events);
  const refused = Object.groupBy(sent.refused, ({ body }) => String(body['code']));
  return {
    acknowledged: sent.acknowledged.length,
    refused: Object.fromEntries(Object.entries(refused).map(([code, of]) => [code, of?.length ?? 0])),
    events: events.length,
    jobs: events.filter(({ type }) => type === 'JobSubmitted').length,
    findings: [
      ...(sent.unanswered === 0 ? [] : [`${sent.unanswered} writes never got an answer`]),
      ...sent.contradicted.map(({ attempt, status }) => `${attempt.url} was taken, then refused with ${status}`),
      ...repeats,
      ...(before.length === events.length ? [] : [`repeats added ${events.length - before.length} events`]),
      ...lost(sent.acknowledged, events),
      ...counted(sent.acknowledged, events),
      ...unfinishedJobs(events),
      ...findings(books),
      ...(await readModel(evidence)),
    ],
  };
}

const settings = ({ dataFolder, eventStoreUrl }: Evidence) => ({
  dataFolder,
  ledger: LEDGER,
  readOnly: true,
  ...(eventStoreUrl === undefined ? {} : { eventStoreDbUrl: eventStoreUrl }),
});

async function logOf(evidence: Evidence): Promise<StoredEvent[]> {
  const store = await openEventStore(settings(evidence));
  const events: StoredEvent[] = [];
  try {
    for await (const page of store.readAll()) events.push(...page);
  } finally {
    await store.close();
  }
  return events;
}

/** An acknowledged write sent again gets its answer again. */
async function sendAgain({ sent, again }: Evidence): Promise<string[]> {
  const wrong: string[] = [];
  const ledgers = sent.acknowledged.filter(({ attempt }) => !attempt.url.startsWith('/v1/sessions'));
  const step = Math.max(1, Math.floor(ledgers.length / SENT_AGAIN));
  for (const { attempt, status, body } of ledgers.filter((_, index) => index % step === 0)) {
    const repeat = await again(attempt);
    const same = repeat.status === status && isDeepStrictEqual(told(repeat.body), told(body));
    if (!same) wrong.push(`${attempt.url} was answered ${JSON.stringify(body)}, then ${JSON.stringify(repeat.body)}`);
  }
  return wrong;
}

/** What may not change; a remittance's state is told as it is by now. */
const told = ({ position: _, status: __, heads: ___, amount: ____, ...rest }: Answered['body']) => rest;

/** Every acknowledged write is in the log under its command id. */
function lost(acknowledged: readonly Answered[], events: readonly StoredEvent[]): string[] {
  const known = new Set(events.map(({ metadata }) => (metadata as { commandId: string }).commandId.split('#')[0]));
  return acknowledged
    .filter(({ attempt }) => !attempt.url.startsWith('/v1/sessions'))
    .filter(({ attempt }) => !known.has(commandIdOf(attempt.by, attempt.key)))
    .map(({ attempt }) => `acknowledged and not in the log: ${attempt.url} ${attempt.key}`);
}

/** As many payments, workers, pledges and orders as were acknowledged: none lost, none doubled. */
function counted(acknowledged: readonly Answered[], events: readonly StoredEvent[]): string[] {
  const all = events.map(domainEvent);
  const told_ = (url: RegExp, field: string) =>
    acknowledged.filter(({ attempt }) => url.test(attempt.url)).map(({ body }) => String(body[field]));
  const imported = new Set(all.flatMap((event) => (event.type === 'JobSubmitted' ? [event.data.jobId] : [])));
  const registered = all.flatMap((event) => (event.type === 'WorkerRegistered' ? [event.data.workerId] : []));
  const rows = all.flatMap((event) =>
    event.type === 'JobCompleted' && imported.has(event.data.jobId) ? [event.data.counts['registered'] ?? 0] : [],
  );
  const expected = [
    {
      what: 'payments',
      told: told_(/\/payments$/, 'paymentId'),
      found: all.flatMap((event) => (event.type === 'PaymentRecorded' ? [event.data.paymentId] : [])),
    },
    {
      what: 'pledges',
      told: told_(/\/pledges$/, 'pledgeId'),
      found: all.flatMap((event) => (event.type === 'PledgeMade' ? [event.data.pledgeId] : [])),
    },
    {
      what: 'jobs',
      told: [...told_(/\/premium-runs$/, 'jobId'), ...told_(/\/imports\//, 'jobId')],
      found: [...imported],
    },
  ];
  const workers = told_(/\/v1\/workers$/, 'workerId').length + rows.reduce((sum, count) => sum + count, 0);
  return [
    ...expected.flatMap(({ what, told: asked, found }) => {
      const [asks, finds] = [new Set(asked), new Set(found)];
      return [
        ...[...asks].filter((id) => !finds.has(id)).map((id) => `${what}: ${id} is lost`),
        ...[...finds].filter((id) => !asks.has(id)).map((id) => `${what}: ${id} was never acknowledged`),
        ...(finds.size === found.length ? [] : [`${what}: one is there twice`]),
      ];
    }),
    ...(workers === registered.length ? [] : [`workers: ${workers} acknowledged, ${registered.length} in the log`]),
  ];
}

function unfinishedJobs(events: readonly StoredEvent[]): string[] {
  const all = events.map(domainEvent);
  const failed = all.flatMap((event) => (event.type === 'JobFailed' ? [event.data] : []));
  return failed.map(({ jobId, code, reason }) => `job ${jobId} failed: ${code} ${reason}`);
}

/** The tables that lived through it all equal those made from the log now. */
async function readModel(evidence: Evidence): Promise<string[]> {
  const reader = await openEventStore(settings(evidence));
  const live = await openReadModel({ dataFolder: evidence.dataFolder, ledger: LEDGER, access: 'read' });
  try {
    const differences = await compareReadModels(live, await projected(reader));
    return differences.map(
      ({ table, left = null, right = null }) =>
        `${table}: live ${JSON.stringify(left)}, rebuilt ${JSON.stringify(right)}`,
    );
  } finally {
    await live.close();
    await removeProjected();
    await reader.close();
  }
}
