import { isLocalDate, type LocalDate } from '@sedekah/ledger';
import type { KnownAt } from '@sedekah/read-model';
import { endOfDay } from './scheme-time';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
/** What a position of either store may look like; the read model knows which there are. */
const POSITION = /^[\w./-]{16,100}$/;

/** As the operator writes it: as the API takes it, or a day, meaning its end in the scheme's time zone. */
export type AskedKnownAt = KnownAt | { readonly day: LocalDate };

/** `undefined` for text that is no day, time, number of events or position. */
export function parseKnownAt(text: string): AskedKnownAt | undefined {
  if (isLocalDate(text)) return { day: text };
  if (/^\d{1,15}$/.test(text)) return { ordinal: Number(text) };
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return { time: text };
  return POSITION.test(text) ? { position: text } : undefined;
}

export const inZone = (asked: AskedKnownAt | undefined, timeZone: string): KnownAt | undefined =>
  asked && 'day' in asked ? { time: endOfDay(asked.day, timeZone) } : asked;
