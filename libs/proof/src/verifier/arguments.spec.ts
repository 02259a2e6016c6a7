import { fingerprintsIn, named } from './arguments';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string];

test.each([
  [A, [A]],
  [`${A},${B}`, [A, B]],
  [`${A}, ${B.toUpperCase()}`, [A, B]],
  [`${A},`, undefined],
  [`${A},pemda`, undefined],
  [A.slice(1), undefined],
  ['', undefined],
])('fingerprints in "%s"', (text, expected) => {
  expect(fingerprintsIn(text)).toEqual(expected);
});

test('after --trust other fingerprints may follow, wherever the bundle stands', () => {
  expect(named(['bundle', B], [A])).toEqual({ paths: ['bundle'], fingerprints: [A, B] });
  expect(named([B, 'bundle', `${B},${C}`], [A])).toEqual({ paths: ['bundle'], fingerprints: [A, B, C] });
  expect(named(['bundle', 'other'], [A])).toEqual({ paths: ['bundle', 'other'], fingerprints: [A] });
});

test('a fingerprint is not taken for a key to trust when the reader has not said --trust', () => {
  expect(named(['bundle', A], [])).toEqual({ paths: ['bundle', A], fingerprints: [] });
});
