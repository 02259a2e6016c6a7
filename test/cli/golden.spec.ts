import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKS } from '../../apps/cli/src/checks';
import { readTranscript, writeTranscript, type Case } from './golden';
import { playMamasa } from './mamasa';
import { sedekah } from './sedekah';
import { TAMPERINGS } from './tamperings';

const folder = join(__dirname, 'golden');
/** `UPDATE_GOLDEN=1 npm run -s jest -- test/cli` writes what the commands say now; read the difference before committing. */
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';

test.each(CHECKS.map(({ name }) => name))('%s is seen failing on a ledger that somebody tampered with', (name) => {
  const files = [folder, join(__dirname, '../proof/golden')].flatMap((each) =>
    readdirSync(each).map((file) => join(each, file)),
  );
  expect(files.filter((file) => readFileSync(file, 'utf8').includes(`GAGAL / FAILED ${name}:`))).not.toEqual([]);
});

describe('sedekah', () => {
  const played = mkdtempSync(join(tmpdir(), 'sedekah-golden-'));
  beforeAll(() => playMamasa(join(played, 'ledger')));
  afterAll(() => rmSync(played, { recursive: true }));

  test.each(readdirSync(folder))(
    'answers as in golden/%s',
    async (name) => {
      const file = join(folder, name);
      const transcript = readTranscript(file);
      const data = join(played, `${name}-data`);
      cpSync(join(played, 'ledger'), data, { recursive: true });
      await TAMPERINGS[name]?.(data);
      const answers: Case[] = [];
      for (const { command } of transcript.cases) answers.push(await sedekah(command, data));
      if (isUpdating) writeTranscript(file, { ...transcript, cases: answers });
      else expect(answers).toEqual(transcript.cases);
      expect(answers.length).toBeGreaterThan(0);
    },
    240_000,
  );
});
