export * as accounts from './accounts';
export { coverOf, type Commodity, type EntryLine, type JournalEntry } from './entry';
export { postings } from './postings';
export * from './export';
