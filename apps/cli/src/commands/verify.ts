import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { isHash, reportText, verify, type Trust } from '@sedekah/proof';
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
    .argument('[other]', 'bundel lain dari buku besar yang sama / another bundle of the same ledger');
  const proof = verifying
    .command('proof')
    .description('Satu bukti. / One proof.')
    .argument('<file>', 'hasil `sedekah prove …`');
  withTrust(bundle).action((folder: string, other: string | undefined, options: TrustOptions, self: Command) =>
    answered(self, other === undefined ? [folder] : [folder, other], options),
  );
  withTrust(proof).action((file: string, options: TrustOptions, self: Command) => answered(self, [file], options));
}

const withTrust = (command: Command): Command =>
  command
    .option('--trust <fingerprint...>', 'sidik kunci yang Anda percayai / keys you trust', fingerprint)
    .option('--require <n>', 'berapa di antaranya harus menandatangani / how many of them must have signed', number)
    .option('--seal <seal>', 'segel yang Anda pegang: berkas atau hash / a seal you hold: its file or hash');

function answered(self: Command, paths: readonly string[], options: TrustOptions): Promise<void> {
  const { trust: fingerprints = [], require: required, seal } = options;
  const trust: Trust = { fingerprints, ...(required && { required }), ...(seal !== undefined && { seal }) };
  return run(self, async ({ output }) => {
    let progress: Progress | undefined;
    const onProgress = (done: number, expected: number): void =>
      (progress ??= new Progress('Memeriksa / verifying', expected)).at(done);
    const report = verify(
      paths.map((path) => resolve(path)),
      trust,
      { onProgress },
    );
    progress?.done();
    output.answer(report, () => reportText(report));
    return report.isProved ? 0 : EXIT.refused;
  });
}

function fingerprint(text: string, before: readonly string[] = []): readonly string[] {
  if (isHash(text)) return [...before, text];
  throw new InvalidArgumentError('Harus 64 digit heksadesimal. / It must be 64 hexadecimal digits.');
}
