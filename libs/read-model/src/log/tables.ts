import { defineTable } from '../store/table';

/**
 * One row an event. `known_at` is the running maximum of `recorded_at`: it never falls as `ordinal` rises, so that a
 * time means one prefix of the log.
 */
export const logEntry = defineTable({
  columns: {
    ordinal: 'integer',
    position: 'text',
    stream: 'text',
    revision: 'integer',
    type: 'text',
    recorded_at: 'text',
    known_at: 'text',
    command_id: 'text',
    by_user: 'text',
  },
  key: ['ordinal'],
  indexes: [['known_at', 'ordinal'], ['position'], ['command_id']],
  indexedLate: true,
  ofTheStore: ['position'],
});

/** How far the tables have come; one row, moved in the transaction that writes the rows. */
export const checkpoint = defineTable({
  columns: { id: 'integer', position: 'text?', ordinal: 'integer', known_at: 'text?' },
  key: ['id'],
  ofTheStore: ['position'],
});

/** What these tables are; one row. */
export const readModel = defineTable({
  columns: { id: 'integer', schema_version: 'integer', ledger: 'text' },
  key: ['id'],
});
