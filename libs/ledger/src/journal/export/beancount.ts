import { addDays } from '../../calendar';
import type { AccountName } from '../accounts';
import type { Commodity, EntryLine } from '../entry';
import { dated, type Entries, type RecordedEntry } from './dated';

const HEADER = `; Jurnal sedekah / the ledger's journal
option "title" "Jurnal sedekah"
option "operating_currency" "IDR"
`;

/**
 * The journal for beancount: accounts are opened on the day they are first used, entries carry their event as metadata,
 * every month's balances are asserted at the beginning of the day after it. Yields blocks of whole lines.
 */
export async function* beancountJournal(entries: Entries): AsyncGenerator<string> {
  const open = new Set<AccountName>();
  yield HEADER;
  for await (const item of dated(entries)) {
    if (item.kind === 'entry') {
      yield `${openings(item.entry, open)}\n${transaction(item.entry)}`;
    } else {
      const day = addDays(item.date, 1);
      yield `\n${item.balances.map((line) => `${day} balance ${accountOf(line)}  ${amountOf(line)}\n`).join('')}`;
    }
  }
}

function openings({ date, lines }: RecordedEntry, open: Set<AccountName>): string {
  const fresh = lines.map(({ account }) => account).filter((account) => !open.has(account));
  for (const account of fresh) open.add(account);
  return [...new Set(fresh)]
    .map((account) => `\n${date} open ${beancountAccount(account)}\n  journal-account: "${account}"\n`)
    .join('');
}

function transaction({ date, memo, lines, ...entry }: RecordedEntry): string {
  const metadata = [
    `  event: "${entry.eventType}"`,
    `  stream: ${text(entry.stream)}`,
    `  revision: "${entry.revision}"`,
    `  reference: ${text(entry.reference)}`,
    ...(entry.corrects === undefined ? [] : [`  corrects: ${text(entry.corrects)}`]),
  ];
  const postings = lines.map((line) => `  ${accountOf(line)}  ${amountOf(line)}`);
  return `${[`${date} * ${text(memo)}`, ...metadata, ...postings].join('\n')}\n`;
}

const accountOf = ({ account }: EntryLine): string => beancountAccount(account);
const amountOf = ({ amount, commodity }: EntryLine): string => `${amount} ${beancountCommodity(commodity)}`;
const text = (value: string): string => JSON.stringify(value);

/** `COV:2021-05` → `COV-2021-05`: beancount's names of commodities hold no colon. */
export const beancountCommodity = (commodity: Commodity): string => commodity.replace(':', '-');

const ROOTS: Readonly<Record<string, string>> = {
  assets: 'Assets',
  liabilities: 'Liabilities',
  memo: 'Equity:Memo',
  cover: 'Equity:Cover',
};

/**
 * `liabilities:sponsor:regent:available:bank:kas` → `Liabilities:Sponsor:Xregent:Available:Bank:Xkas`. Beancount has five
 * roots, and names of capital letters, digits and hyphens at their beginning; no two accounts get the same name.
 */
export function beancountAccount(account: AccountName): string {
  const [root = '', ...rest] = account.split(':');
  const known = ROOTS[root];
  if (!known) throw new Error(`${account} is under no root that beancount knows`);
  return [known, ...rest.map((part, index) => (index % 3 === 1 ? identifier(part) : capital(part)))].join(':');
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `-` → `--`, `.` → `-p`, `_` → `-u`, and `X` before what begins otherwise than beancount allows, or with `X`. */
function identifier(id: string): string {
  if (/^\d{4}-\d{2}$/.test(id)) return id;
  const escaped = id.replace(/[-._]/g, (character) => ({ '-': '--', '.': '-p', _: '-u' })[character] ?? '');
  return /^[A-WYZ0-9]/.test(escaped) ? escaped : `X${escaped}`;
}
