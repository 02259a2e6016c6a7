import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerEventForms } from './ledger-event-types';

const page = readFileSync(join(__dirname, '../../docs/events.md'), 'utf8');
const forms = ledgerEventForms();
const entries = page
  .split(/^(?=#{2,3} )/m)
  .filter((section) => section.startsWith('### '))
  .map((section) => {
    const [heading = '', ...body] = section.split('\n');
    return { type: /^### `(\w+)`$/.exec(heading)?.[1] ?? heading, body: body.join('\n') };
  });
const bodyOf = (type: string): string => entries.find((entry) => entry.type === type)?.body ?? '';
const part = (body: string, name: string): string =>
  new RegExp(`^- \\*\\*${name}:\\*\\* (.+)$`, 'm').exec(body)?.[1] ?? '';

describe('docs/events.md', () => {
  test('has every event of the ledger, each once, and no other', () => {
    expect(entries.map(({ type }) => type).sort()).toEqual(forms.map(({ type }) => type).sort());
  });

  test.each(forms)('$type: when, what it means, its fields, its day and what follows', ({ type, fields }) => {
    const body = bodyOf(type);
    for (const name of ['When', 'Means', 'effectiveOn', 'Then']) expect(part(body, name)).toMatch(/\S{3,}/);
    const data = part(body, 'Data');
    const missing = fields.filter((field) => field !== 'effectiveOn' && !data.includes(`\`${field}\``));
    expect(missing).toEqual([]);
  });
});
