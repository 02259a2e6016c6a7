// The short form of `npm run test:cluster`: two leaders killed under load.
import { canStartServer, sayNoServer } from '../contract/real-server';
import { Cluster } from './cluster';
import { killLeaders, type Trial } from './trial';

const KILLS = 2;
const suite = 'the server on a cluster of three';
if (!canStartServer()) sayNoServer(suite);

(canStartServer() ? describe : describe.skip)(suite, () => {
  let cluster: Cluster;
  let trial: Trial;
  beforeAll(async () => {
    cluster = await Cluster.start();
    trial = await killLeaders(cluster, { kills: KILLS });
  }, 300_000);
  afterAll(() => cluster?.stop());

  it('takes writes again after each death of a leader, and says that it is ready', () => {
    expect(trial.kills).toHaveLength(KILLS);
    expect(trial.acknowledged).toBeGreaterThan(50);
    for (const { writeMs, readMs, readyMs } of trial.kills) {
      expect(writeMs).toBeLessThan(60_000);
      expect(readMs).toBeLessThan(60_000);
      expect(readyMs).toBeLessThan(60_000);
    }
  });

  it('holds every acknowledged write once, and nothing else', () => {
    expect({ lost: trial.lost, doubled: trial.doubled }).toEqual({ lost: [], doubled: [] });
  });

  it('answers a repeat as the first time and stores nothing', () => {
    expect(trial.repeated).toBeGreaterThan(20);
    expect(trial.answeredOtherwise).toEqual([]);
  });

  it('shows what a rebuild shows: every check is silent', () => {
    expect(trial.check).toEqual({ exitCode: 0, output: '' });
  });
});
