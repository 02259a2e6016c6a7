import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { fingerprintsIn, named, reportText, verify, type Trust } from '@sedekah/proof';
import { EXIT } from '../output/failure';
import { Progress } from '../output/progress';
import { run } from '../run';
import { number } from './seal';

interface TrustOptions {
  readonly trust?: readonly string[];
  readonly require?: number;
  readonly seal?: string;
}

/** `verify`: the same program as the file `verify.js`, which runs without us. It reads no store. */
export function addVerify(program: Command): void {
  const verifying = program
    .command('verify')
    .description('Memeriksa bundel atau bukti, tanpa buku besar. / Verify a bundle or a proof, without a ledger.');
  const bundle = verifying
    .command('bundle')
    .description('Satu bundel, atau dua yang dibandingkan. / One bundle, or two against each other.')
    .argument('<folder>', 'hasil `sedekah export bundle`')
    .argument('[other...]', 'bundel lain dari buku besar yang sama / another bundle of the same ledger');
  const proof = verifying
    .command('proof')
    .description('Satu bukti. / One proof.')
    .argument('<file>', 'hasil `sedekah prove …`')
    .argument('[fingerprint...]', 'sidik lain sesudah --trust / more fingerprints after --trust');
  withTrust(bundle).action((folder: string, others: readonly string[], options: TrustOptions, self: Command) =>
    answered(self, { expected: 'bundle', words: [folder, ...others], most: 2 }, options),
  );
  withTrust(proof).action((file: string, others: readonly string[], options: TrustOptions, self: Command) =>
    answered(self, { expected: 'proof', words: [file, ...others], most: 1 }, options),
  );
}

const withTrust = (command: Command): Command =>
  command
    .option('--trust <fingerprint>', 'sidik kunci yang Anda percayai: --trust A,B / keys you trust', fingerprints)
    .option('--require <n>', 'berapa di antaranya harus menandatangani / how many of them must have signed', number)
    .option('--seal <seal>', 'segel yang Anda pegang: berkas atau hash / a seal you hold: its file or hash');

interface Asked {
  readonly expected: 'bundle' | 'proof';
  /** Paths, and fingerprints that followed `--trust`. */
  readonly words: readonly string[];
  readonly most: number;
}

function answered(self: Command, { expected, words, most }: Asked, options: TrustOptions): Promise<void> {
  const { trust: trusted = [], require: required, seal } = options;
  const { paths, fingerprints } = named(words, trusted);
  if (paths.length === 0) self.error(`no ${expected} is named`, { code: 'commander.missingArgument' });
  if (paths.length > most) self.error(`${paths.join(' ')}: at most ${most}`, { code: 'commander.excessArguments' });
  const trust: Trust = { fingerprints, ...(required && { required }), ...(seal !== undefined && { seal }) };
  return run(self, async ({ output }) => {
    let progress: Progress | undefined;
    const onProgress = (done: number, expected: number): void =>
      (progress ??= new Progress('Memeriksa / verifying', expected)).at(done);
    const report = verify(
      paths.map((path) => resolve(path)),
      trust,
      { expected, onProgress },
    );
    progress?.done();
    output.answer(report, () => reportText(report));
    return report.isProved ? 0 : EXIT.refused;
  });
}

function fingerprints(text: string, before: readonly string[] = []): readonly string[] {
  const given = fingerprintsIn(text);
  if (given) return [...before, ...given];
  throw new InvalidArgumentError('Harus 64 digit heksadesimal. / It must be 64 hexadecimal digits.');
}
