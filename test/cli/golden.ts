import { readFileSync, writeFileSync } from 'node:fs';

/** One command line with everything it wrote, as a golden file keeps it. */
export interface Case {
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/**
 * A golden file is a transcript: lines before the first `$` are prose; a case is `$ sedekah …`, its stdout, its stderr
 * after a line `--- stderr`, and `--- exit <code>` at its end.
 */
export interface Transcript {
  readonly prose: string;
  readonly cases: readonly Case[];
}

export function readTranscript(file: string): Transcript {
  const [prose = '', ...sections] = readFileSync(file, 'utf8').split(/^\$ sedekah ?/m);
  return { prose, cases: sections.map(caseOf) };
}

export function writeTranscript(file: string, { prose, cases }: Transcript): void {
  writeFileSync(file, prose + cases.map(textOf).join('\n'));
}

function caseOf(section: string): Case {
  const match =
    /^(?<command>.*)\n(?<stdout>[^]*?)(?:^--- stderr\n(?<stderr>[^]*?))?(?:^--- exit (?<exit>\d+)\n|$(?![^]))/m;
  const { command = '', stdout = '', stderr = '', exit = '-1' } = match.exec(section)?.groups ?? {};
  return { command: command.trim(), stdout, stderr, exitCode: Number(exit) };
}

const textOf = ({ command, stdout, stderr, exitCode }: Case): string =>
  `$ sedekah ${command}`.trimEnd() + `\n${stdout}${stderr === '' ? '' : `--- stderr\n${stderr}`}--- exit ${exitCode}\n`;
