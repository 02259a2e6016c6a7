import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTranscript, writeTranscript, type Case } from '../cli/golden';
import { sedekah } from '../cli/sedekah';
import { PREPARATIONS } from './preparations';
import { SealedLedger } from './sealed-ledger';

const folder = join(__dirname, 'golden');
/** `UPDATE_GOLDEN=1 npm run -s jest -- test/proof/golden` writes what the commands say now; read the difference. */
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';

describe('sedekah, with keys and seals', () => {
  let ledger: SealedLedger;
  beforeAll(async () => {
    ledger = await SealedLedger.make();
  }, 240_000);
  afterAll(() => ledger.remove());

  test.each(readdirSync(folder))(
    'answers as in golden/%s',
    async (name) => {
      const file = join(folder, name);
      const transcript = readTranscript(file);
      const place = join(ledger.folder, name);
      mkdirSync(place);
      for (const part of ['data', 'data-keys', 'bundle'])
        cpSync(join(ledger.folder, part), join(place, part), { recursive: true });
      await PREPARATIONS[name]?.(place);
      const answers: Case[] = [];
      for (const { command } of transcript.cases) {
        answers.push(shown(await sedekah(named(command, ledger, place), join(place, 'data')), command, place));
      }
      if (isUpdating) writeTranscript(file, { ...transcript, cases: answers });
      else expect(answers).toEqual(transcript.cases);
      expect(answers.length).toBeGreaterThan(0);
    },
    240_000,
  );
});

/** `<place>` is the folder of the case, `<pemda>` the fingerprint of that party's key. */
function named(command: string, { fingerprints }: SealedLedger, place: string): string {
  return command
    .replaceAll('<place>', place)
    .replace(/<(pemda|kejari)>/g, (_, party: string) => fingerprints.get(party) ?? '');
}

/**
 * Without what is never the same twice: hashes, signatures, the time of a seal, where the case was played; and without
 * the number of rows, which any table of the read model may change.
 */
function shown({ stdout, stderr, exitCode }: Case, command: string, place: string): Case {
  const steady = (text: string): string =>
    text
      .replaceAll('<data>', join(place, 'data'))
      .replaceAll(place, '<place>')
      .replace(/\b[0-9a-f]{128}\b/g, '<signature>')
      .replace(/\b[0-9a-f]{64}\b/g, '<hash>')
      .replace(/\b[0-9a-f]{16}(?=[….])/g, '<begin>')
      .replace(/\b\d+(?= (?:baris|rows)\b)|(?<="rows": )\d+/g, '<rows>')
      .replace(/\b20(2[2-9]|[3-9]\d)-\d\d-\d\dT[\d:.]+Z/g, '<now>')
      .replace(/\b20(2[2-9]|[3-9]\d)-\d\d-\d\d\b/g, '<today>');
  return { command, stdout: steady(stdout), stderr: steady(stderr), exitCode };
}
