import type { EventMetadata } from '@sedekah/ledger';
import { compareReadModels } from '../store/compare';
import { emptyReadModel, projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { readCheckpoint } from '../log/checkpoint';
import { lagOf } from './lag';
import { ProjectionFailed, Projector } from './projector';
import type { LogReader } from './recorded-event';
import { waitFor } from './wait-for';

afterEach(removeProjected);

const story = (): RemittanceHistory =>
  new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 5 }).worker('w1');

test('an event delivered twice changes nothing', async () => {
  const history = story();
  const [once, twice] = [await projected(history), await projected(history)];
  const projector = new Projector({ reader: history, readModel: twice });
  await projector.apply(history.events);
  await projector.apply(history.events.slice(3, 5));
  expect(await compareReadModels(once, twice)).toEqual([]);
});

test('two projectors of one read model apply every event once', async () => {
  const history = story();
  const readModel = await emptyReadModel();
  const projectors = [1, 2].map(() => new Projector({ reader: history, readModel, batchSize: 3 }));
  await Promise.all(projectors.map((projector) => projector.catchUp()));
  expect(await compareReadModels(readModel, await projected(history))).toEqual([]);
});

test('an event no projection can take stops it loudly, before that page, and a mended program goes on', async () => {
  const history = story();
  const bad = history.events.length;
  history.add('sponsor-bupati', { type: 'PaymentVerified', data: {} } as never);
  history.sponsor('wabup');
  const readModel = await emptyReadModel();
  const projector = new Projector({ reader: history, readModel, batchSize: 1 });
  const failure = await projector.catchUp().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ProjectionFailed);
  expect(failure).toMatchObject({
    eventType: 'PaymentVerified',
    stream: 'sedekah.sponsor-bupati',
    position: history.events[bad]?.position,
  });
  expect((await readCheckpoint(readModel.db)).ordinal).toBe(bad);
  const mended = new RemittanceHistory();
  mended.events.push(
    ...history.events.map((event, index) => (index === bad ? { ...event, type: 'CommandRefused' } : event)),
  );
  await new Projector({ reader: mended, readModel }).catchUp();
  expect((await readCheckpoint(readModel.db)).ordinal).toBe(history.events.length);
});

test('an event the tables refuse is named exactly, and what came before it in the page is kept', async () => {
  const history = story().credit('k', '1', '2021-05-03').sponsor('wabup');
  const bad = history.events.length;
  history.credit('k', '1', '2021-05-03').sponsor('sekda');
  const readModel = await emptyReadModel();
  const failure = await new Projector({ reader: history, readModel }).catchUp().catch((error: unknown) => error);
  expect(failure).toMatchObject({ eventType: 'CreditRecorded', position: history.events[bad]?.position });
  expect((await readCheckpoint(readModel.db)).ordinal).toBe(bad);
});

test('an event of a newer program is refused by name', async () => {
  const history = story().add('sponsor-bupati', { type: 'PledgeFramed', data: {} } as never);
  await expect(projected(history)).rejects.toThrow(/PledgeFramed.*older than the log/);
});

test('a live projector takes what is added and stops when told', async () => {
  const history = story();
  const readModel = await emptyReadModel();
  const stop = new AbortController();
  const running = new Projector({ reader: history, readModel }).run(stop.signal);
  history.sponsor('wabup');
  const position = history.events.at(-1)?.position ?? '';
  expect(await waitFor(readModel.db, position, 5_000)).toBe(true);
  expect(await lagOf(readModel.db, history, Date.now())).toMatchObject({ events: 0, seconds: 0 });
  stop.abort();
  await running;
  history.sponsor('sekda');
  expect(await waitFor(readModel.db, history.events.at(-1)?.position ?? '', 30)).toBe(false);
  const { metadata } = history.events[history.events.length - 1] ?? { metadata: {} };
  const now = Date.parse((metadata as EventMetadata).recordedAt) + 5_000;
  expect(await lagOf(readModel.db, history, now)).toMatchObject({ events: 1, seconds: 5 });
});

test('when many events come at once the next are gathered, until it is told to stop', async () => {
  const history = story();
  for (let index = 0; index < 60; index += 1) history.sponsor(`camat-${index}`);
  const readModel = await emptyReadModel();
  const stop = new AbortController();
  let pausedMs = 0;
  const inPages: LogReader = {
    readAll: (options) => history.readAll(options),
    subscribeAll: ({ onEvents }) => {
      const handled = async (): Promise<void> => {
        const begun = performance.now();
        await onEvents(history.events.slice(0, 20));
        pausedMs = performance.now() - begun;
        stop.abort();
        await onEvents(history.events.slice(20));
      };
      return { done: handled() };
    },
  };
  await new Projector({ reader: inPages, readModel }).run(stop.signal);
  // No less than the pause: how long a page itself takes is not asked.
  expect(pausedMs).toBeGreaterThan(45);
  expect((await readCheckpoint(readModel.db)).ordinal).toBe(history.events.length);
});
