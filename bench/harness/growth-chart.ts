import type { Result } from './results';

/** What is measured at several sizes, and the bench that measures it at the largest, if not `growth` itself. */
const PARTS = [
  { name: 'rebuild', title: 'rebuild' },
  { name: 'month run', title: 'month run', largest: 'month-run: allocated' },
  { name: 'import', title: 'import and assignment', largest: 'import: ' },
] as const;

interface Point {
  readonly workers: number;
  readonly seconds: number;
  readonly megabytes: number;
}

/** How the cost grows, as a table and two charts (mermaid), from the lines of the bench `growth`; empty without them. */
export function growthOf(results: readonly Result[]): string {
  const lines = PARTS.map((part) => pointsOf(part, results));
  const sizes = (lines[0] ?? []).map(({ workers }) => workers);
  if (sizes.length === 0) return '';
  const at = (line: readonly Point[], workers: number) => line.find((point) => point.workers === workers);
  const shown = (value: number | undefined): string =>
    value === undefined ? '–' : value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = PARTS.flatMap(({ title }) => [`${title}, s`, 'µs a worker', 'peak, MB']);
  const cellsOf = (workers: number) =>
    lines.flatMap((line) => {
      const point = at(line, workers);
      return [shown(point?.seconds), shown(point && perWorker(point)), shown(point?.megabytes)];
    });
  const whole = lines.filter((line) => sizes.every((workers) => at(line, workers)));
  const names = PARTS.filter((_, index) => whole.includes(lines[index] ?? [])).map(({ title }) => title);
  const first = (line: readonly Point[]) => perWorker(line[0] as Point);
  return [
    row(['workers', ...head]),
    row(['workers', ...head].map(() => '---')),
    ...sizes.map((workers) => row([workers.toLocaleString('en-US'), ...cellsOf(workers)])),
    '',
    chart(`Time a worker, at ${sizes[0]} = 1 (flat: linear): ${names.join(', ')}`, '×', sizes, whole, (point, line) =>
      Number((perWorker(point) / first(line)).toFixed(2)),
    ),
    '',
    chart(`Peak memory: ${names.join(', ')}`, 'MB', sizes, whole, ({ megabytes }) => megabytes),
  ].join('\n');
}

const perWorker = ({ seconds, workers }: Point): number => (seconds * 1e6) / workers;

function pointsOf({ name, largest }: { name: string; largest?: string }, results: readonly Result[]): Point[] {
  return results
    .filter(({ bench }) => bench.startsWith(`growth: ${name},`) || (largest && bench.startsWith(largest)))
    .map(({ figure, size, details = {} }): Point => {
      const megabytes = Number(details['peak MB'] ?? Number.NaN);
      // Every size begins with the number of workers.
      return { workers: Number.parseInt(size, 10), seconds: Number(details['seconds'] ?? figure), megabytes };
    })
    .sort((left, right) => left.workers - right.workers);
}

function chart(
  title: string,
  unit: string,
  sizes: readonly number[],
  lines: readonly (readonly Point[])[],
  height: (point: Point, line: readonly Point[]) => number,
): string {
  const heights = lines.map((line) => line.map((point) => height(point, line)));
  return [
    '```mermaid',
    'xychart-beta',
    `    title "${title}"`,
    `    x-axis "workers" [${sizes.join(', ')}]`,
    `    y-axis "${unit}" 0 --> ${Math.ceil(Math.max(...heights.flat()) * 1.2)}`,
    ...heights.map((line) => `    line [${line.join(', ')}]`),
    '```',
  ].join('\n');
}
