import { setTimeout as wait } from 'node:timers/promises';

export type UserId = 'admin' | 'bendahara' | 'verifikator';

/** A write as it was sent; sent again it has the same key. */
export interface Attempt {
  readonly by: UserId;
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly body: object | string;
  readonly key: string;
}

export interface Answered {
  readonly attempt: Attempt;
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Nobody knows what came of it: the server was killed, or said that it does not know. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** The server refused for good: the flow goes another way. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly answered: Answered) {
    super(`${answered.attempt.url}: ${answered.status} ${String(answered.body['code'])}`);
  }
}

/** Refusals of a server that is busy or half there: the same key again. */
const TRY_AGAIN: ReadonlySet<unknown> = new Set(['conflict', 'read-model-behind']);
const ANSWER_MS = 60_000;

/** Everything officers sent, and what they were told. */
export class Attempts {
  readonly acknowledged: Answered[] = [];
  readonly refused: Answered[] = [];
  /** Sent twice at once, taken and then refused. */
  readonly contradicted: Answered[] = [];
  /** No answer yet. */
  readonly open = new Set<Attempt>();
  private sent = 0;

  /** `address`: where the server is now, undefined while it is down. `tokens`: of the officers. */
  constructor(
    private readonly address: () => string | undefined,
    private readonly tokens: Map<UserId, string>,
  ) {}

  /** A new command; nobody begins one while the server is down. @throws Unanswered, Refused */
  async post<Body>(by: UserId, url: string, body: object | string = {}): Promise<Body> {
    while (this.address() === undefined) await wait(20);
    return this.settle<Body>(this.begin({ by, method: 'POST', url, body }));
  }

  async put<Body>(by: UserId, url: string, body: object): Promise<Body> {
    return this.settle<Body>(this.begin({ by, method: 'PUT', url, body }));
  }

  /** Another key with every call. */
  private begin(attempt: Omit<Attempt, 'key'>): Attempt {
    const begun = { ...attempt, key: `k-${(this.sent += 1)}` };
    this.open.add(begun);
    return begun;
  }

  /** Sends, or sends again. @throws Unanswered, Refused */
  async settle<Body>(attempt: Attempt): Promise<Body> {
    const answered = await this.send(attempt);
    const isTaken = answered.status < 300;
    const list = isTaken ? this.acknowledged : this.refused;
    if (this.open.delete(attempt)) list.push(answered);
    else this.noteSecond(answered, isTaken);
    if (!isTaken) throw new Refused(answered);
    return answered.body as Body;
  }

  /** It was answered while this sending was under way. A refusal leaves no trace: the same key may be taken after it. */
  private noteSecond(answered: Answered, isTaken: boolean): void {
    const wasTaken = this.acknowledged.some(({ attempt }) => attempt === answered.attempt);
    if (wasTaken && !isTaken) this.contradicted.push(answered);
    if (isTaken && !wasTaken) this.acknowledged.push(answered);
  }

  /** One sending, without noting what came of it. @throws Unanswered */
  async send(attempt: Attempt): Promise<Answered> {
    const { by, method, url, body, key } = attempt;
    const isFile = typeof body === 'string';
    const headers = {
      authorization: `Bearer ${this.tokens.get(by)}`,
      'idempotency-key': key,
      'content-type': isFile ? 'text/csv; charset=utf-8' : 'application/json',
    };
    const payload = isFile ? body : JSON.stringify(body);
    const response = await this.fetch(url, { method, headers, body: payload });
    if (response.status >= 500 || TRY_AGAIN.has(response.body['code'])) {
      throw new Unanswered(`${url}: ${response.status} ${String(response.body['code'])}`);
    }
    return { attempt, ...response };
  }

  async get<Body>(by: UserId, url: string): Promise<Body> {
    const { status, body } = await this.fetch(url, { headers: { authorization: `Bearer ${this.tokens.get(by)}` } });
    if (status >= 300) throw new Unanswered(`${url}: ${status}`);
    return body as Body;
  }

  private async fetch(url: string, init: RequestInit): Promise<Pick<Answered, 'status' | 'body'>> {
    const address = this.address();
    if (address === undefined) {
      await wait(20);
      throw new Unanswered('the server is down');
    }
    try {
      const response = await fetch(`${address}${url}`, { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
      return { status: response.status, body: (await response.json()) as Answered['body'] };
    } catch (error) {
      throw new Unanswered(String(error));
    }
  }
}
