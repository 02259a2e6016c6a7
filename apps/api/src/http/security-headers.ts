import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** The documentation's page carries its own script and styles inline. */
const PAGE_SOURCES = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'", "'unsafe-inline'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  // Plain HTTP on a machine's own address: nothing may be moved to HTTPS.
  upgradeInsecureRequests: null,
};

/** Helmet's headers on every answer. They are the same for all, so Helmet puts them together for the first only. */
export async function secureHeaders(app: NestFastifyApplication): Promise<void> {
  await app.register(helmet, { global: false, contentSecurityPolicy: { directives: PAGE_SOURCES } });
  let headers: Record<string, string> | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (_, reply) => {
      if (headers) {
        reply.headers(headers);
        return;
      }
      reply.helmet();
      headers = reply.raw.getHeaders() as Record<string, string>;
    });
}
