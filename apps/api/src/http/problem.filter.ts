import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { REJECTIONS, Rejection } from '@sedekah/ledger';
import { IdempotencyKeyReused, OutcomeUnknown, RevisionConflict, StoreUnavailable } from '@sedekah/event-store';
import { ReadModelUnusable } from '@sedekah/read-model';
import { PinoLogger } from 'nestjs-pino';
import { EdgeProblem, problem, type EdgeProblemCode, type Problem } from './problem';
import { header, type HttpReply, type HttpRequest } from './request';

const RETRY_AFTER_SECONDS = '2';

/** HTTP errors raised by Nest and Fastify themselves. */
const BY_STATUS: Readonly<Record<number, EdgeProblemCode>> = {
  400: 'malformed-json',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'route-unknown',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

/** The one place where an error becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: PinoLogger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<HttpRequest>();
    const reply = host.switchToHttp().getResponse<HttpReply>();
    const document = this.document(error, request);
    if (document.status >= 500) this.logger.error({ err: error, request: request.id }, document.code);
    if (reply.sent) return;
    if (document.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
    if (document.status === 401) reply.header('www-authenticate', 'Bearer');
    reply
      .status(document.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send({ ...document, instance: `urn:sedekah:request:${request.id}` });
  }

  private document(error: unknown, request: HttpRequest): Problem {
    if (error instanceof Rejection) {
      return problem(error.code, REJECTIONS[error.code], error.sentence, error.english, error.details);
    }
    if (error instanceof EdgeProblem) return error.document();
    if (error instanceof RevisionConflict) {
      return header(request, 'if-match') === undefined
        ? new EdgeProblem('conflict').document()
        : new EdgeProblem('precondition-failed', { revision: String(error.actual) }).document();
    }
    if (error instanceof IdempotencyKeyReused) {
      return problem(
        'idempotency-key-reused',
        REJECTIONS['idempotency-key-reused'],
        'Kunci `Idempotency-Key` ini sudah dipakai untuk perintah dengan isi lain; pakai kunci baru.',
        'This `Idempotency-Key` was used for a command with another input; use a new key.',
      );
    }
    if (error instanceof OutcomeUnknown) {
      return new EdgeProblem('outcome-unknown', { commandId: request.call?.commandId }).document();
    }
    if (error instanceof StoreUnavailable || error instanceof ReadModelUnusable) {
      return new EdgeProblem('store-unavailable').document();
    }
    const code = BY_STATUS[statusOf(error) ?? 500] ?? 'internal-error';
    return new EdgeProblem(code).document();
  }
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}
