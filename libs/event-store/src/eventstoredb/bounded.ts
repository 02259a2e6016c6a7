/** Runs at most `limit` tasks beside each other; the others wait their turn, first come first served. */
export class Bounded {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.limit) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running++;
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      // The place goes straight to the next one, so that nobody can slip in between.
      if (next === undefined) this.running--;
      else next();
    }
  }
}
