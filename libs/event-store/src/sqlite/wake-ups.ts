import { BroadcastChannel } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import type { WakeUps } from '../follow';

/** How often a subscription looks for commits of other processes. */
const POLL_MS = 50;

/**
 * Wakes subscriptions after commits: at once for a writer in this process, which says so on `channel`, and by polling
 * SQLite's `data_version` for a writer in another. Polls, and keeps the process alive, only while someone waits.
 */
export class SqliteWakeUps implements WakeUps {
  count = 0;
  private readonly waiting = new Set<() => void>();
  private readonly channel: BroadcastChannel;
  private timer: NodeJS.Timeout | undefined;
  private dataVersion: unknown;

  constructor(
    private readonly database: Database.Database,
    channel: string,
  ) {
    this.channel = new BroadcastChannel(channel);
    this.channel.unref();
    this.channel.onmessage = () => this.wake();
    this.dataVersion = this.readDataVersion();
  }

  after(seen: number, signal: AbortSignal): Promise<void> {
    if (this.count !== seen || signal.aborted || !this.database.open) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = () => {
        signal.removeEventListener('abort', stop);
        this.waiting.delete(stop);
        if (this.waiting.size === 0) clearInterval(this.timer);
        resolve();
      };
      signal.addEventListener('abort', stop);
      if (this.waiting.size === 0) this.timer = setInterval(() => this.poll(), POLL_MS);
      this.waiting.add(stop);
    });
  }

  close(): void {
    this.channel.close();
    this.wake();
  }

  private poll(): void {
    const dataVersion = this.readDataVersion();
    if (dataVersion === this.dataVersion) return;
    this.dataVersion = dataVersion;
    this.wake();
  }

  private wake(): void {
    this.count++;
    for (const stop of [...this.waiting]) stop();
  }

  private readDataVersion(): unknown {
    return this.database.pragma('data_version', { simple: true });
  }
}
