export { beancountAccount, beancountCommodity, beancountJournal } from './beancount';
export { csvJournal } from './csv';
export type { Entries, RecordedEntry } from './dated';
export { hledgerJournal } from './hledger';
