import { grouped } from './numbers';

/** How often a line is written: to a terminal, to a file. */
const TERMINAL_MS = 200;
const FILE_MS = 5_000;

/** Characters of the bar. */
const BAR = 20;

/** Says on stderr how far long work has come, on a terminal with a bar; silent when the work is short. */
export class Progress {
  private readonly startedAt = performance.now();
  private readonly everyMs = process.stderr.isTTY ? TERMINAL_MS : FILE_MS;
  private shownAt = this.startedAt;
  private hasShown = false;

  constructor(
    private readonly work: string,
    /** How many there will be, as far as anyone knows. */
    private readonly expected?: number,
    private readonly what = 'peristiwa / events',
  ) {}

  /** `done` of them so far. */
  at(done: number): void {
    const now = performance.now();
    if (now - this.shownAt < this.everyMs) return;
    this.shownAt = now;
    const perSecond = Math.round((done * 1000) / (now - this.startedAt));
    const line = `${this.work}: ${this.share(done)}${grouped(done)} ${this.what}, ${grouped(perSecond)}/s`;
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    this.hasShown = true;
  }

  private share(done: number): string {
    if (!this.expected || this.expected < done) return '';
    const share = done / this.expected;
    const percent = `${Math.floor(100 * share)}%`;
    if (!process.stderr.isTTY) return `${percent}, `;
    const filled = Math.floor(BAR * share);
    return `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${percent} `;
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
