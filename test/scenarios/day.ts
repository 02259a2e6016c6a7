import type { Context } from '@sedekah/ledger';

/** A decision at noon (WITA) of that day. */
export const contextOfDay = (today: string): Context => ({
  now: `${today}T04:00:00.000Z`,
  today,
  by: 'bendahara',
  newId: (kind) => `${kind}-1`,
});
