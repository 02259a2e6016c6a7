import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
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

/** `ETag` and `Sedekah-Position` of an answer; the position stands in the body too. */
@Injectable()
export class WrittenInterceptor implements NestInterceptor {
  constructor(private readonly known: KnownCommands) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const reply = http.getResponse<HttpReply>();
    const { call } = http.getRequest<HttpRequest>();
    return next.handle().pipe(
      map((answer: unknown) => {
        if (call && answer instanceof Written && answer.position !== undefined) this.known.remember(call);
        return answerBody(answer, reply);
      }),
    );
  }
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
