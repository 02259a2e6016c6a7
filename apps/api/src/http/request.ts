import type { Call } from './call';

/** What we use of a Fastify request. */
export interface HttpRequest {
  readonly id: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly ip: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  /** A form with files: the next file, unread. */
  readonly isMultipart?: () => boolean;
  readonly file?: () => Promise<{ readonly file: AsyncIterable<Buffer> } | undefined>;
  /** Set by the access guard. */
  user?: string;
  /** Set by the call guard on routes that write. */
  call?: Call;
}

/** What we use of a Fastify reply. */
export interface HttpReply {
  status(code: number): this;
  header(name: string, value: string): this;
  send(body: unknown): this;
  readonly sent: boolean;
  readonly raw: NodeJS.WritableStream & { writeHead(status: number, headers: Record<string, string>): unknown };
}

/** A header that is sent once; `undefined` when absent. */
export function header(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
