// What the client does wrong (@eventstore/db-client 6.2.1), each provoked on the double.
import { all, follower, newEvent } from './backend';
import { freshDouble } from './double/outage';
import { EventStoreDouble, HANDLER_EXCEPTION, notLeader, UNAVAILABLE, type AppendFault } from './double/server';

const given = freshDouble();

describe('an append', () => {
  it.each<[string, AppendFault]>([
    ['that was stored and never answered', { kind: 'answer-lost' }],
    ['that was neither stored nor answered', { kind: 'not-stored-no-answer' }],
    ['whose call the server ended without an answer', { kind: 'half-closed' }],
    ['that was answered after its time', { kind: 'late', ms: 500 }],
    ['that was stored before the call broke', { kind: 'broken', isStored: true, failure: UNAVAILABLE }],
    ['that was not stored when the call broke', { kind: 'broken', isStored: false, failure: UNAVAILABLE }],
    ['that failed inside the server', { kind: 'broken', isStored: true, failure: HANDLER_EXCEPTION }],
    ['to a server that is not ready', { kind: 'not-ready' }],
  ])('%s is sent again and stored once', async (_, fault) => {
    await given.append('a-1');
    given.double.appendFaults.push(fault);
    const events = [newEvent({ n: 1 }), newEvent({ n: 2 })];
    const appended = await given.append('a-1', events, 0n);
    expect(appended.revision).toBe(2n);
    expect(await given.append('a-1', events, 0n)).toEqual(appended);
    expect(given.stored()).toHaveLength(3);
    expect(given.double.appends).toBe(4);
  });

  it('that never gets an answer is reported as unknown, and settled by a retry', async () => {
    await given.append('a-1');
    given.double.freeze();
    const events = [newEvent()];
    await expect(given.append('a-1', events, 0n)).rejects.toMatchObject({ name: 'OutcomeUnknown' });
    given.double.thaw();
    expect(await given.append('a-1', events, 0n)).toMatchObject({ revision: 1n });
    expect(given.stored()).toHaveLength(2);
  });

  it('that certainly never left is reported as unavailable', async () => {
    await given.append('a-1');
    given.double.stop();
    await expect(given.append('a-1', [newEvent()], 0n)).rejects.toMatchObject({
      name: expect.stringMatching(/StoreUnavailable|OutcomeUnknown/) as string,
    });
    await expect(given.append('a-1', [newEvent()], 0n)).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  it('of one connection survives that the call of another one breaks, and its late answer ends nobody', async () => {
    const other = new EventStoreDouble();
    await other.start();
    const neighbour = await given.open(other);
    await neighbour.append(given.stream('b-1'), [newEvent()], 'no-stream');
    await given.append('a-1');
    other.appendFaults.push({ kind: 'late', ms: 150 });
    given.double.appendFaults.push({ kind: 'broken', isStored: false, failure: UNAVAILABLE });
    const late = neighbour.append(given.stream('b-1'), [newEvent()], 0n);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await given.append('a-1', [newEvent()], 0n)).toMatchObject({ revision: 1n });
    expect(await late).toMatchObject({ revision: 1n });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(other.log.records.filter(({ stream }) => stream === given.stream('b-1'))).toHaveLength(2);
    await neighbour.close();
    other.stop();
  });

  it('of many that fill the call when it breaks is sent again like the others', async () => {
    const patient = await given.open(given.double, given.ledger, { timeoutMs: 10_000, patienceMs: 20_000 });
    await given.append('a-0');
    const text = 'x'.repeat(200_000);
    given.double.appendFaults.push({ kind: 'broken', isStored: true, failure: UNAVAILABLE });
    const many = Array.from({ length: 60 }, (_, n) =>
      patient.append(given.stream(`b-${n}`), [newEvent({ text })], 'no-stream'),
    );
    expect((await Promise.all(many)).map(({ revision }) => revision)).toEqual(many.map(() => 0n));
    expect(given.stored()).toHaveLength(61);
  }, 60_000);

  it('to a node that is not the leader goes to the leader', async () => {
    const leader = new EventStoreDouble(given.double.log);
    await leader.start();
    given.double.appendFaults.push({ kind: 'broken', isStored: false, failure: notLeader(leader.endpoint) });
    expect(await given.append('a-1')).toMatchObject({ revision: 0n });
    expect(leader.appends).toBe(1);
    await given.store.close();
    leader.stop();
  });

  it('by a user who was disabled is refused, with what to check', async () => {
    await given.append('a-1');
    given.double.credentials = 'bendahara:rahasia';
    await expect(given.append('a-1', [newEvent()], 0n)).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringContaining('denies access') as string,
    });
    expect(given.stored()).toHaveLength(1);
  });
});

