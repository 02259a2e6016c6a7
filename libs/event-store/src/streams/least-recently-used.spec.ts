import fc from 'fast-check';
import { LeastRecentlyUsed } from './least-recently-used';

const keysIn = (cache: LeastRecentlyUsed<string>, ...keys: string[]) => keys.filter((key) => cache.get(key) === key);

it('forgets what was unused for longest when there are too many', () => {
  const cache = new LeastRecentlyUsed<string>({ entries: 2, weight: 100 });
  cache.set('a', 'a');
  cache.set('b', 'b');
  cache.get('a');
  cache.set('c', 'c');
  expect(keysIn(cache, 'a', 'b', 'c')).toEqual(['a', 'c']);
});

it('forgets as many as it takes when they weigh too much, and keeps the newest whatever it weighs', () => {
  const cache = new LeastRecentlyUsed<string>({ entries: 9, weight: 10 });
  cache.set('a', 'a', 4);
  cache.set('b', 'b', 4);
  cache.set('c', 'c', 5);
  expect(keysIn(cache, 'a', 'b', 'c')).toEqual(['b', 'c']);
  cache.set('large', 'large', 50);
  expect(keysIn(cache, 'a', 'b', 'c', 'large')).toEqual(['large']);
  cache.set('d', 'd', 1);
  expect(keysIn(cache, 'large', 'd')).toEqual(['d']);
});

it('weighs an entry as it was set last', () => {
  const cache = new LeastRecentlyUsed<string>({ entries: 9, weight: 10 });
  cache.set('a', 'a', 9);
  cache.set('a', 'a', 2);
  cache.delete('nobody');
  cache.set('b', 'b', 8);
  expect(keysIn(cache, 'a', 'b')).toEqual(['a', 'b']);
});

it('keeps what a plain list in the order of use keeps', () => {
  const keys = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.oneof(
    fc.record({ does: fc.constant('get' as const), key: keys }),
    fc.record({ does: fc.constant('delete' as const), key: keys }),
    fc.record({ does: fc.constant('set' as const), key: keys, weight: fc.integer({ min: 0, max: 8 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const capacity = { entries: 3, weight: 10 };
      const cache = new LeastRecentlyUsed<number>(capacity);
      let list: { key: string; weight: number }[] = [];
      for (const each of steps) {
        const known = list.find(({ key }) => key === each.key);
        const others = list.filter((entry) => entry !== known);
        if (each.does === 'get') {
          expect(cache.get(each.key)).toBe(known?.weight);
          list = known ? [...others, known] : list;
        } else if (each.does === 'delete') {
          cache.delete(each.key);
          list = others;
        } else {
          cache.set(each.key, each.weight, each.weight);
          list = [...others, each];
          const weight = () => list.reduce((sum, entry) => sum + entry.weight, 0);
          while (list.length > 1 && (list.length > capacity.entries || weight() > capacity.weight)) list.shift();
        }
      }
      for (const { key, weight } of list) expect(cache.get(key)).toBe(weight);
      for (const key of 'abcde') expect(cache.get(key) !== undefined).toBe(list.some((entry) => entry.key === key));
    }),
  );
});
