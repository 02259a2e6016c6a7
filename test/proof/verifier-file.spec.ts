import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtVerifier, SealedLedger } from './sealed-ledger';

/** The one file, run as an outsider runs it. */
describe('node verify.js', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sedekah-verifier-'));
  let ledger: SealedLedger;
  let verifier: string;
  beforeAll(async () => {
    ledger = await SealedLedger.make();
    verifier = builtVerifier();
    writeFileSync(join(folder, 'note.txt'), 'no bundle\n');
  }, 240_000);
  afterAll(() => {
    ledger.remove();
    rmSync(folder, { recursive: true });
  });

  const runs = (...argv: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [verifier, ...argv], { encoding: 'utf8' });
    return { status, said: stdout + stderr };
  };
  const keys = (): [string, string] => [...ledger.fingerprints.values()] as [string, string];
  const none = '0'.repeat(64);

  test('several trusted keys may be named in every form', () => {
    const [a, b] = keys();
    const { bundle } = ledger;
    for (const argv of [
      [bundle, '--trust', a, b],
      [bundle, '--trust', a, '--trust', b],
      [bundle, '--trust', `${a},${b}`],
      ['--trust', a, b, bundle],
      ['--trust', a.toUpperCase(), bundle, b],
      [bundle, bundle, '--trust', a, b, '--require', '2'],
    ]) {
      expect([argv, runs(...argv)]).toEqual([argv, { status: 0, said: expect.stringMatching(/^SAH: /) as string }]);
    }
    expect(runs(bundle, '--trust', a, none)).toMatchObject({ status: 1, said: expect.stringMatching(/^TIDAK SAH: /) });
  });

  test.each<[string, () => string[], number, RegExp]>([
    [
      'a file beside the bundle',
      () => [ledger.bundle, join(folder, 'note.txt')],
      1,
      /^TIDAK SAH: .*note\.txt bukan bundel/,
    ],
    ['two files', () => [verifier, verifier], 1, /^TIDAK SAH: .*verify\.js bukan bundel/],
    ['a folder that is no bundle', () => [folder], 1, /^TIDAK SAH: .* bukan bundel/],
    ['a file that is no proof', () => [join(folder, 'note.txt')], 1, /^TIDAK SAH: .* bukan JSON/],
    [
      'a file within a file',
      () => [join(folder, 'note.txt', 'bundle')],
      1,
      /^TIDAK SAH: .* tidak dapat dibaca \(ENOTDIR\)/,
    ],
    ['a fingerprint without --trust', () => [ledger.bundle, none], 1, /^TIDAK SAH: 0+ tidak dapat dibaca \(ENOENT\)/],
    [
      'a seal that is a folder',
      () => [ledger.bundle, '--seal', folder],
      1,
      /^TIDAK SAH: .* tidak dapat dibaca \(EISDIR\)/,
    ],
    [
      'a name for a fingerprint',
      () => [ledger.bundle, '--trust', 'pemda'],
      2,
      /^verify\.js: --trust "pemda": harus 64/,
    ],
    ['fingerprints and no bundle', () => ['--trust', none, none], 2, /^verify\.js: 0 berkas/],
    ['three bundles', () => ['a', 'b', 'c'], 2, /^verify\.js: 3 berkas/],
    ['an unknown option', () => [ledger.bundle, '--key', none], 2, /^verify\.js: --key: pilihan tidak dikenal/],
    ['nothing', () => [], 2, /^Cara pakai/],
  ])('%s: a verdict, and no stack', (_, argv, status, said) => {
    const verdict = runs(...argv());
    expect(verdict).toEqual({ status, said: expect.stringMatching(said) as string });
    expect(verdict.said).not.toMatch(/\n\s+at /);
  });
});
