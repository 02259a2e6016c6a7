import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Sessions } from '../access/sessions';

interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly body?: string | object;
  readonly contentType?: string;
}

/** A refusal the scenario did not expect: the demonstration stops and shows it. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** The newest write of all officers: every later read waits for it. */
export class Newest {
  position: string | undefined;

  note(position: unknown): void {
    if (typeof position === 'string' && (!this.position || position > this.position)) this.position = position;
  }
}

/** One officer at the API: everything goes through HTTP routes, with the officer's own session. */
export class Officer {
  private token: { readonly value: string; readonly expiresOn: string } | undefined;

  constructor(
    private readonly app: NestFastifyApplication,
    readonly userId: string,
    private readonly password: string,
    private readonly now: () => string,
    private readonly newest: Newest,
  ) {}

  get<Answer>(url: string): Promise<Answer> {
    const { position } = this.newest;
    const waiting = position === undefined ? '' : `${url.includes('?') ? '&' : '?'}waitFor=${position}`;
    return this.ask<Answer>({ method: 'GET', url: `${url}${waiting}` });
  }

  post = <Answer>(url: string, body: object = {}): Promise<Answer> => this.ask<Answer>({ method: 'POST', url, body });

  put = <Answer>(url: string, body: object): Promise<Answer> => this.ask<Answer>({ method: 'PUT', url, body });

  upload = <Answer>(url: string, csv: string): Promise<Answer> =>
    this.ask<Answer>({ method: 'POST', url, body: csv, contentType: 'text/csv; charset=utf-8' });

  private async ask<Answer>({ method, url, body, contentType = 'application/json' }: Asked): Promise<Answer> {
    const response = await this.app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${await this.session()}`,
        'idempotency-key': randomBytes(12).toString('hex'),
        ...(body === undefined ? {} : { 'content-type': contentType }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    if (response.statusCode < 300) {
      this.newest.note(response.headers['sedekah-position']);
      return response.json<Answer>();
    }
    throw new UnexpectedAnswer(`${this.userId}: ${method} ${url} → ${response.statusCode} ${response.body}`);
  }

  private async session(): Promise<string> {
    if (!this.token || this.token.expiresOn <= this.now()) {
      const { token, expiresOn } = await this.app.get(Sessions).begin(this.userId, this.password);
      this.token = { value: token, expiresOn };
    }
    return this.token.value;
  }
}
