import { BroadcastChannel, parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { Appended } from '../port';
import { checkEnd } from './check-end';
import { sendable, sqliteFailure, type SentFailure } from './failures';
import { groupCommit } from './group-commit';
import { unpacked, type packed, type RequestedAppend } from './messages';
import { createPrivateFile, noteWriter, prepareSchema } from './schema';
import { lockForWriting } from './writer-lock';

/** What the writer's thread is started with. */
export interface WriterSettings {
  readonly file: string;
  readonly ledger: string | undefined;
  /** BroadcastChannel that hears of every commit. */
  readonly channel: string;
}

export type ToWriter =
  { readonly kind: 'appends'; readonly appends: ReturnType<typeof packed> } | { readonly kind: 'close' };

export type FromWriter =
  | { readonly kind: 'open' }
  | { readonly kind: 'failed'; readonly failure: SentFailure }
  | { readonly kind: 'answers'; readonly answers: readonly Answer[] };

export type Answer =
  | { readonly request: number; readonly appended: Appended }
  | { readonly request: number; readonly failure: SentFailure };

/** Appends that share one transaction at most. */
const LARGEST_GROUP = 1000;

/** Opens the file for writing and serves appends until told to close. */
function write({ file, ledger, channel }: WriterSettings, answer: (message: FromWriter) => void) {
  const lock = lockForWriting(file);
  createPrivateFile(file);
  const database = new Database(file, { timeout: 10_000 });
  // First, so that a file that is no ledger stays as it is.
  prepareSchema(database, file, ledger);
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = full');
  checkEnd(database, file);
  noteWriter(database);
  const commit = groupCommit(database, file);
  const wakeUps = new BroadcastChannel(channel);
  wakeUps.unref();
  const waiting: RequestedAppend[] = [];
  let closing = false;

  const commitWaiting = () => {
    const group = waiting.splice(0, LARGEST_GROUP);
    const results = commit(group.map(({ append }) => append));
    const answers = group.map(({ request }, index): Answer => {
      const result = results[index];
      if (result === undefined) throw new Error('an append was left without an answer');
      return result instanceof Error ? { request, failure: sendable(result) } : { request, appended: result };
    });
    answer({ kind: 'answers', answers });
    wakeUps.postMessage(null);
    if (waiting.length > 0) setImmediate(commitWaiting);
    else if (closing) close();
  };
  const close = () => {
    wakeUps.close();
    database.close();
    lock.release();
    parentPort?.close();
  };

  parentPort?.on('message', (message: ToWriter) => {
    if (message.kind === 'appends') {
      // All messages that came in during the last commit are delivered before this runs: one group.
      if (waiting.length === 0) setImmediate(commitWaiting);
      waiting.push(...unpacked(message.appends));
      return;
    }
    closing = true;
    if (waiting.length === 0) close();
  });
}

const settings = workerData as WriterSettings;
const answer = (message: FromWriter) => parentPort?.postMessage(message);
try {
  write(settings, answer);
  answer({ kind: 'open' });
} catch (error) {
  answer({ kind: 'failed', failure: sendable(sqliteFailure(error, settings.file)) });
  parentPort?.close();
}
