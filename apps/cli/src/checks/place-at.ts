import type { ReadModel } from '@sedekah/read-model';
import type { Finding } from './check';

/** Where the event with that number in the log stands; nothing for a number that no event has. */
export async function placeAt(db: ReadModel['db'], ordinal: number): Promise<Pick<Finding, 'at'>> {
  const columns = ['stream', 'revision', 'position', 'type'] as const;
  const entry = await db.selectFrom('log_entry').select(columns).where('ordinal', '=', ordinal).executeTakeFirst();
  return entry ? { at: { ...entry, revision: BigInt(entry.revision) } } : {};
}
