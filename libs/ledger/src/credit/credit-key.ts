import type { LocalDate } from '../calendar';
import type { Rupiah } from '../money';
import { Rejection } from '../rejection';
import type { SchemeAccount } from '../scheme/events';

/** What the officer reads off the statement's line. The remark is not among it: banks change it overnight (BRI). */
export interface StatementLine {
  readonly reference?: string | undefined;
  readonly valueDate: LocalDate;
  readonly amount: Rupiah;
  /** The bank's own number of the line. */
  readonly sequence?: string | undefined;
  /** The how-manyth credit of this amount on this day, from 1, as the officer confirms. */
  readonly ordinal?: number | undefined;
}

/**
 * One credit's key on its account, by the account's recipe: the same credit always gets the same key, so that it counts
 * once. Only `A-Z a-z 0-9 . _ -` and `%`-escapes, hence safe as the name of a stream; never shortened.
 * Typing must not make a second credit of one: references are read without regard to case and spaces around them,
 * sequences without leading zeros, which spreadsheets drop.
 * @throws Rejection credit-key-incomplete naming the field that the recipe needs
 */
export function creditKeyOf(account: Pick<SchemeAccount, 'accountId' | 'creditKey'>, line: StatementLine): string {
  const { accountId, creditKey: recipe } = account;
  const { valueDate, amount, ordinal } = line;
  switch (recipe) {
    case 'reference': {
      const reference = line.reference?.trim().toUpperCase();
      if (!reference) throw incomplete(accountId, 'reference');
      return encode(reference);
    }
    case 'date-amount-sequence': {
      const sequence = line.sequence?.trim().toUpperCase();
      if (!sequence) throw incomplete(accountId, 'sequence');
      return `${valueDate}.${amount}.${encode(sequence.replace(/^0+(?=\d+$)/, ''))}`;
    }
    case 'date-amount-ordinal':
      if (!Number.isSafeInteger(ordinal) || Number(ordinal) < 1) throw incomplete(accountId, 'ordinal');
      return `${valueDate}.${amount}.${ordinal}`;
    default:
      throw new Error(`unknown recipe ${JSON.stringify(recipe satisfies never)}`);
  }
}

/** Id of the credit's stream. An account id holds no dot, so the two are told apart again. */
export const creditIdOf = (accountId: string, creditKey: string): string => `${accountId}.${creditKey}`;

/** Injective on well-formed text; half a surrogate pair, which no statement holds, becomes U+FFFD. */
const encode = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const FIELDS = {
  reference: ['nomor referensi bank', "the bank's reference"],
  sequence: ['nomor urut bank', "the bank's sequence number"],
  ordinal: [
    'urutan kredit sejumlah itu pada hari itu (mulai dari 1)',
    'which credit of that amount on that day it is (from 1)',
  ],
} as const;

function incomplete(accountId: string, field: keyof typeof FIELDS): Rejection {
  const [indonesian, english] = FIELDS[field];
  return new Rejection(
    'credit-key-incomplete',
    `Kredit pada rekening "${accountId}" dikenali dari ${indonesian}. Isi "${field}" sesuai rekening koran.`,
    `A credit on the account "${accountId}" is told apart by ${english}. Enter "${field}" as on the bank statement.`,
    { field, accountId },
  );
}
