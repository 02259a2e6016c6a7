import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { makeCertificates, type Certificates } from '../contract/certificates';

const SIZE = 3;
const START_MS = 120_000;
const LOOK_EVERY_MS = 100;
/** As `restart: always` would: a node that is gone, for whatever reason, is started again after this. */
const RESTART_MS = 300;
/** Below the ports that the system hands out, so that nobody takes a node's port while it is down. */
const FIRST_PORT = 20_000;
const PORTS = 12_000;

/** Part of what a node says about a member of its cluster. */
interface Member {
  readonly state: string;
  readonly isAlive: boolean;
  readonly httpEndPointPort: number;
}

interface Node {
  readonly port: number;
  readonly arguments: readonly string[];
  process: ChildProcess | undefined;
}

/** How a node ended: by our SIGKILL, or by itself with this code (0: it had to truncate its log). */
export interface NodeEnd {
  readonly port: number;
  readonly how: NodeJS.Signals | number;
}

/** Three real nodes on loopback that speak TLS, each with a folder of its own, and somebody who starts them again. */
export class Cluster {
  readonly ends: NodeEnd[] = [];
  private isStopping = false;

  private constructor(
    private readonly folder: string,
    private readonly nodes: readonly Node[],
    private readonly certificates: Certificates,
  ) {}

  /** Starts the nodes and waits until there is a leader with two followers. */
  static async start(): Promise<Cluster> {
    const folder = mkdtempSync(join(tmpdir(), 'eventstored-cluster-'));
    const certificates = makeCertificates(folder);
    const ports: number[] = [];
    while (ports.length < 2 * SIZE) ports.push(await freePort(ports));
    const own = ports.slice(0, SIZE);
    const nodes = own.map((port, index): Node => {
      const seeds = own.filter((other) => other !== port).map((other) => `127.0.0.1:${other}`);
      const replicationPort = ports[SIZE + index] as number;
      const settings = [...nodeArguments(port, replicationPort, seeds), ...tlsArguments(certificates)];
      const storage = ['--db', join(folder, `db-${index}`), '--log', join(folder, `log-${index}`)];
      return { port, arguments: [...settings, ...storage], process: undefined };
    });
    const cluster = new Cluster(folder, nodes, certificates);
    for (const node of nodes) cluster.run(node);
    try {
      await cluster.untilWhole();
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** Connection string that names all nodes. */
  get url(): string {
    const hosts = this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
    return `esdb://admin:changeit@${hosts}?tlsCAFile=${encodeURIComponent(this.certificates.authority)}`;
  }

  /** Waits until one node leads and the others follow. */
  async untilWhole(): Promise<void> {
    const until = Date.now() + START_MS;
    while (Date.now() < until) {
      const states = await Promise.all(this.nodes.map((node) => this.stateOf(node)));
      const followers = states.filter((state) => state === 'Follower');
      if (states.includes('Leader') && followers.length === SIZE - 1) return;
      await wait(LOOK_EVERY_MS);
    }
    throw new Error(`the cluster was not whole within ${START_MS} ms`);
  }

  /** Kills the leader with -9. @returns its port and when, in ms since the epoch */
  async killLeader(): Promise<{ readonly port: number; readonly at: number }> {
    for (;;) {
      for (const node of this.nodes) {
        if ((await this.stateOf(node)) !== 'Leader') continue;
        node.process?.kill('SIGKILL');
        return { port: node.port, at: Date.now() };
      }
      await wait(LOOK_EVERY_MS);
    }
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    const running = this.nodes.flatMap(({ process }) => (process && isRunning(process) ? [process] : []));
    const gone = running.map((each) => new Promise((resolve) => each.once('exit', resolve)));
    for (const each of running) each.kill('SIGKILL');
    await Promise.all(gone);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(node: Node): void {
    const env = { ...process.env, EVENTSTORE_TELEMETRY_OPTOUT: 'true', DOTNET_gcServer: '0' };
    node.process = spawn('eventstored', node.arguments, { stdio: 'ignore', env });
    node.process.once('exit', (code, signal) => {
      if (this.isStopping) return;
      this.ends.push({ port: node.port, how: signal ?? code ?? -1 });
      setTimeout(() => {
        if (!this.isStopping) this.run(node);
      }, RESTART_MS);
    });
  }

  /** What a node says of itself; undefined when it does not answer. */
  private async stateOf({ port }: Node): Promise<string | undefined> {
    const members = await this.gossip(port);
    return members?.find(({ httpEndPointPort, isAlive }) => httpEndPointPort === port && isAlive)?.state;
  }

  private gossip(port: number): Promise<readonly Member[] | undefined> {
    const ca = readFileSync(this.certificates.authority);
    return new Promise((resolve) => {
      const request = get(
        { host: '127.0.0.1', port, path: '/gossip', ca, timeout: 2_000, agent: false },
        (response) => {
          json(response).then(
            (body) => resolve((body as { members?: readonly Member[] }).members),
            () => resolve(undefined),
          );
        },
      );
      request.on('timeout', () => request.destroy());
      request.on('error', () => resolve(undefined));
    });
  }
}

function nodeArguments(port: number, replicationPort: number, seeds: readonly string[]): string[] {
  return [
    ...['--cluster-size', String(SIZE), '--discover-via-dns', 'false', '--gossip-seed', seeds.join()],
    ...['--node-ip', '127.0.0.1', '--node-port', String(port)],
    ...['--replication-ip', '127.0.0.1', '--replication-port', String(replicationPort)],
    ...['--stream-existence-filter-size', '10000', '--chunks-cache-size', '0'],
    ...['--worker-threads', '2', '--reader-threads-count', '2'],
  ];
}

function tlsArguments({ authorities, certificate, key }: Certificates): string[] {
  return [
    ...['--certificate-file', certificate, '--certificate-private-key-file', key],
    ...['--trusted-root-certificates-path', authorities],
  ];
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** A free port that is none of `taken`. */
async function freePort(taken: readonly number[]): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    if (!taken.includes(port) && (await canListen(port))) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
