import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { Announcement } from './announcement';
import { AppModule } from './app.module';
import { SystemClock, type Clock } from './clock';
import type { Config } from './config';
import { documentApi } from './documentation';
import { readableAddress } from './http/readable-address';
import { secureHeaders } from './http/security-headers';
import { acceptUploads } from './http/uploads';
import { answerWithPlaces } from './http/written';
import { logRequests } from './logging';
import { closeLedger, openLedger, type OpenStore } from './open-ledger';

const LARGEST_BODY_BYTES = 5 * 1024 * 1024;
const LARGEST_UPLOAD_BYTES = 256 * 1024 * 1024;

export interface AppOptions {
  readonly config: Config;
  /** A scenario's days, for demonstrations and tests. */
  readonly clock?: Clock;
  /** Where the one-time password is shown; default: standard error. */
  readonly announce?: (text: string) => void;
  /** Opens the log; default: where the settings say. Tests put their faults in between. */
  readonly openStore?: OpenStore;
}

/** The server, ready for `inject` or `listen`. Closing it closes its stores. @throws ConfigError, StoreUnavailable */
export async function createApp({
  config,
  clock = new SystemClock(),
  announce,
  openStore,
}: AppOptions): Promise<NestFastifyApplication> {
  const open = await openLedger(config, clock, openStore);
  try {
    const announcement = new Announcement(announce ?? ((text) => void process.stderr.write(text)));
    const adapter = new FastifyAdapter({
      bodyLimit: LARGEST_BODY_BYTES,
      genReqId: () => randomUUID(),
      rewriteUrl: readableAddress,
    });
    const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(open, announcement), adapter, {
      // What the framework says while it starts would bury the one-time password.
      logger: ['error', 'warn'],
      abortOnError: false,
    });
    await secureHeaders(app);
    await acceptUploads(app, LARGEST_UPLOAD_BYTES);
    answerWithPlaces(app);
    await logRequests(app);
    documentApi(app);
    await app.init();
    app.useLogger(app.get(Logger));
    await app.getHttpAdapter().getInstance().ready();
    return app;
  } catch (error) {
    await closeLedger(open);
    throw error;
  }
}
