import { LogsDiffer, StoreUnavailable } from '@sedekah/event-store';
import { failureOf, Refused } from './failure';

test('a copy that is not equal is a finding, no bug of the program', () => {
  const failure = failureOf(new LogsDiffer('Salinan tidak sama. / The copy is not equal.'));
  expect(failure).toEqual({
    exitCode: 1,
    code: 'logs-differ',
    message: 'Salinan tidak sama. / The copy is not equal.',
  });
});

test.each([
  [new Refused('id-unknown', 'Tidak ada.', 'None.'), 1, 'id-unknown'],
  [new StoreUnavailable('gone'), 1, 'store-unavailable'],
  [new StoreUnavailable('busy', true), 75, 'store-unavailable'],
  [new TypeError('x is not a function'), 70, 'bug'],
])('%s ends with %i', (error, exitCode, code) => {
  expect(failureOf(error)).toMatchObject({ exitCode, code });
});
