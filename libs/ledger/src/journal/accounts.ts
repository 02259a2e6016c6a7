import { isMonth, type Month } from '../calendar';
import type { Place } from '../vocabulary';

/** Account of the journal, e.g. `assets:bank:sulselbar`. No account is ever the beginning of another. */
export type AccountName = string;

const ID = /^[A-Za-z0-9._-]+$/;
const PLACE = /^(bank|bpjs|direct):[A-Za-z0-9._-]+$/;

function id(text: string): string {
  if (ID.test(text)) return text;
  throw new Error(`not an id that an account may carry: ${JSON.stringify(text)}`);
}
function place(text: Place): Place {
  if (PLACE.test(text)) return text;
  throw new Error(`not a place of money: ${JSON.stringify(text)}`);
}
function month(text: Month): Month {
  if (isMonth(text)) return text;
  throw new Error(`not a contribution month: ${JSON.stringify(text)}`);
}

/** Where money lies: `assets:bank:<account>`, credit at BPJS `assets:bpjs:<group>`, `assets:direct:<payment>`. */
export const moneyAt = (at: Place): AccountName => `assets:${place(at)}`;
/** What a sponsor owes the scheme: money charged back, or a charge of a late law, that available did not carry. */
export const receivableFrom = (sponsorId: string): AccountName => `assets:receivable:${id(sponsorId)}`;

/** Bank credits that no sponsor's payment has taken, and refunds on their way to the sponsors. */
export const unassigned = (accountId: string): AccountName => `liabilities:unassigned:${id(accountId)}`;
/** Where money that becomes a sponsor's at a place comes from: not yet assigned at the bank, or, paid directly, BPJS. */
export const sourceAt = (at: Place): AccountName =>
  at.startsWith('bank:') ? unassigned(at.slice('bank:'.length)) : moneyAt(at);
export const unverified = (sponsorId: string): AccountName => `liabilities:sponsor:${id(sponsorId)}:unverified`;
/** Begins the name of every account of the sponsor's available money, one a place. */
export const availablePrefix = (sponsorId: string): string => `liabilities:sponsor:${id(sponsorId)}:available:`;
/** A sponsor's available money at one place; never owed to the scheme: its balance is zero or negative. */
export const available = (sponsorId: string, at: Place): AccountName => availablePrefix(sponsorId) + place(at);
/** Allocated and not yet paid to BPJS, by contribution month. */
export const premiumsPayable = (of: Month): AccountName => `liabilities:premiums:${month(of)}`;

/** Memo: cover-months promised by a pledge, against the sponsor's word. */
export const pledged = (pledgeId: string): AccountName => `memo:pledged:${id(pledgeId)}`;
export const promised = (sponsorId: string): AccountName => `memo:promised:${id(sponsorId)}`;
/** Memo: rupiah of a budget reserved for a pledge, against the budget. */
export const reserved = (pledgeId: string): AccountName => `memo:reserved:${id(pledgeId)}`;
export const budget = (authorityId: string): AccountName => `memo:budget:${id(authorityId)}`;

export const coverIssued = (of: Month): AccountName => `cover:issued:${month(of)}`;
/** Holds one unit of a month's cover exactly when the worker is covered in that month. */
export const workerCover = (workerId: string): AccountName => `cover:worker:${id(workerId)}`;
const HOLDER = 'cover:worker:';

/** Whose cover an account holds; `undefined` for every other account. */
export const coveredWorker = (account: AccountName): string | undefined =>
  account.startsWith(HOLDER) ? account.slice(HOLDER.length) : undefined;

/** A sponsor's account: money not verified, available at a place, or owed to the scheme. */
export type SponsorAccount =
  | { readonly sponsorId: string; readonly kind: 'unverified' }
  | { readonly sponsorId: string; readonly kind: 'receivable' }
  | { readonly sponsorId: string; readonly kind: 'available'; readonly place: Place };

const RECEIVABLE = 'assets:receivable:';
const SPONSOR = 'liabilities:sponsor:';
const AVAILABLE = 'available:';

/** Whose money an account is; `undefined` for accounts of nobody in particular. */
export function sponsorAccount(account: AccountName): SponsorAccount | undefined {
  if (account.startsWith(RECEIVABLE)) return { sponsorId: account.slice(RECEIVABLE.length), kind: 'receivable' };
  if (!account.startsWith(SPONSOR)) return undefined;
  const end = account.indexOf(':', SPONSOR.length);
  const [sponsorId, kind] = [account.slice(SPONSOR.length, end), account.slice(end + 1)];
  if (kind === 'unverified') return { sponsorId, kind };
  if (kind.startsWith(AVAILABLE)) return { sponsorId, kind: 'available', place: kind.slice(AVAILABLE.length) };
  throw new Error(`not an account that a sponsor has: ${JSON.stringify(account)}`);
}
