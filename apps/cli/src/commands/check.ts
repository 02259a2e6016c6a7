import { Argument, Option, type Command } from 'commander';
import { CHECKS } from '../checks';
import type { Check, Finding } from '../checks/check';
import { isSound, runChecks, type Checked } from '../checks/run-checks';
import { withLog } from '../ledger/open';
import { EXIT } from '../output/failure';
import { grouped } from '../output/numbers';
import { run } from '../run';

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('Memeriksa buku besar; diam bila semua benar. / Check the ledger; silent when all is well.')
    .addArgument(
      new Argument('[name]', 'satu pemeriksaan; baku: semua / one check; default: all').choices(
        CHECKS.map(({ name }) => name),
      ),
    )
    .option('--list', 'pemeriksaan apa saja, dan apa yang dibuktikannya / the checks and what they prove')
    .addOption(
      new Option('--explain <name>', 'apa yang dibuktikan satu pemeriksaan / what one check proves').choices(
        CHECKS.map(({ name }) => name),
      ),
    )
    .action((name: string | undefined, { list, explain }: { list?: true; explain?: string }, self: Command) =>
      run(self, async ({ config, output }) => {
        const one = explain ?? name;
        const checks = CHECKS.filter((check) => one === undefined || check.name === one);
        if (list || explain !== undefined) {
          output.answer(checks.map(explained), () => checks.map(paragraph).join('\n\n'));
          return 0;
        }
        const checked = await withLog(config, (log) => runChecks({ config, log, now: Date.now() }, checks));
        const failed = checked.filter((each) => !isSound(each));
        output.answer({ ok: failed.length === 0, checks: checked.map(document) }, () =>
          failed.map(report).join('\n\n'),
        );
        return failed.length === 0 ? 0 : EXIT.refused;
      }),
    );
}

const explained = ({ name, proves, failure }: Check) => ({ name, proves: proves[1], failure: failure[1] });

const paragraph = ({ name, proves, failure }: Check): string =>
  `${name}\n  ${proves[0]}\n  ${proves[1]}\n  Bila gagal / a failure: ${failure[0]}\n  ${failure[1]}`;

const document = (checked: Checked) => {
  const { check, findings, more, stopped } = checked;
  return { name: check.name, ok: isSound(checked), findings, more, stopped };
};

function report({ check, findings, more, stopped }: Checked): string {
  const lines = [
    ...(findings.length > 0 ? [`GAGAL / FAILED ${check.name}: ${check.failure[0]}`, `  ${check.failure[1]}`] : []),
    ...findings.map((finding) => `  - ${place(finding)}${finding.sentence} / ${finding.english}`),
    ...(more > 0 ? [`  … dan ${grouped(more)} lagi / and ${grouped(more)} more`] : []),
    ...(stopped === null ? [] : [`TIDAK SELESAI / COULD NOT GO ON ${check.name}: ${stopped}`]),
  ];
  return lines.join('\n');
}

const place = ({ at }: Finding): string =>
  at ? `${at.stream} #${at.revision} ${at.type} (posisi / position ${at.position}): ` : '';
