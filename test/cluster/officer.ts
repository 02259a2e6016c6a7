import { setTimeout as wait } from 'node:timers/promises';
import { commandIdOf } from '../../apps/api/src/http/call';

/** Parsed JSON of any shape: whoever asks says what they expect of it. */
export interface Json {
  readonly [name: string]: Json;
}

/** A write that was acknowledged, as it was sent. */
export interface Acknowledged {
  /** What was asked for: `payment`, `assignment`. */
  readonly kind: string;
  readonly by: Officer;
  readonly key: string;
  readonly url: string;
  readonly body: object;
  /** The id that its events carry, with a suffix after the first of a crossing. */
  readonly commandId: string;
  /** When the attempt was sent that was answered, and when it was, in ms since the epoch. */
  readonly sentAt: number;
  readonly at: number;
  readonly answer: Json;
}

/** What happened to requests on the way. */
export class Records {
  readonly acknowledged: Acknowledged[] = [];
  /** Attempts that were not answered, by reason. */
  readonly retries = new Map<string, number>();

  retried(reason: string): void {
    this.retries.set(reason, (this.retries.get(reason) ?? 0) + 1);
  }
}

/** A careful client gives up a request after this, and sends it again with the same key. */
const TIMEOUT_MS = 30_000;
const RETRY_MS = 250;
/** An outage longer than this is a failure. */
const PATIENCE_MS = 120_000;
/** Answers that ask for the same request again. */
const TRY_AGAIN: ReadonlySet<string> = new Set([
  'outcome-unknown',
  'store-unavailable',
  'read-model-behind',
  'conflict',
]);

let keys = 0;
const nextKey = (userId: string): string => `${userId}-${(keys += 1)}`;

/** A person at the API who sends a write again, with the same key, until it is answered for good. */
export class Officer {
  constructor(
    readonly userId: string,
    private readonly address: string,
    private readonly token: string,
    private readonly records: Records,
  ) {}

  /** A write that must be taken. @throws Error when it is refused, or not answered within two minutes */
  async write(kind: string, url: string, body: object = {}, key = nextKey(this.userId)): Promise<Json> {
    const { answer, sentAt } = await this.persistently('POST', url, body, key);
    const at = Date.now();
    const commandId = commandIdOf(this.userId, key);
    this.records.acknowledged.push({ kind, by: this, key, url, body, commandId, sentAt, at, answer });
    return answer;
  }

  /** `write` that is not recorded. */
  async send(method: 'POST' | 'PUT', url: string, body: object): Promise<Json> {
    return (await this.persistently(method, url, body, nextKey(this.userId))).answer;
  }

  async read(url: string): Promise<Json> {
    return (await this.persistently('GET', url)).answer;
  }

  /** The same write once more. @returns its answer */
  async again({ url, body, key }: Acknowledged): Promise<Json> {
    return (await this.persistently('POST', url, body, key)).answer;
  }

  private async persistently(method: string, url: string, body?: object, key?: string) {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const sentAt = Date.now();
      const { status, answer, reason } = await this.attempt(method, url, body, key);
      if (status !== undefined && status < 300) return { answer, sentAt };
      const isPassing = status === undefined || TRY_AGAIN.has(reason);
      if (!isPassing || Date.now() > until) {
        throw new Error(`${method} ${url}: ${status ?? ''} ${reason} ${JSON.stringify(answer)}`);
      }
      this.records.retried(reason);
      await wait(RETRY_MS);
    }
  }

  private async attempt(method: string, url: string, body?: object, key?: string): Promise<Attempt> {
    try {
      const response = await fetch(`${this.address}${url}`, {
        method,
        headers: {
          ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}` }),
          ...(key === undefined ? {} : { 'idempotency-key': key, 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const answer = JSON.parse((await response.text()) || '{}') as Json;
      return { status: response.status, answer, reason: String(answer['code'] ?? response.status) };
    } catch (error) {
      const { name } = error as Error;
      return { status: undefined, answer: {}, reason: name === 'TimeoutError' ? 'no answer in time' : 'no connection' };
    }
  }
}

interface Attempt {
  readonly status: number | undefined;
  readonly answer: Json;
  readonly reason: string;
}
