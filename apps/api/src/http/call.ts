import { hash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Context, Instant } from '@sedekah/ledger';
import { EdgeProblem } from './problem';
import { header, type HttpRequest } from './request';

/** Who asks for a write, under which key, with which input. Carried from the edge to every stream it touches. */
export interface Call {
  /** User id; `system` for the ledger's own processes. */
  readonly by: string;
  /** Hash of caller and Idempotency-Key. */
  readonly commandId: string;
  /** Keyed hash of route, path and body. */
  readonly inputHash: string;
  /** When the request came. */
  readonly now: Instant;
  /** The day of `now` in the scheme's time zone. */
  readonly today: string;
  readonly newId: Context['newId'];
  /** From `If-Match`. */
  readonly expectedRevision?: bigint;
}

/** JSON with sorted keys: the same input gives the same text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)))
      : part,
  );
}

export const commandIdOf = (caller: string, key: string): string => hash('sha256', JSON.stringify([caller, key]));

const KEY = /^[\x21-\x7e]{1,200}$/;
const ETAG = /^"(\d{1,19})"$/;

/** What the headers and the body of a write say about its call. @throws EdgeProblem */
export function readCall(request: HttpRequest): {
  by: string;
  commandId: string;
  input: string;
  expectedRevision?: bigint;
} {
  if (!request.user) throw new EdgeProblem('unauthenticated');
  const key = header(request, 'idempotency-key');
  if (key === undefined) throw new EdgeProblem('idempotency-key-required');
  if (!KEY.test(key)) throw new EdgeProblem('idempotency-key-invalid');
  const ifMatch = header(request, 'if-match');
  const etag = ifMatch === undefined ? undefined : ETAG.exec(ifMatch);
  if (etag === null) throw new EdgeProblem('if-match-invalid');
  return {
    by: request.user,
    commandId: commandIdOf(request.user, key),
    input: canonicalJson([request.method, request.url, isStream(request.body) ? null : request.body]),
    ...(etag ? { expectedRevision: BigInt(etag[1] as string) } : {}),
  };
}

/** Whether the body is an upload that is still to be read. */
export const isStream = (body: unknown): boolean => typeof (body as { pipe?: unknown } | null)?.pipe === 'function';

/** The call of this request, prepared by `CallGuard`: every route that writes takes it as a parameter. */
export const CurrentCall = createParamDecorator((_: unknown, context: ExecutionContext): Call => {
  const { call } = context.switchToHttp().getRequest<HttpRequest>();
  if (!call) throw new Error('a route takes the call but is not declared with @Write');
  return call;
});
