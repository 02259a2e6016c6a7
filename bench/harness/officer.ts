import { openAsBlob } from 'node:fs';
import { Agent, request } from 'node:http';
import { SETTINGS } from '../history/setting-up';

const PASSWORD = 'kata sandi yang panjang';

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

/** Somebody at the HTTP interface, on connections that stay open. */
export class Officer {
  private readonly agent: Agent;
  private token = '';
  private sent = 0;

  /** `address`: of the server. `connections`: requests at the same time at most. */
  constructor(
    private readonly address: string,
    readonly userId: string,
    connections = 64,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** For clients of another make. */
  get bearer(): string {
    return this.token;
  }

  /** @throws Error for an answer that is no success */
  async get<Body>(path: string): Promise<Body> {
    return this.succeeded<Body>('GET', path);
  }

  /** A new command each time. @throws Error for an answer that is no success */
  async post<Body>(path: string, body: object): Promise<Body> {
    return this.succeeded<Body>('POST', path, body);
  }

  async put<Body>(path: string, body: object): Promise<Body> {
    return this.succeeded<Body>('PUT', path, body);
  }

  /** A file as the body. @throws Error for an answer that is no success */
  async upload<Body>(path: string, file: string): Promise<Body> {
    const headers = {
      'content-type': 'text/csv',
      'idempotency-key': `${this.userId}-${process.pid}-${(this.sent += 1)}`,
    };
    const answer = await fetch(`${this.address}${path}`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${this.token}` },
      body: await openAsBlob(file),
    });
    const body = (await answer.json()) as Body;
    if (answer.status < 300) return body;
    throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(body)}`);
  }

  /** Signs in with a one-time password and changes it. */
  async signIn(oneTimePassword: string): Promise<this> {
    const session = { userId: this.userId, password: oneTimePassword };
    this.token = (await this.post<{ token: string }>('/v1/sessions', session)).token;
    await this.post('/v1/sessions/password', { currentPassword: oneTimePassword, newPassword: PASSWORD });
    return this;
  }

  /** Signs in again, at another server with the same keys. */
  async signInAgain(): Promise<this> {
    const session = { userId: this.userId, password: PASSWORD };
    this.token = (await this.post<{ token: string }>('/v1/sessions', session)).token;
    return this;
  }

  close(): void {
    this.agent.destroy();
  }

  async send<Body>(method: string, path: string, body?: object): Promise<Answer<Body>> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...(this.token !== '' && { authorization: `Bearer ${this.token}` }),
      ...(text !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        'idempotency-key': `${this.userId}-${process.pid}-${(this.sent += 1)}`,
      }),
    };
    return new Promise((resolve, reject) => {
      const sending = request(`${this.address}${path}`, { method, headers, agent: this.agent }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('error', reject);
        answer.once('end', () => {
          const said = Buffer.concat(parts).toString();
          resolve({ status: answer.statusCode ?? 0, body: (said === '' ? {} : JSON.parse(said)) as Body });
        });
      });
      sending.once('error', reject);
      sending.end(text);
    });
  }

  private async succeeded<Body>(method: string, path: string, body?: object): Promise<Body> {
    const answer = await this.send<Body>(method, path, body);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
}

export interface Staff {
  readonly admin: Officer;
  readonly treasurer: Officer;
  readonly verifier: Officer;
}

/** The scheme's settings and its officers, signed in, at a server that has just made its first admin. */
export async function hire(address: string, oneTimePassword: string, { connections = 64 } = {}): Promise<Staff> {
  const admin = await new Officer(address, 'admin', connections).signIn(oneTimePassword);
  await admin.put('/v1/scheme', SETTINGS);
  const officer = async (userId: string, role: string): Promise<Officer> => {
    const password = `${PASSWORD} sekali`;
    await admin.post('/v1/users', { userId, password, roles: [role] });
    return new Officer(address, userId, connections).signIn(password);
  };
  return {
    admin,
    treasurer: await officer('bendahara', 'treasurer'),
    verifier: await officer('pemeriksa', 'verifier'),
  };
}
