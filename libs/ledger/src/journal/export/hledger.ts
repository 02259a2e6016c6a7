import type { EntryLine } from '../entry';
import { dated, type Entries, type RecordedEntry } from './dated';

const HEADER = `; Jurnal sedekah / the ledger's journal
tag event
tag stream
tag revision
tag reference
tag corrects
`;

/**
 * The journal as text that hledger and Ledger both read, in strict mode too: every account and commodity is declared
 * where it first appears, entries carry their event as tags, every month ends with balance assertions.
 * Yields blocks of whole lines.
 */
export async function* hledgerJournal(entries: Entries): AsyncGenerator<string> {
  const declared = new Set<string>();
  yield HEADER;
  for await (const item of dated(entries)) {
    if (item.kind === 'entry') {
      yield `${declarations(item.entry.lines, declared)}\n${transaction(item.entry)}`;
    } else {
      const assertions = item.balances.map(
        (line) => `    ${line.account}  ${amount('0', line)} = ${amount(line.amount, line)}\n`,
      );
      yield `\n${item.date} * saldo akhir bulan / month-end balances\n${assertions.join('')}`;
    }
  }
}

function declarations(lines: readonly EntryLine[], declared: Set<string>): string {
  const wanted = lines.flatMap((line) => [`commodity ${quoted(line)}\n`, `account ${line.account}\n`]);
  const missing = [...new Set(wanted)].filter((declaration) => !declared.has(declaration));
  for (const declaration of missing) declared.add(declaration);
  return missing.length === 0 ? '' : `\n${missing.join('')}`;
}

function transaction({ date, memo, lines, ...entry }: RecordedEntry): string {
  const tags = [
    `    ; event: ${entry.eventType}`,
    `    ; stream: ${plain(entry.stream)}`,
    `    ; revision: ${entry.revision}`,
    `    ; reference: ${plain(entry.reference)}`,
    ...(entry.corrects === undefined ? [] : [`    ; corrects: ${plain(entry.corrects)}`]),
  ];
  const postings = lines.map((line) => `    ${line.account}  ${amount(line.amount, line)}`);
  return `${[`${date} * ${plain(memo)}`, ...tags, ...postings].join('\n')}\n`;
}

/** A name with a digit or a colon is quoted. */
const quoted = ({ commodity }: EntryLine): string => (commodity === 'IDR' ? commodity : `"${commodity}"`);
const amount = (text: string, line: EntryLine): string => `${text} ${quoted(line)}`;

/** Without what begins a comment, a payee or another line. */
const plain = (text: string): string => text.replace(/[\p{Cc};|,]+/gu, ' ');