describe('a read', () => {
  it.each([
    ['gets no answer', { kind: 'silent' }],
    ['breaks half way', { kind: 'broken', after: 1, failure: UNAVAILABLE }],
    ['fails inside the server', { kind: 'broken', after: 0, failure: HANDLER_EXCEPTION }],
  ] as const)('that %s is tried again', async (_, fault) => {
    await given.append('a-1', [newEvent(), newEvent(), newEvent()]);
    given.double.readFaults.push(fault);
    expect(await all(given.store.readStream(given.stream('a-1')))).toHaveLength(3);
    given.double.readFaults.push(fault, fault);
    expect(await all(given.store.readAll())).toHaveLength(3);
    given.double.readFaults.push(fault);
    expect(await given.store.head()).toBeDefined();
  });

  it('without any answer ends after the time we wait', async () => {
    await given.append('a-1');
    given.double.freeze();
    const began = Date.now();
    await expect(all(given.store.readAll())).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(Date.now() - began).toBeLessThan(4_000);
  });

  it('that is left half way leaves no call behind, however many there are', async () => {
    for (let n = 0; n < 3; n++)
      await given.append(
        `a-${n}`,
        Array.from({ length: 400 }, () => newEvent()),
      );
    for (let n = 0; n < 150; n++) {
      for await (const page of given.store.readAll({ pageSize: 10 })) {
        expect(page).toHaveLength(10);
        break;
      }
    }
    expect(await all(given.store.readAll())).toHaveLength(1_200);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(given.double.openReads).toBe(0);
  }, 60_000);

  it('among hundreds at once, beside subscriptions, is answered though a connection carries 100 calls', async () => {
    await given.append('a-1', [newEvent(), newEvent()]);
    const followers = Array.from({ length: 30 }, () => follower(given.store));
    const reads = await Promise.all(
      Array.from({ length: 300 }, () => all(given.store.readStream(given.stream('a-1')))),
    );
    expect(reads.every(({ length }) => length === 2)).toBe(true);
    await given.append('a-1', [newEvent()], 1n);
    for (const { until } of followers) await until(3);
    expect(given.double.openSubscriptions).toBe(1);
    for (const { stop } of followers) await stop();
  }, 60_000);
});

describe('a stream deleted on the server, behind our back,', () => {
  it('softly, is noticed by the next append and by reading', async () => {
    await given.append('a-1', [newEvent(), newEvent()]);
    given.double.log.softDelete(given.stream('a-1'));
    expect(await all(given.store.readStream(given.stream('a-1')))).toEqual([]);
    await expect(given.append('a-1')).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringContaining('not whole') as string,
    });
    await expect(all(given.store.readStream(given.stream('a-1')))).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  it('for good, is told on append and read', async () => {
    await given.append('a-1');
    given.double.log.tombstone(given.stream('a-1'));
    const deleted = {
      name: 'StoreUnavailable',
      message: expect.stringContaining('was deleted on the server') as string,
    };
    await expect(given.append('a-1', [newEvent()], 0n)).rejects.toMatchObject(deleted);
    await expect(all(given.store.readStream(given.stream('a-1')))).rejects.toMatchObject(deleted);
  });
});

it('the server is restarted and the same store goes on', async () => {
  const first = await given.append('a-1');
  given.double.stop();
  const waiting = given.append('a-1', [newEvent()], 0n);
  await given.double.start();
  expect((await waiting).position > first.position).toBe(true);
  expect(await all(given.store.readAll())).toHaveLength(2);
});
