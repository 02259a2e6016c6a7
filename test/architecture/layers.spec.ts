import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(__dirname, '../..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[];
  };
}

/** Violations of the rules in `folder`, as `rule from`. */
async function violations(folder: string): Promise<string[]> {
  const config = join(root, 'test/architecture/dependency-cruiser.cjs');
  const run = promisify(execFile)(
    process.execPath,
    [cruiser, '--config', config, '--output-type', 'json', 'apps', 'libs'],
    { cwd: folder, maxBuffer: 64 << 20 },
  );
  // It exits with the number of violations; the report is what counts.
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  if (stdout === '') throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as Report;
  return summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
}

describe('the dependency rule', () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'layers-'));
    for (const path of ['apps', 'libs', 'tsconfig.json', 'package.json']) {
      cpSync(join(root, path), join(copy, path), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  });
  afterAll(() => rmSync(copy, { recursive: true }));

  const planted: readonly (readonly [rule: string, file: string, line: string])[] = [
    ['ledger-is-pure', 'libs/ledger/src/money.ts', "import { readFileSync } from 'node:fs';"],
    ['ledger-is-pure', 'libs/ledger/src/calendar.ts', "import type { EventStore } from '@sedekah/event-store';"],
    ['ledger-is-pure', 'libs/ledger/src/refused.ts', "import { Injectable } from '@nestjs/common';"],
    [
      'event-store-knows-nothing-of-pledges',
      'libs/event-store/src/errors.ts',
      "import type { Month } from '@sedekah/ledger';",
    ],
    [
      'the-client-is-guarded-in-one-place',
      'apps/api/src/open-ledger.ts',
      "import { EventStoreDBClient } from '@eventstore/db-client';",
    ],
    ['key-store-stands-alone', 'libs/key-store/src/sealing.ts', "import type { Sealed } from '@sedekah/ledger';"],
    [
      'read-model-knows-the-ledger-only',
      'libs/read-model/src/tables.ts',
      "import type { Position } from '@sedekah/event-store';",
    ],
    [
      'libraries-never-import-applications',
      'libs/event-store/src/port.ts',
      "import type { Config } from '../../../apps/api/src/config';",
    ],
    [
      'applications-never-import-each-other',
      'apps/projector/src/main.ts',
      "import { readConfig } from '../../api/src/config';",
    ],
    [
      'libraries-are-entered-by-their-index',
      'apps/api/src/config.ts',
      "import { isMonth } from '../../../libs/ledger/src/calendar';",
    ],
    ['no-cycles', 'apps/api/src/http/problem.ts', "import { invalid as again } from './validation'; void again;"],
    [
      'what-serves-specs-serves-nothing-else',
      'libs/ledger/src/vocabulary.ts',
      "import { contextOf } from './specification'; void contextOf;",
    ],
    ['everything-resolves', 'apps/api/src/clock.ts', "import { nothing } from './nothing'; void nothing;"],
    ['code-uses-no-development-package', 'apps/api/src/announcement.ts', "import fc from 'fast-check'; void fc;"],
  ];

  test('bites where it is broken, and only there', async () => {
    const before = await violations(copy);
    expect(before).toEqual([]);
    for (const [, file, line] of planted) appendFileSync(join(copy, file), `\n${line}\n`);
    const found = await violations(copy);
    expect(found).toEqual(expect.arrayContaining(planted.map(([rule, file]) => `${rule} ${file}`)));
  }, 120_000);
});
