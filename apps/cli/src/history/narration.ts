import type { LedgerEventOf, LedgerEventType } from '@sedekah/ledger';
import { lawNarration, schemeNarration, userNarration } from './office';
import { authorityNarration, creditNarration } from './authority';
import { remittanceNarration } from './remittance';
import { moneyNarration, premiumNarration } from './sponsor';
import { sealNarration } from './seal';
import { jobNarration, workerNarration } from './worker';

/** What an event of these types says, in Indonesian: ids, numbers, days and months; never personal data. */
export type Narration<Types extends LedgerEventType> = {
  readonly [Type in Types]: (data: LedgerEventOf<Type>['data']) => string;
};

/** Does not compile while an event of the ledger has no sentence. */
const NARRATION: Narration<LedgerEventType> = {
  ...schemeNarration,
  ...userNarration,
  ...lawNarration,
  ...authorityNarration,
  ...creditNarration,
  ...moneyNarration,
  ...premiumNarration,
  ...remittanceNarration,
  ...workerNarration,
  ...jobNarration,
  ...sealNarration,
  CommandRefused: ({ code, sentence }) => `Ditolak (${code}): ${sentence}`,
};

/** Whether this program knows events of that type. */
export const isKnownType = (type: string): type is LedgerEventType => Object.hasOwn(NARRATION, type);

/** A sentence on what happened. @throws Error for an event of a newer program */
export function narrated(type: string, data: object): string {
  if (!isKnownType(type)) throw new Error(`this program does not know the event ${type}: it is older than the log`);
  return (NARRATION[type] as (data: object) => string)(data);
}

/** Why it happened, as far as the event says: a reason, a citation, the evidence or the paper it rests on. */
export function reasonOf(data: object): string {
  const { reason, note, citation, evidence, mandate, document, reference } = data as Partial<
    Record<'reason' | 'note' | 'citation' | 'evidence' | 'mandate' | 'reference', string>
  > & { document?: { kind: string; number: string; date: string } };
  const paper = document && `${document.kind} ${document.number}, ${document.date}`;
  return [reason, note, citation, evidence, mandate, paper, reference].filter(Boolean).join('; ');
}
