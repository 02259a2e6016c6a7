import { grouped } from './numbers';

/** How often a line is written: to a terminal, to a file. */
const TERMINAL_MS = 200;
const FILE_MS = 5_000;

/** Says on stderr how far long work has come; silent when the work is short. */
export class Progress {
  private readonly startedAt = performance.now();
  private readonly everyMs = process.stderr.isTTY ? TERMINAL_MS : FILE_MS;
  private shownAt = this.startedAt;
  private hasShown = false;

  constructor(
    private readonly work: string,
    /** How many there will be, as far as anyone knows. */
    private readonly expected?: number,
  ) {}

  /** `done` events so far. */
  at(done: number): void {
    const now = performance.now();
    if (now - this.shownAt < this.everyMs) return;
    this.shownAt = now;
    const perSecond = Math.round((done * 1000) / (now - this.startedAt));
    const share = this.expected && this.expected >= done ? ` (${Math.floor((done * 100) / this.expected)}%)` : '';
    const line = `${this.work}: ${grouped(done)} peristiwa / events${share}, ${grouped(perSecond)}/s`;
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    this.hasShown = true;
  }

  /** Clears the line on a terminal. */
  done(): void {
    if (this.hasShown && process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }

  /** Seconds since the work began, for a rate. */
  get seconds(): number {
    return (performance.now() - this.startedAt) / 1000;
  }
}
