import { Command } from 'commander';
import { withTimes } from './options';

const asked = (day: string) =>
  withTimes(new Command().exitOverride().configureOutput({ writeErr: () => undefined }))
    .parse(['--as-of', day], { from: 'user' })
    .opts();

test.each(['2021-02-30', 'kemarin', '9999-12-31'])('%s is no day to ask about', (day) => {
  expect(() => asked(day)).toThrow(/YYYY-MM-DD|2199-12-31/);
});

test('the last day to ask about', () => expect(asked('2199-12-31')).toEqual({ asOf: '2199-12-31' }));
