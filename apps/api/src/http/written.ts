import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KnownCommands } from '../ledger/known-commands';
import type { HttpReply, HttpRequest } from './request';

/** The answer of a write: what was made and where it stands in the log. */
export class Written<Body extends object> {
  constructor(
    readonly body: Body,
    /** Of the last event, for a read with `?waitFor=`; absent when there was nothing to record. */
    readonly position: string | undefined,
    /** Of the one stream it was written to. */
    readonly revision?: bigint,
  ) {}
}

/** A read of one stream together with its revision. */
export class AtRevision<Body extends object> {
  constructor(
    readonly body: Body,
    readonly revision: bigint,
  ) {}
}

/**
 * `ETag` and `Sedekah-Position` of every answer; the position stands in the body too. A hook of the server: as an
 * interceptor it would put five observables around each request.
 */
export function answerWithPlaces(app: NestFastifyApplication): void {
  const known = app.get(KnownCommands);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preSerialization', (request, reply, answer, done) => {
      const { call } = request as unknown as HttpRequest;
      if (call && answer instanceof Written && answer.position !== undefined) known.remember(call);
      done(null, answerBody(answer, reply as unknown as HttpReply));
    });
}

function answerBody(answer: unknown, reply: HttpReply): unknown {
  if (answer instanceof AtRevision) {
    reply.header('etag', `"${answer.revision}"`);
    return answer.body;
  }
  if (!(answer instanceof Written)) return answer;
  if (answer.revision !== undefined) reply.header('etag', `"${answer.revision}"`);
  if (answer.position === undefined) return answer.body;
  reply.header('sedekah-position', answer.position);
  return { ...answer.body, position: answer.position };
}
