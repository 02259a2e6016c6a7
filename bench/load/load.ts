import { Connection, type Reply, type Write } from './connections';

const CONNECTIONS = 64;

export interface Loaded {
  /** Answered requests a second. */
  readonly rate: number;
  /** Of each request. */
  readonly milliseconds: readonly number[];
}

/** Sends `count` writes over 64 connections, each its next one once it has an answer. @throws Error for a refusal */
export async function load<Sent extends Write>(
  address: string,
  count: number,
  next: (index: number) => Sent,
  onReply: (reply: Reply, write: Sent) => void = () => undefined,
): Promise<Loaded> {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => Connection.open(address)));
  const milliseconds: number[] = [];
  let sent = 0;
  const begun = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      while (sent < count) {
        const index = sent++;
        const write = next(index);
        const from = performance.now();
        const reply = await connection.send(write);
        milliseconds.push(performance.now() - from);
        if (reply.status >= 300) throw new Error(`${write.path}: ${reply.status} ${reply.body}`);
        onReply(reply, write);
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1_000;
  for (const connection of connections) connection.close();
  return { rate: milliseconds.length / seconds, milliseconds };
}
