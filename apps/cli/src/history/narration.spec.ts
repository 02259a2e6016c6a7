import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isKnownType, narrated, reasonOf } from './narration';

const folder = join(__dirname, '../../../../test/events/v1');
const EXAMPLES = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { type: string; data: object });

describe('the history of the ledger', () => {
  test.each(EXAMPLES)('tells $type in a sentence without gaps and without personal data', ({ type, data }) => {
    expect(isKnownType(type)).toBe(true);
    const sentence = narrated(type, data);
    expect(sentence.length).toBeGreaterThan(5);
    const { sealed, nikHash } = data as { sealed?: string; nikHash?: string };
    for (const gap of ['undefined', 'null', 'NaN', '[object', sealed, nikHash]) {
      if (gap !== undefined) expect(`${sentence} ${reasonOf(data)}`).not.toContain(gap);
    }
  });

  test('a type of a newer program is told apart', () => {
    expect(isKnownType('PaymentForgiven')).toBe(false);
    expect(isKnownType('toString')).toBe(false);
    expect(() => narrated('PaymentForgiven', {})).toThrow('older than the log');
  });
});
