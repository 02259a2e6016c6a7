import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { OutcomeUnknown, StoreUnavailable } from '../errors';
import type { Appended } from '../port';
import { received } from './failures';
import type { WrittenAppend } from './group-commit';
import { packed, type RequestedAppend } from './messages';
import type { FromWriter, ToWriter, WriterSettings } from './writer.worker';

interface Waiting {
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

/** Appends that go to the thread in one message at most: a message costs more than what is in it. */
const MOST_AT_ONCE = 64;

const WRITER_THREAD = join(__dirname, `writer.worker${extname(__filename)}`);

/** The caller's end of the writer's thread. It keeps the process alive only while an append waits for its answer. */
export class Writer {
  private readonly waiting = new Map<number, Waiting>();
  private readonly gone: Promise<void>;
  /** Appends of this turn of the event loop, not sent yet. */
  private outbox: RequestedAppend[] = [];
  private requests = 0;
  private open = true;
  /** Why the thread ended by itself; only a new start of the program helps then. */
  private failure: string | undefined;

  private constructor(private readonly worker: Worker) {
    this.gone = new Promise((resolve) => worker.once('exit', () => resolve()));
    worker.on('message', (message: FromWriter) => this.receive(message));
    worker.on('error', (error) => this.fail(`the writer's thread failed: ${error.message}`));
    worker.on('exit', () => this.fail("the writer's thread ended"));
    worker.unref();
  }

  /** Starts the thread and waits until it holds the file. @throws StoreUnavailable */
  static async start(settings: WriterSettings, thread = WRITER_THREAD): Promise<Writer> {
    const worker = new Worker(thread, { workerData: settings });
    await new Promise<void>((resolve, reject) => {
      worker.once('message', (message: FromWriter) =>
        message.kind === 'failed' ? reject(received(message.failure)) : resolve(),
      );
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the writer's thread ended with code ${code} before it opened`)));
    });
    return new Writer(worker);
  }

  append(append: WrittenAppend): Promise<Appended> {
    try {
      this.check();
    } catch (error) {
      return Promise.reject(error);
    }
    return new Promise((resolve, reject) => {
      const request = ++this.requests;
      if (this.waiting.size === 0) this.worker.ref();
      this.waiting.set(request, { resolve, reject });
      this.outbox.push({ request, append });
      if (this.outbox.length === 1) setImmediate(() => this.flush());
      if (this.outbox.length >= MOST_AT_ONCE) this.flush();
    });
  }

  /** @throws StoreUnavailable when nothing can be written any more. */
  check(): void {
    if (this.failure !== undefined) {
      throw new StoreUnavailable(
        `Penulis catatan berhenti karena kesalahan; jalankan ulang program (${this.failure}). / The writer of the log ` +
          `stopped after an error; restart the program.`,
      );
    }
    if (!this.open) throw new StoreUnavailable('Penyimpanan sudah ditutup. / The store is closed.');
  }

  /** Lets the appends under way finish, then closes the file and ends the thread. */
  async close(): Promise<void> {
    if (this.open) {
      this.open = false;
      this.worker.ref();
      this.flush();
      this.send({ kind: 'close' });
    }
    await this.gone;
  }

  private flush(): void {
    if (this.outbox.length === 0) return;
    const appends = this.outbox;
    this.outbox = [];
    this.send({ kind: 'appends', appends: packed(appends) });
  }

  private send(message: ToWriter): void {
    this.worker.postMessage(message);
  }

  private receive(message: FromWriter): void {
    if (message.kind !== 'answers') return;
    for (const answer of message.answers) {
      const waiting = this.waiting.get(answer.request);
      if (waiting === undefined) throw new Error(`the writer answered request ${answer.request} that nobody waits for`);
      this.waiting.delete(answer.request);
      if ('appended' in answer) waiting.resolve(answer.appended);
      else waiting.reject(received(answer.failure));
    }
    if (this.waiting.size === 0 && this.open) this.worker.unref();
  }

  private fail(reason: string): void {
    if (this.open) this.failure = reason;
    this.open = false;
    for (const { reject } of this.waiting.values()) reject(new OutcomeUnknown(reason));
    this.waiting.clear();
  }
}
