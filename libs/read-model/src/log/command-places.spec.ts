import { projected, removeProjected } from '../testing/projected';
import { SchemeHistory } from '../testing/scheme-history';
import { commandPlaces } from './command-places';

afterEach(removeProjected);

test('names the first event of each command that the log holds, however many are asked for', async () => {
  const history = new SchemeHistory().at('2021-05-01T01:00:00.000Z').sponsor('a').sponsor('b').sponsor('c');
  const { db } = await projected(history);
  const first = new Map<string, [string, bigint]>();
  for (const { stream, revision, metadata } of history.events) {
    const { commandId } = metadata as { commandId: string };
    if (!first.has(commandId)) first.set(commandId, [stream, revision]);
  }
  const strangers = Array.from({ length: 150 }, (_, index) => `nobody-${index}`);
  for (const asked of [[], ['nobody'], [...first.keys()], [...strangers, ...first.keys(), ...strangers]]) {
    const places = await commandPlaces(db, asked);
    const found = [...places].map(([commandId, { stream, revision }]) => [commandId, [stream, revision]]);
    expect(new Map(found as [string, [string, bigint]][])).toEqual(
      new Map([...first].filter(([commandId]) => asked.includes(commandId))),
    );
  }
});
