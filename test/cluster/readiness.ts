import { setTimeout as wait } from 'node:timers/promises';

/** What /health/ready says. */
export interface ReadyAnswer {
  readonly status: 'up' | 'down';
  readonly lagEvents: number | null;
  readonly openCrossings: number | null;
}

const LOOK_EVERY_MS = 100;

/** Looks at readiness all the time, as a load balancer would. */
export class ReadinessWatch {
  /** Each time it was down: from when to when, in ms since the epoch. */
  readonly outages: { readonly from: number; until: number | undefined }[] = [];
  private isOver = false;
  private readonly watching: Promise<void>;

  constructor(private readonly address: string) {
    this.watching = this.watch();
  }

  /** Waits until it says up, and `isEnough` agrees. @throws Error with the last answer after `patienceMs` */
  async until(isEnough: (answer: ReadyAnswer) => boolean, patienceMs: number): Promise<void> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const answer = await this.ask();
      if (answer?.status === 'up' && isEnough(answer)) return;
      if (Date.now() > until) throw new Error(`not ready within ${patienceMs} ms: ${JSON.stringify(answer)}`);
      await wait(LOOK_EVERY_MS);
    }
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.watching;
  }

  private async watch(): Promise<void> {
    for (; !this.isOver; await wait(LOOK_EVERY_MS)) {
      const isUp = (await this.ask())?.status === 'up';
      const last = this.outages.at(-1);
      const isOut = last !== undefined && last.until === undefined;
      if (!isUp && !isOut) this.outages.push({ from: Date.now(), until: undefined });
      if (isUp && isOut) last.until = Date.now();
    }
  }

  private async ask(): Promise<ReadyAnswer | undefined> {
    try {
      const response = await fetch(`${this.address}/health/ready`, { signal: AbortSignal.timeout(10_000) });
      return (await response.json()) as ReadyAnswer;
    } catch {
      return undefined;
    }
  }
}
