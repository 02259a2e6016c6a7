import type { Result } from './results';

interface Point {
  readonly workers: number;
  readonly perEvent: number;
  readonly seconds: number;
  readonly megabytes: number;
}

/** How the cost grows, as a table and two charts (mermaid), from the lines of the bench `growth`; empty without them. */
export function growthOf(results: readonly Result[]): string {
  const points = results
    .filter(({ bench }) => bench.startsWith('growth: '))
    .map(({ figure, details = {} }): Point => {
      const detail = (name: string): number => Number(details[name] ?? Number.NaN);
      return {
        workers: detail('workers'),
        perEvent: figure,
        seconds: detail('rebuild s'),
        megabytes: detail('peak MB'),
      };
    })
    .sort((left, right) => left.workers - right.workers);
  if (points.length === 0) return '';
  const grouped = (number: number): string => number.toLocaleString('en-US');
  const rows = points.map(
    ({ workers, seconds, perEvent, megabytes }) =>
      `| ${grouped(workers)} | ${seconds} | ${perEvent} | ${grouped(megabytes)} |`,
  );
  return [
    '| workers | rebuild, s | µs per event | peak memory, MB |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    chart('Time per event (flat: the whole grows linearly)', 'µs', points, ({ perEvent }) => perEvent),
    '',
    chart('Peak memory', 'MB', points, ({ megabytes }) => megabytes),
  ].join('\n');
}

function chart(title: string, unit: string, points: readonly Point[], height: (point: Point) => number): string {
  const heights = points.map(height);
  return [
    '```mermaid',
    'xychart-beta',
    `    title "${title}"`,
    `    x-axis "workers" [${points.map(({ workers }) => workers).join(', ')}]`,
    `    y-axis "${unit}" 0 --> ${Math.ceil(Math.max(...heights) * 1.2)}`,
    `    line [${heights.join(', ')}]`,
    '```',
  ].join('\n');
}
