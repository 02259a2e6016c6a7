import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { PinoLogger } from 'nestjs-pino';

/**
 * Looks whether there is something to do, from the start of the application to its end, each time `everyMs` after the
 * last look ended. A look that fails is logged as `failure`, and the next one tries again.
 */
export abstract class RepeatedLook implements OnApplicationBootstrap, BeforeApplicationShutdown {
  protected stopping = false;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  protected constructor(
    private readonly everyMs: number,
    private readonly failure: string,
    protected readonly logger: PinoLogger,
  ) {}

  protected abstract look(): Promise<void>;

  onApplicationBootstrap(): void {
    this.lookLater();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private lookLater(): void {
    if (this.stopping) return;
    this.timer = setTimeout(() => {
      this.looking = this.look()
        .catch((error: unknown) => this.logger.warn({ err: error }, this.failure))
        .finally(() => this.lookLater());
    }, this.everyMs).unref();
  }
}
