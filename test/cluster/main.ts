// npm run test:cluster -- [--kills 10]: the server under load on a cluster of three whose leader is killed again and again.
import { parseArgs } from 'node:util';
import { canStartServer, sayNoServer } from '../contract/real-server';
import { Cluster } from './cluster';
import { isKept, killLeaders, type Kill } from './trial';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '10' } } });
  const kills = Number(values.kills);
  if (!Number.isInteger(kills) || kills < 1) throw new Error('--kills takes a number from 1');
  if (!canStartServer()) {
    sayNoServer('the cluster of three');
    return;
  }
  const cluster = await Cluster.start();
  try {
    const onKill = (kill: Kill) => say(`leader killed: ${JSON.stringify(kill)}`);
    const trial = await killLeaders(cluster, { kills, onKill });
    say(JSON.stringify(trial, undefined, 2));
    process.exitCode = isKept(trial) ? 0 : 1;
  } finally {
    await cluster.stop();
  }
}

main().catch((error: unknown) => {
  const { stack, cause } = error as Error;
  process.stderr.write(`${stack}\n${cause === undefined ? '' : String((cause as Error).stack)}\n`);
  process.exitCode = 1;
});
