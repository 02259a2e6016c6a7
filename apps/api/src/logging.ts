import { RequestMethod } from '@nestjs/common';
import type { Params } from 'nestjs-pino';
import type { Config } from './config';

interface LoggedRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}

/** One line a request: method, path, status, time. No body, no header, no query: they may hold personal data. */
export const logging = ({ logLevel }: Pick<Config, 'logLevel'>): Params => ({
  // nestjs-pino's own pattern matches nothing on Fastify.
  forRoutes: [{ path: '{*path}', method: RequestMethod.ALL }],
  pinoHttp: {
    level: logLevel,
    serializers: {
      req: ({ id, method, url }: LoggedRequest) => ({ id, method, path: url.split('?')[0] }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
    autoLogging: { ignore: ({ url }) => url?.startsWith('/health') ?? false },
  },
});
