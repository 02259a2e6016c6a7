import { IdempotencyKeyReused } from '../errors';
import type { EventStore } from '../port';
import { answer, bucket, BucketFull, envelope, freshStreams, type Bucket, type Filled } from './bucket.fixtures';
import { Streams } from './streams';

const given = freshStreams();

describe('a command', () => {
  it('is stored with its envelope as metadata', async () => {
    const executed = await given.fill('a', 5);
    expect(executed).toMatchObject({ revision: 0n, repeated: false, state: { litres: 5, fillings: 1 } });
    const [event] = await given.stored();
    expect(event).toMatchObject({
      stream: 'test.bucket-1',
      type: 'Filled',
      data: { litres: 5, on: '2026-01-01' },
      metadata: { ...envelope('a', '5'), version: 1 },
    });
    expect(executed.position).toBe(event?.position);
  });

  it('sent again is answered as the first time, before it is decided', async () => {
    const first = await given.fill('a', 60);
    await given.fill('b', 30);
    const again = await given.fill('a', 60); // 150 litres: deciding again would refuse it
    expect(again.repeated).toBe(true);
    expect(answer(again)).toEqual(answer(first));
    const elsewhere = await given.fill('a', 60, '60', given.other());
    expect(answer(elsewhere)).toEqual(answer(first));
    expect(await given.stored()).toHaveLength(2);
  });

  it('sent again with another input is refused', async () => {
    await given.fill('a', 5);
    await expect(given.fill('a', 6)).rejects.toThrow(IdempotencyKeyReused);
    await expect(given.fill('a', 6, '6', given.other())).rejects.toThrow(IdempotencyKeyReused);
  });

  it('that changes nothing appends nothing', async () => {
    expect(await given.fill('a', 0)).toMatchObject({ revision: 'no-stream', position: undefined, events: [] });
    expect(await given.stored()).toEqual([]);
  });

  it('refused leaves no trace, so that its id may be used again', async () => {
    await expect(given.fill('a', 101)).rejects.toThrow(BucketFull);
    expect(await given.fill('a', 100)).toMatchObject({ revision: 0n, repeated: false });
  });

  it('is never recorded before the event it follows', async () => {
    await given.streams.execute(
      bucket,
      '1',
      { litres: 1 },
      { today: 'd' },
      envelope('a', 'i', '2026-02-01T00:00:00.000Z'),
    );
    await given.streams.execute(
      bucket,
      '1',
      { litres: 1 },
      { today: 'd' },
      envelope('b', 'i', '2026-01-31T00:00:00.000Z'),
    );
    expect((await given.stored()).map(({ metadata }) => (metadata as { recordedAt: string }).recordedAt)).toEqual([
      '2026-02-01T00:00:00.000Z',
      '2026-02-01T00:00:00.000Z',
    ]);
  });
});

describe('a pinned revision', () => {
  const pinned = (commandId: string, expectedRevision: bigint | 'no-stream') =>
    given.streams.execute(bucket, '1', { litres: 1 }, { today: 'd' }, envelope(commandId), { expectedRevision });

  it('is honoured', async () => {
    expect(await pinned('a', 'no-stream')).toMatchObject({ revision: 0n });
    expect(await pinned('b', 0n)).toMatchObject({ revision: 1n });
    await expect(pinned('c', 0n)).rejects.toMatchObject({ name: 'RevisionConflict', expected: 0n, actual: 1n });
  });

  it('that has passed does not stop a repeat', async () => {
    await pinned('a', 'no-stream');
    await pinned('b', 0n);
    expect(await pinned('b', 0n)).toMatchObject({ revision: 1n, repeated: true });
  });

  it('is compared with the log, not with what this process remembers', async () => {
    await given.fill('a', 1);
    await given.fill('b', 1, '1', given.other());
    expect(await pinned('c', 1n)).toMatchObject({ revision: 2n });
  });
});

describe('a new stream', () => {
  const create = (commandId: string, litres: number) =>
    given.streams.executeNew(bucket, '1', { litres }, { today: 'd' }, envelope(commandId, String(litres)));

  it('is appended to without being read', async () => {
    const unreadable = Object.assign(Object.create(given.store) as EventStore, {
      readStream: () => {
        throw new Error('read');
      },
    });
    const blind = given.other(unreadable);
    const executed = await blind.executeNew(bucket, '1', { litres: 5 }, { today: 'd' }, envelope('a'));
    expect(executed).toMatchObject({ revision: 0n, state: { litres: 5 } });
  });

  it('that exists already is read and decided on', async () => {
    await given.fill('a', 90, '90', given.other());
    await expect(create('b', 20)).rejects.toThrow(BucketFull);
    expect(await create('c', 10)).toMatchObject({ revision: 1n, state: { litres: 100 } });
    expect(await create('a', 90)).toMatchObject({ revision: 0n, repeated: true });
  });
});

it('an event that cannot be folded does not leave a half-changed state behind', async () => {
  let fails = true;
  const fragile = {
    ...bucket,
    evolve: (state: Bucket, event: Filled) => {
      state.litres += event.data.litres;
      if (fails) throw new Error('bug');
      return state;
    },
  };
  await expect(given.streams.execute(fragile, '1', { litres: 5 }, { today: 'd' }, envelope('a'))).rejects.toThrow(
    'bug',
  );
  fails = false;
  expect(await given.streams.load(fragile, '1')).toMatchObject({ state: { litres: 5 }, revision: 0n });
});

it('older versions of an event are folded as the newest', async () => {
  await given.fill('a', 5);
  const doubling = new Streams({
    store: given.store,
    ledger: 'test',
    upcast: ({ type, data }) => ({ type, data: { ...data, litres: 2 * (data as Filled['data']).litres } }),
  });
  expect(await doubling.load(bucket, '1')).toMatchObject({ state: { litres: 10 } });
});

it('what a command did can be asked', async () => {
  await given.fill('a', 5);
  await given.fill('b', 6);
  expect(await given.streams.commandOf(bucket, '1', 'b')).toMatchObject({
    inputHash: '6',
    firstRevision: 1n,
    lastRevision: 1n,
    events: [{ data: { litres: 6 } }],
  });
  expect(await given.streams.commandOf(bucket, '1', 'c')).toBeUndefined();
});
