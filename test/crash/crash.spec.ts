import { Campaign } from './campaign';

/** The long form is `npm run test:crash`: 100 times, on either store. */
test('three kills under load: nothing lost, nothing doubled, jobs resume, nothing stays open', async () => {
  const lines: string[] = [];
  const options = { times: 3, store: 'sqlite', built: false, seed: 20_210_503 } as const;
  const verdict = await Campaign.run({ ...options, tell: (line) => lines.push(line) });
  expect(verdict?.findings).toEqual([]);
  expect(verdict?.acknowledged).toBeGreaterThan(50);
}, 240_000);
