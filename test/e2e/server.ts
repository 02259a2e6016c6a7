import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock } from '../../apps/api/src/clock';
import { readConfig } from '../../apps/api/src/config';
import { createApp, type AppOptions } from '../../apps/api/src/create-app';

/** A clock that stands still until it is told otherwise. */
export class TestClock extends Clock {
  constructor(public instant = '2021-05-03T04:00:00.000Z') {
    super();
  }

  now(): string {
    return this.instant;
  }
}

/** Parsed JSON of any shape: a test says what it expects of it. */
export interface Json {
  readonly [name: string]: Json;
}

export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly headers: Readonly<Record<string, unknown>>;
}

interface SendOptions {
  readonly key?: string;
  readonly ifMatch?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

let keys = 0;

/** A person at the API. */
export class Client {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly token?: string,
  ) {}

  get(url: string): Promise<Answer> {
    return this.send('GET', url);
  }

  post(url: string, body: object = {}, options: SendOptions = {}): Promise<Answer> {
    return this.send('POST', url, body, { key: `key-${++keys}`, ...options });
  }

  put(url: string, body: object, options: SendOptions = {}): Promise<Answer> {
    return this.send('PUT', url, body, { key: `key-${++keys}`, ...options });
  }

  async send(
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: object | string,
    options: SendOptions = {},
  ): Promise<Answer> {
    const response = await this.app.inject({
      method,
      url,
      headers: {
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(options.key ? { 'idempotency-key': options.key } : {}),
        ...(options.ifMatch ? { 'if-match': options.ifMatch } : {}),
        ...options.headers,
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    const isJson = /json/.test(String(response.headers['content-type']));
    return {
      status: response.statusCode,
      body: (isJson ? response.json() : { text: response.body }) as Json,
      headers: response.headers,
    };
  }
}

export const PASSWORD = 'kata sandi yang panjang';

/** The whole server on a folder of its own, with a clock that can be set. */
export class TestServer {
  /** Settings of every server that does not say otherwise: a suite may run whole specs on other stores. */
  static surroundings: Readonly<Record<string, string>> = {};

  private constructor(
    readonly folder: string,
    readonly clock: TestClock,
    private app: NestFastifyApplication,
    /** What was said to the operator. */
    readonly announced: string[],
    private readonly openStore: AppOptions['openStore'],
  ) {}

  static async start(
    environment: Record<string, string> = {},
    openStore?: AppOptions['openStore'],
  ): Promise<TestServer> {
    const folder = mkdtempSync(join(tmpdir(), 'sedekah-'));
    const clock = new TestClock();
    const announced: string[] = [];
    const app = await TestServer.open(folder, clock, announced, environment, openStore);
    return new TestServer(folder, clock, app, announced, openStore);
  }

  private static open(
    folder: string,
    clock: Clock,
    announced: string[],
    environment: Record<string, string>,
    openStore: AppOptions['openStore'],
  ) {
    const config = readConfig(
      {
        SEDEKAH_DATA: join(folder, 'data'),
        SEDEKAH_TEST_NIKS: 'true',
        LOG_LEVEL: 'silent',
        ...TestServer.surroundings,
        ...environment,
      },
      [],
    );
    const announce = (text: string) => announced.push(text);
    return createApp({ config, clock, announce, ...(openStore ? { openStore } : {}) });
  }

  /** Nobody in particular. */
  get anyone(): Client {
    return new Client(this.app);
  }

  async signIn(userId: string, password = PASSWORD): Promise<Client> {
    const { status, body } = await this.anyone.post('/v1/sessions', { userId, password });
    if (status !== 201) throw new Error(`cannot sign in as ${userId}: ${JSON.stringify(body)}`);
    return new Client(this.app, String(body['token']));
  }

  /** The first admin, with the one-time password replaced. */
  async admin(): Promise<Client> {
    const oneTime = this.oneTimePassword;
    const client = await this.signIn('admin', oneTime);
    await client.post('/v1/sessions/password', { currentPassword: oneTime, newPassword: PASSWORD });
    return client;
  }

  get oneTimePassword(): string {
    return /password:\s+(\S+)/.exec(this.announced.join(''))?.[1] ?? '';
  }

  /** A new user with these roles, signed in and past the one-time password. */
  async user(admin: Client, userId: string, ...roles: string[]): Promise<Client> {
    await admin.post('/v1/users', { userId, password: `${PASSWORD} sekali`, roles });
    const client = await this.signIn(userId, `${PASSWORD} sekali`);
    await client.post('/v1/sessions/password', { currentPassword: `${PASSWORD} sekali`, newPassword: PASSWORD });
    return client;
  }

  /** Stops the server and starts it again on the same folder. */
  async restart(environment: Record<string, string> = {}): Promise<void> {
    await this.app.close();
    this.app = await TestServer.open(this.folder, this.clock, this.announced, environment, this.openStore);
  }

  async stop(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true });
  }
}
