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
