import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PinoLogger, type Params } from 'nestjs-pino';
import type { Config } from './config';

const asGiven = (part: unknown): unknown => part;

/** One log for everything. Requests are logged by `logRequests`: as a middleware it would cost as much as their validation. */
export const logging = ({ logLevel }: Pick<Config, 'logLevel'>): Params => ({
  forRoutes: [],
  pinoHttp: { level: logLevel, wrapSerializers: false, serializers: { req: asGiven, res: asGiven } },
});

/** A NIK that somebody takes for an id would stand in the path. */
const masked = (path: string): string => path.replace(/\d{16}/g, '•'.repeat(16));

/** One line a request: method, path, status, time. No body, no header, no query: they may hold personal data. */
export async function logRequests(app: NestFastifyApplication): Promise<void> {
  const logger = await app.resolve(PinoLogger);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      const path = masked(request.url.split('?', 1)[0] ?? '');
      if (!path.startsWith('/health')) {
        const { statusCode } = reply;
        const req = { id: request.id, method: request.method, path };
        const line = { req, res: { statusCode }, responseTime: Math.round(reply.elapsedTime) };
        if (statusCode >= 500) logger.error(line, 'request errored');
        else logger.info(line, 'request completed');
      }
      done();
    });
}
