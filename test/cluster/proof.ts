import { openEventStore, type StoredEvent } from '@sedekah/event-store';
import { sedekah } from '../cli/sedekah';
import type { ApiProcess } from './api-process';
import { compared, named, type Differences } from './compared';
import type { Json, Records } from './officer';

/** What the log holds beside what was acknowledged. All lists are empty when the ledger kept its word. */
export interface Proof extends Differences {
  readonly events: number;
  /** Acknowledged writes that were sent once more, with the same key. */
  readonly repeated: number;
  /** Those of them that were answered otherwise, or stored something. */
  readonly answeredOtherwise: readonly string[];
  /** What `sedekah check` said: the read model against a rebuild, open crossings, money and cover. */
  readonly check: { readonly exitCode: number; readonly output: string };
}

const REPEATED_AT_MOST = 200;

/** Compares the log with what officers were told, sends a part of it again, and has the auditor's tool look. */
export async function prove(server: ApiProcess, url: string, { acknowledged }: Records): Promise<Proof> {
  const before = await readLog(url);
  const step = Math.ceil(acknowledged.length / REPEATED_AT_MOST);
  const sample = acknowledged.filter((_, index) => index % step === 0);
  const answeredOtherwise: string[] = [];
  for (const write of sample) {
    const answer = await write.by.again(write);
    if (!isSameAnswer(answer, write.answer)) answeredOtherwise.push(`${named(write)}: ${JSON.stringify(answer)}`);
  }
  const after = await readLog(url);
  if (after.length !== before.length) answeredOtherwise.push(`${after.length - before.length} events more`);
  const { stdout, stderr, exitCode } = await sedekah('check', server.environment['SEDEKAH_DATA'] ?? '', {
    ...server.environment,
  });
  return {
    events: before.length,
    ...compared(after, acknowledged),
    repeated: sample.length,
    answeredOtherwise,
    check: { exitCode, output: stdout + stderr },
  };
}

async function readLog(eventStoreDbUrl: string): Promise<StoredEvent[]> {
  const store = await openEventStore({ dataFolder: '', ledger: 'sedekah', eventStoreDbUrl, readOnly: true });
  const events: StoredEvent[] = [];
  for await (const page of store.readAll()) events.push(...page);
  await store.close();
  return events;
}

/** Positions may differ: a repeat of a crossing may be answered with that of another of its events. */
const isSameAnswer = ({ position: _, ...left }: Json, { position: __, ...right }: Json): boolean =>
  JSON.stringify(left) === JSON.stringify(right);
