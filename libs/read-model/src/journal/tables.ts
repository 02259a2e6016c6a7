import { defineTable } from '../store/table';

/** One row an event that moves money, cover, or a promise of either: the head of its balanced entry. */
export const journalEntry = defineTable({
  columns: {
    ordinal: 'integer',
    effective_on: 'text',
    event_type: 'text',
    /** The name by which a correction points at this entry. */
    reference: 'text',
    corrects: 'text?',
    memo: 'text',
  },
  key: ['ordinal'],
});

/**
 * The lines of the entries, but for the workers' side of cover: that is the table `cover`. `amount` counts rupiah or
 * cover-months, by `commodity`.
 */
export const journalLine = defineTable({
  columns: { ordinal: 'integer', account: 'text', commodity: 'text', amount: 'rupiah' },
  key: ['ordinal', 'account', 'commodity'],
  clustered: true,
});

/**
 * The cover book of the journal: the lines of the accounts `cover:worker:<id>` in the commodity `COV:<month>`, by far the
 * most of all lines, and therefore narrow. `units` +1 settled, −1 cancelled; a living, enrolled worker is covered in a
 * month that adds up to one. `turn` counts the changes of a worker-month from 0: settled at even turns, cancelled at odd
 * ones, so that the key refuses a second unit. The other side is `cover:issued:<month>` in `journal_line`; order, sponsor
 * and dates are in the sponsor's step with the same ordinal.
 */
export const cover = defineTable({
  columns: { worker_id: 'text', month: 'text', turn: 'integer', ordinal: 'integer', units: 'integer' },
  key: ['worker_id', 'month', 'turn'],
  indexes: [['month', 'worker_id', 'ordinal', 'units']],
  partialIndexes: [{ on: ['units', 'worker_id', 'month'], where: 'units < 0' }],
  indexedLate: true,
  keyMeans: 'a worker holds one unit of cover for a month at most',
  clustered: true,
});

/**
 * A sponsor's sums after each entry that touches them, in the order of the log. `latest_on` is the running maximum of
 * `effective_on`: where both differ the entry came late, by at most `days_late` days (a power of two; 0: in order).
 */
export const sponsorTotal = defineTable({
  columns: {
    sponsor_id: 'text',
    ordinal: 'integer',
    effective_on: 'text',
    latest_on: 'text',
    days_late: 'integer',
    /** Ordinal of the sponsor's row before. */
    previous: 'integer?',
    unverified: 'rupiah',
    verified: 'rupiah',
    allocated: 'rupiah',
    remitted: 'rupiah',
    refunded: 'rupiah',
    bank: 'rupiah',
    bpjs: 'rupiah',
    direct: 'rupiah',
    receivable: 'rupiah',
    /** Worker-months allocated and not taken back: a count. */
    worker_months: 'rupiah',
    /** Where available money lies: place → rupiah, without places at zero. */
    places: 'json',
  },
  key: ['sponsor_id', 'ordinal'],
  indexes: [['sponsor_id', 'latest_on', 'ordinal']],
  partialIndexes: [{ on: ['sponsor_id', 'days_late', 'effective_on'], where: 'days_late > 0' }],
  indexedLate: true,
  clustered: true,
});
