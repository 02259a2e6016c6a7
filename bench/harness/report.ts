import { readFileSync, writeFileSync } from 'node:fs';
import { growthOf } from './growth-chart';
import { rounded } from './measuring';
import { REPORT_FILE } from './places';
import type { Limit, Result } from './results';
import type { Head, Results } from './results-file';

/** A result as the terminal shows it. */
export function linesOf({ bench, figure, unit, limits, goal, met, size, details = {}, loadAverage }: Result): string {
  const lines = [
    `${bench}: ${grouped(figure)} ${unit}   (${size})`,
    ...limits.map((limit) => `  ${limit.name}: ${grouped(limit.figure)} ${unit}, ratio ${rounded(limit.ratio)}`),
    ...Object.entries(details).map(
      ([name, value]) => `  ${name}: ${typeof value === 'number' ? grouped(value) : value}`,
    ),
    `  goal: ${goal === '' ? 'none' : `${goal}: ${met ? 'met' : 'MISSED'}`}   load average ${loadAverage}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Writes what was measured into docs/PERFORMANCE.md, between its markers. @throws Error when they are missing */
export function writeReport({ head, results }: Results, file = REPORT_FILE): void {
  const table = [
    ...(head === null ? [] : [headLine(head), '']),
    '| bench | ours | limit in the same run | ratio | goal | met |',
    '| --- | --- | --- | --- | --- | --- |',
    ...results.map((result) => rowOf(result, head?.commit)),
  ];
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, between(between(text, 'results', table.join('\n')), 'growth', growthOf(results)));
}

/** `text` with `content` between the markers of that name. */
function between(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: written by npm run bench -- --report -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the report has no place for ${name}`);
  return `${text.slice(0, from)}${begin}\n\n${content.trim()}\n\n${text.slice(to)}`;
}

function headLine({ processor, cores, memoryGb, system, versions, commit, seed }: Head): string {
  const programs = Object.entries(versions).map(([name, version]) => `${name} ${version.replace(/^h?ledger,? /i, '')}`);
  return `Commit ${commit}, seed ${seed}; ${processor}, ${cores} cores, ${memoryGb} GB, ${system}; ${programs.join(', ')}.`;
}

function rowOf({ bench, figure, unit, limits, goal, met, size, commit }: Result, head: string | undefined): string {
  const of = (text: (limit: Limit) => string): string => limits.map(text).join('<br>') || '–';
  const cells = [
    `${bench}<br>${size}${commit === head ? '' : `<br>at ${commit}`}`,
    `${grouped(figure)} ${unit}`,
    of((limit) => `${limit.name}: ${grouped(limit.figure)}`),
    of(({ ratio }) => String(rounded(ratio))),
    goal === '' ? '–' : goal,
    goal === '' ? '–' : met ? 'yes' : '**no**',
  ];
  return `| ${cells.join(' | ')} |`;
}

const grouped = (figure: number): string => figure.toLocaleString('en-US', { maximumFractionDigits: 3 });
