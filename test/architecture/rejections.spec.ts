import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REJECTIONS } from '@sedekah/ledger';

const page = readFileSync(join(__dirname, '../../docs/rejections.md'), 'utf8');
const HEADING = /^### `(?<code>[a-z-]+)` · (?<status>\d{3}) · (?<heading>\S.*)$/;
const entries = page
  .split(/^(?=#{2,3} )/m)
  .filter((section) => section.startsWith('### '))
  .map((section) => {
    const [first = '', ...body] = section.split('\n');
    const { code = '', status = '', heading = '' } = HEADING.exec(first)?.groups ?? {};
    return { first, code, status: Number(status), heading, body: body.join('\n') };
  });

describe('docs/rejections.md', () => {
  test('lists exactly the codes a rule can refuse with, each once, with their status', () => {
    expect(Object.fromEntries(entries.map(({ code, status }) => [code, status]))).toEqual(REJECTIONS);
    expect(entries).toHaveLength(Object.keys(REJECTIONS).length);
  });

  test.each(entries)('$code says when, why and what to do', ({ first, body }) => {
    expect(first).toMatch(HEADING);
    for (const part of ['When', 'Why', 'What to do']) {
      expect(body).toMatch(new RegExp(`^- \\*\\*${part}:\\*\\* .{10,}`, 'm'));
    }
  });

  test('no two entries have the same heading', () => {
    const headings = entries.map(({ heading }) => heading);
    expect(headings).toHaveLength(new Set(headings).size);
  });
});
