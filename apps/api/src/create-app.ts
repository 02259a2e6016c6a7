import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { Announcement } from './announcement';
import { AppModule } from './app.module';
import { SystemClock, type Clock } from './clock';
import type { Config } from './config';
import { documentApi } from './documentation';
import { acceptUploads } from './http/uploads';
import { closeLedger, openLedger, type OpenStore } from './open-ledger';

/** The documentation's page carries its own script and styles inline. */
const PAGE_SOURCES = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'", "'unsafe-inline'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  // Plain HTTP on a machine's own address: nothing may be moved to HTTPS.
  upgradeInsecureRequests: null,
};
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
    const adapter = new FastifyAdapter({ bodyLimit: LARGEST_BODY_BYTES, genReqId: () => randomUUID() });
    const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(open, announcement), adapter, {
      // What the framework says while it starts would bury the one-time password.
      logger: ['error', 'warn'],
      abortOnError: false,
    });
    await app.register(helmet, { contentSecurityPolicy: { directives: PAGE_SOURCES } });
    await acceptUploads(app, LARGEST_UPLOAD_BYTES);
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
