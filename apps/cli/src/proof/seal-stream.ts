import { randomUUID } from 'node:crypto';
import { openEventStore, Streams, type EventStore } from '@sedekah/event-store';
import { localDate, sealDecider, type SealCommand, type SealRecord, type SealState } from '@sedekah/ledger';
import { canonicalJson, sha256Hex, type SealDocument, type SealStatement } from '@sedekah/proof';
import type { Config } from '../config';
import { withLog } from '../ledger/open';
import { timeZoneOf } from '../ledger/scheme-time';
import { Refused } from '../output/failure';

/** One ledger, one chain of seals. */
const LEDGER_ID = 'ledger';

/** Keys and seals as the log has them. */
export async function sealState(log: EventStore, { ledger }: Config): Promise<SealState> {
  return (await new Streams({ store: log, ledger }).load(sealDecider, LEDGER_ID)).state;
}

/** The stream whose events are about seals themselves. */
export const sealStream = ({ ledger }: Config): string => `${ledger}.${sealDecider.category}-${LEDGER_ID}`;

/** A seal with its signatures, as it is handed over. */
export const documentOf = ({ statement, signatures }: SealRecord): SealDocument => ({
  seal: JSON.parse(statement) as SealStatement,
  signatures: signatures.map(({ party, signature }) => ({ party, signature })),
});

/** @throws Refused when there is none of that number; without a number: the last */
export function sealOf({ seals }: SealState, number?: number): SealRecord {
  const seal = number === undefined ? seals.at(-1) : seals[number - 1];
  if (seal) return seal;
  throw new Refused(
    'seal-unknown',
    number === undefined
      ? 'Buku besar ini belum pernah disegel.'
      : `Segel ${number} tidak ada. Lihat: sedekah seal list.`,
    number === undefined ? 'This ledger has never been sealed.' : `There is no seal ${number}. See: sedekah seal list.`,
  );
}

/** Opens the log for writing. With the embedded store the server must not be running: one process writes to its file. */
export function withWritableLog<Result>(config: Config, work: (log: EventStore) => Promise<Result>): Promise<Result> {
  // Opened for reading first: a ledger that is not there is refused, not made.
  return withLog(config, async () => {
    const log = await openEventStore({ ...config.store, readOnly: false });
    try {
      return await work(log);
    } finally {
      await log.close();
    }
  });
}

/** Executes a command on the ledger's seals. @returns the state after it */
export async function execute(
  log: EventStore,
  config: Config,
  command: SealCommand,
  now = new Date().toISOString(),
): Promise<SealState> {
  const streams = new Streams({ store: log, ledger: config.ledger });
  const context = {
    now,
    today: localDate(now, await timeZoneOf(log, config)),
    by: 'system',
    newId: (kind: string) => `${kind}-${randomUUID()}`,
  };
  const inputHash = sha256Hex(canonicalJson(command));
  const envelope = { commandId: sha256Hex(randomUUID()), inputHash, by: 'system', recordedAt: now };
  return (await streams.execute(sealDecider, LEDGER_ID, command, context, envelope)).state;
}
