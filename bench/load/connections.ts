import { connect, type Socket } from 'node:net';

/** A write as it goes over the wire. */
export interface Write {
  readonly path: string;
  readonly body: object;
  readonly token: string;
  /** Idempotency-Key. */
  readonly key: string;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** One HTTP connection that stays open, one request at a time: little more than its bytes, so that it measures the server. */
export class Connection {
  private waiting: ((reply: Reply) => void) | undefined;
  private failed: ((error: Error) => void) | undefined;
  private received: Buffer = Buffer.alloc(0);

  private constructor(
    private readonly socket: Socket,
    private readonly host: string,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (part: Buffer) => this.receive(part));
    socket.on('error', (error) => this.failed?.(error));
    socket.on('close', () => this.failed?.(new Error('the server closed the connection')));
  }

  static open(address: string): Promise<Connection> {
    const { hostname, port, host } = new URL(address);
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) }, () => resolve(new Connection(socket, host)));
      socket.once('error', reject);
    });
  }

  send({ path, body, token, key }: Write): Promise<Reply> {
    const text = JSON.stringify(body);
    const head =
      `POST ${path} HTTP/1.1\r\nhost: ${this.host}\r\nauthorization: Bearer ${token}\r\nidempotency-key: ${key}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n`;
    return new Promise((resolve, reject) => {
      this.waiting = resolve;
      this.failed = reject;
      this.socket.write(head + text);
    });
  }

  close(): void {
    this.failed = undefined;
    this.socket.destroy();
  }

  private receive(part: Buffer): void {
    this.received = this.received.length === 0 ? part : Buffer.concat([this.received, part]);
    const end = this.received.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? NaN);
    if (Number.isNaN(length)) throw new Error(`an answer without a length: ${head}`);
    const from = end + END_OF_HEAD.length;
    if (this.received.length < from + length) return;
    const reply = { status: Number(head.slice(9, 12)), body: this.received.toString('utf8', from, from + length) };
    this.received = this.received.subarray(from + length);
    this.waiting?.(reply);
  }
}
