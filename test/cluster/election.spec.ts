// An election that takes longer than the client looks for a leader: it gives up for good, again and again.
import { setTimeout as wait } from 'node:timers/promises';
import { openEventStoreDb, type EventStore } from '@sedekah/event-store';
import { newEvent } from '../contract/backend';
import { EventStoreDouble } from '../contract/double/server';
import { GossipDouble } from './gossip-double';

/** The client looks ten times within about a second: three clients give up meanwhile. */
const ELECTION_MS = 4_500;
/** A pause between two attempts, and room for a busy machine; less than what is left of an append's patience. */
const SOON_MS = 2_500;

let double: EventStoreDouble;
let gossip: GossipDouble;
let store: EventStore;
beforeEach(async () => {
  double = new EventStoreDouble();
  await double.start();
  gossip = new GossipDouble(double.endpoint.port);
  await gossip.start();
  const hosts = `127.0.0.1:${gossip.port},127.0.0.1:${gossip.port}`;
  store = await openEventStoreDb({ connectionString: `esdb://${hosts}?tls=false`, ledger: 'election' });
});
afterEach(async () => {
  await store.close();
  gossip.stop();
  double.stop();
});

test('appends that began before it are taken as soon as there is a leader', async () => {
  await store.append('election.a-0', [newEvent()], 'no-stream');
  double.stop();
  gossip.hasLeader = false;
  const appends = ['election.a-1', 'election.a-2', 'election.a-3'].map((stream) =>
    store.append(stream, [newEvent()], 'no-stream'),
  );
  await wait(ELECTION_MS);
  await double.start();
  gossip.hasLeader = true;
  const elected = Date.now();
  const taken = await Promise.all(appends);
  expect(taken.map(({ revision }) => revision)).toEqual([0n, 0n, 0n]);
  expect(Date.now() - elected).toBeLessThan(SOON_MS);
});
