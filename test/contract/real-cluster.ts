import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeCertificates } from './certificates';
import { freePort } from './real-server';

/** Three nodes on loopback, with TLS. */
export interface RealCluster {
  /** Connection string that names all three. */
  readonly url: string;
  /** Kills the leader (kill -9) and starts the node again once another one leads. */
  killLeader(): Promise<void>;
  stop(): Promise<void>;
}

interface Node {
  readonly port: number;
  readonly start: () => void;
  process: ChildProcess;
}

interface Member {
  readonly state: string;
  readonly isAlive: boolean;
  readonly httpEndPointPort: number;
}

const PATIENCE_MS = 90_000;

export async function startCluster(): Promise<RealCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'eventstored-cluster-'));
  const certificates = makeCertificates(folder);
  const ports = [await freePort(), await freePort(), await freePort()];
  const replicationPorts = [await freePort(), await freePort(), await freePort()];
  const authority = readFileSync(certificates.authority);
  const nodes: Node[] = ports.map((port, index) => {
    const seeds = ports.filter((other) => other !== port).map((other) => `127.0.0.1:${other}`);
    const start = () =>
      spawn(
        'eventstored',
        [
          ...['--cluster-size', '3', '--discover-via-dns', 'false', '--gossip-seed', seeds.join(',')],
          ...['--node-ip', '127.0.0.1', '--node-port', String(port)],
          ...['--replication-ip', '127.0.0.1', '--replication-port', String(replicationPorts[index])],
          ...['--certificate-file', certificates.certificate, '--certificate-private-key-file', certificates.key],
          ...['--trusted-root-certificates-path', certificates.authorities],
          ...['--db', join(folder, `db-${index}`), '--log', join(folder, `log-${index}`)],
          ...['--stream-existence-filter-size', '10000', '--chunks-cache-size', '0'],
        ],
        { stdio: 'ignore', env: { ...process.env, EVENTSTORE_TELEMETRY_OPTOUT: 'true', DOTNET_gcServer: '0' } },
      );
    const node: Node = {
      port,
      process: start(),
      start: () => {
        node.process = start();
      },
    };
    return node;
  });

  const leader = async (): Promise<Node> => {
    const until = Date.now() + PATIENCE_MS;
    while (Date.now() < until) {
      restartEnded(nodes);
      for (const { port } of nodes.filter(
        ({ process: { exitCode, signalCode } }) => exitCode === null && !signalCode,
      )) {
        const members = await gossip(port, authority);
        const leads = members.find(({ state, isAlive }) => isAlive && state === 'Leader');
        const followers = members.filter(({ state, isAlive }) => isAlive && state === 'Follower');
        const node = nodes.find((candidate) => candidate.port === leads?.httpEndPointPort);
        if (node !== undefined && followers.length > 0) return node;
      }
      await delay(100);
    }
    throw new Error('the cluster found no leader');
  };

  const stop = async () => {
    await Promise.all(nodes.map(({ process: child }) => kill(child)));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilComplete(nodes, authority);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `esdb://admin:changeit@${ports.map((port) => `127.0.0.1:${port}`).join(',')}?tlsCAFile=${encodeURIComponent(certificates.authority)}`,
    killLeader: async () => {
      const node = await leader();
      await kill(node.process);
      await leader();
      node.start();
      await untilComplete(nodes, authority);
    },
    stop,
  };
}

/** A node that had to truncate its log ends by itself, with code 0, and needs someone to start it again. */
function restartEnded(nodes: readonly Node[]): void {
  for (const node of nodes) if (node.process.exitCode !== null) node.start();
}

/** Waits until all three nodes serve. */
async function untilComplete(nodes: readonly Node[], authority: Buffer): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    restartEnded(nodes);
    const members = await gossip(nodes[0]?.port ?? 0, authority);
    const serving = members.filter(({ state, isAlive }) => isAlive && (state === 'Leader' || state === 'Follower'));
    if (serving.length === nodes.length) return;
    await delay(200);
  }
  throw new Error('the cluster did not become complete again');
}

function gossip(port: number, ca: Buffer): Promise<readonly Member[]> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/gossip?format=json', ca, timeout: 2_000 }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () =>
        resolve(text.startsWith('{') ? (JSON.parse(text) as { members: Member[] }).members : []),
      );
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve([]));
  });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
