import { FUNDING_SOURCES, isLocalDate, isMonth, money, RELEASE_CAUSES, ROLES, SECTORS } from '@sedekah/ledger';

/** Whether a value is of a kind. */
export type Kind = (value: unknown) => boolean;

const PLACE = /^(bank|bpjs|direct):[A-Za-z0-9._-]+$/;
const PERCENT = /^\d{1,3}(\.\d{1,15})?$/;

const isText = (value: unknown): boolean => typeof value === 'string';
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const oneOf =
  (values: readonly unknown[]): Kind =>
  (value) =>
    values.includes(value);
export const listOf =
  (kind: Kind): Kind =>
  (value) =>
    Array.isArray(value) && value.every(kind);
const recordOf =
  (kind: Kind): Kind =>
  (value) =>
    isRecord(value) && Object.values(value).every(kind);

/** Kinds that hold nothing inside; the others are forms of their own. */
export const PLAIN_KINDS: Readonly<Record<string, Kind>> = {
  text: isText,
  nullable: (value) => value === null || isText(value),
  id: (value) => typeof value === 'string' && value !== '',
  rupiah: (value) => money.isRupiah(value) && !money.isNegative(value),
  difference: money.isRupiah,
  percent: (value) => typeof value === 'string' && PERCENT.test(value),
  day: isLocalDate,
  month: isMonth,
  count: isCount,
  flag: (value) => typeof value === 'boolean',
  yes: (value) => value === true,
  place: (value) => typeof value === 'string' && PLACE.test(value),
  role: oneOf(ROLES),
  sector: oneOf(SECTORS),
  fundingSource: oneOf(FUNDING_SOURCES),
  cause: oneOf(RELEASE_CAUSES),
  numbers: recordOf(isCount),
  texts: recordOf(isText),
  record: isRecord,
};

/** What a field holds, by its name; a name that is not here holds text. A kind in brackets is a list of it. */
const BY_NAME: Readonly<Record<string, string>> = {
  ...named('id', 'sponsorId workerId pledgeId paymentId allocationId assignmentId remittanceId refundId jobId runId'),
  ...named('id', 'schemeId userId authorityId accountId budgetId holdId tariffId group creditKey'),
  ...named('id', 'recordedBy verifiedBy rejectedBy reversedBy openedBy paidBy acknowledgedBy submittedBy'),
  ...named(
    'rupiah',
    'amount total amountPerWorker previousPerWorker ceiling reserved released fromAvailable receivable',
  ),
  ...named('rupiah', 'settlesReceivable bankAmount creditAmount directAmount expectedAmount jkm base'),
  ...named('day', 'effectiveOn signedOn validFrom validThrough coverFrom coverThrough paidOn valueDate'),
  ...named('month', 'month firstMonth lastMonth fromMonth'),
  ...named('count', 'quota heads chunk band heirs revision tariffRevision value rank line done required'),
  ...named('count', 'firstOrdinal lastOrdinal reading'),
  ...named('flag', 'wasVerified eligible needsChecking'),
  ...named('[id]', 'workers sponsors allocationIds authorityIds'),
  ...named('record', 'input result'),
  difference: 'difference',
  jkkPercent: 'percent',
  place: 'place',
  role: 'role',
  sector: 'sector',
  fundingSource: 'fundingSource',
  fundingSources: '[fundingSource]',
  cause: 'cause',
  charge: 'yes',
  months: '[month]',
  counts: '[count]',
  endorsement: 'nullable',
  details: 'texts',
  parts: '[part]',
  changes: '[change]',
  prices: '[price]',
  monthly: '[monthlyAmount]',
  refusals: '[refusal]',
  rejected: '[refusal]',
  refunds: '[refund]',
  pricedLists: '[pricedList]',
  tiers: '[tier]',
  accounts: '[account]',
  groups: '[enrolmentGroup]',
  bands: '[incomeBand]',
  rows: '[row]',
  parties: '[party]',
  document: 'document',
  pledge: 'pledge',
  amendment: 'amendment',
  custody: 'custody',
  payer: 'payer',
};

function named(kind: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, kind]));
}

/** The kind of a field without one of its own; `given` may name a field that holds the same. */
export const kindNamed = (name: string, given: string | undefined): string =>
  given === undefined ? (BY_NAME[name] ?? 'text') : (BY_NAME[given] ?? given);
