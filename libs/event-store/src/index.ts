export * from './port';
export * from './errors';
export { openSqliteEventStore, type SqliteOptions } from './sqlite/sqlite-event-store';
export {
  Streams,
  type Executed,
  type ExecutedEvent,
  type ExecuteOptions,
  type StreamDecider,
  type StreamEvent,
  type StreamsOptions,
} from './streams/streams';
export type { CommandTrace, Envelope, EventMetadata } from './streams/folded-stream';
export { openEventStore, sqliteLogFile, type EventStoreSettings } from './open';
export { openEventStoreDb, type EventStoreDbOptions } from './eventstoredb/eventstoredb-event-store';
export { backupSqlite, restoreSqlite, type BackupReport, type RestoreOptions } from './sqlite/backup';
export { checkSqlite } from './sqlite/checks';
export { checkLog, type LogFinding, type LogReport } from './check-log';
export { copyLog, type CopyOptions, type CopyProgress, type CopyReport } from './copy-log';
export { canonicalEvent, digestLog, type LogDigest } from './log-digest';
