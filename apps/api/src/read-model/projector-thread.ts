import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { ProjectionFailed } from '@sedekah/read-model';
import { Settings } from '../settings';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Why a projector stopped by itself. */
export interface ProjectorFailure {
  /** The event that no projection could take; absent when it is no event's fault. */
  readonly stoppedAt?: { readonly eventType: string; readonly position: string };
}

/** Keeps a projector running beside the server, unless another process does. */
@Injectable()
export class ProjectorThread implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: Worker | undefined;
  private ended: Promise<void> = Promise.resolve();
  private restart: NodeJS.Timeout | undefined;
  private pauseMs = FIRST_PAUSE_MS;
  private stopping = false;
  /** Why it stopped by itself, until it has caught up again. */
  failure: ProjectorFailure | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.config.projector === 'worker') this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    this.worker?.postMessage('stop');
    await this.ended;
  }

  private start(): void {
    const worker = new Worker(join(__dirname, `projector.worker${extname(__filename)}`), {
      workerData: this.settings.config,
    });
    this.worker = worker;
    worker.on('message', () => {
      this.failure = undefined;
      this.pauseMs = FIRST_PAUSE_MS;
    });
    worker.on('error', (error) => {
      this.failure = failureOf(error);
      this.logger.error({ err: error }, 'projector-stopped');
    });
    this.ended = new Promise((resolve) => {
      worker.once('exit', () => {
        resolve();
        if (!this.stopping) this.startLater();
      });
    });
  }

  private startLater(): void {
    this.restart = setTimeout(() => this.start(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** An error that crossed threads has its class no more, but still what it carried. */
function failureOf(error: unknown): ProjectorFailure {
  const { eventType, position } = Object(error) as Partial<ProjectionFailed>;
  return eventType !== undefined && position !== undefined ? { stoppedAt: { eventType, position } } : {};
}
