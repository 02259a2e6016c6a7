// Three real nodes; the leader is killed under load. SEDEKAH_CLUSTER_KILLS says how often (default 2).
import { openEventStoreDb, OutcomeUnknown, StoreUnavailable, type EventStore } from '@sedekah/event-store';
import { Cluster } from '../cluster/cluster';
import { all, follower, newEvent, newLedger } from './backend';
import { canStartServer, sayNoServer } from './real-server';

const KILLS = Number(process.env['SEDEKAH_CLUSTER_KILLS'] ?? 2);
const suite = 'a cluster of three real EventStoreDB nodes';
if (!canStartServer()) sayNoServer(suite);

(canStartServer() ? describe : describe.skip)(suite, () => {
  let cluster: Cluster;
  let store: EventStore;
  const ledger = newLedger();

  beforeAll(async () => {
    cluster = await Cluster.start();
    store = await openEventStoreDb({ connectionString: cluster.url, ledger, patienceMs: 30_000 });
  }, 180_000);
  afterAll(async () => {
    await store?.close();
    await cluster?.stop();
  }, 30_000);

  it(
    `its leader killed ${KILLS} times under load: nothing acknowledged is lost or doubled, followers go on`,
    async () => {
      const following = follower(store);
      const acknowledged: string[] = [];
      let isOver = false;
      const write = async (name: string) => {
        let revision: bigint | 'no-stream' = 'no-stream';
        while (!isOver) {
          const events = [newEvent({ name })];
          for (;;) {
            try {
              revision = (await store.append(`${ledger}.${name}`, events, revision)).revision;
              acknowledged.push(...events.map(({ id }) => id));
              break;
            } catch (error) {
              if (!(error instanceof OutcomeUnknown || error instanceof StoreUnavailable)) throw error;
            }
          }
        }
      };
      const writers = Array.from({ length: 6 }, (_, n) => write(`w-${n}`));
      for (let kill = 0; kill < KILLS; kill++) {
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        await cluster.killLeader();
        await cluster.untilWhole();
      }
      isOver = true;
      await Promise.all(writers);
      const stored = await all(store.readAll());
      await following.until(stored.length);
      await following.stop();
      const ids = stored.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect([...acknowledged].sort()).toEqual([...ids].sort());
      expect(acknowledged.length).toBeGreaterThan(50);
      expect(following.seen).toEqual(stored);
    },
    120_000 + KILLS * 60_000,
  );
});
