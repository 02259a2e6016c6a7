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

interface Line {
  readonly title: string;
  /** From the smallest to the largest. */
  readonly points: readonly Point[];
}

/** How the cost grows, as a table and two charts (mermaid), from the lines of the bench `growth`; empty without them. */
export function growthOf(results: readonly Result[]): string {
  const lines = PARTS.map((part): Line => ({ title: part.title, points: pointsOf(part, results) }));
  const sizes = (lines[0]?.points ?? []).map(({ workers }) => workers);
  if (sizes.length === 0) return '';
  const at = ({ points }: Line, size: number) => points.find(({ workers }) => workers === size);
  const shown = (value: number | undefined): string =>
    value === undefined ? '–' : value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = lines.flatMap(({ title }) => [`${title}, s`, 'µs a worker', 'peak, MB']);
  const cellsOf = (size: number) =>
    lines.flatMap((line) => {
      const point = at(line, size);
      return [shown(point?.seconds), shown(point && perWorker(point)), shown(point?.megabytes)];
    });
  const whole = lines.filter((line) => sizes.every((size) => at(line, size)));
  const names = whole.map(({ title }) => title).join(', ');
  const growth = ({ points }: Line) =>
    points.map((point) => Number((perWorker(point) / perWorker(points[0] ?? point)).toFixed(2)));
  return [
    row(['workers', ...head]),
    row(['workers', ...head].map(() => '---')),
    ...sizes.map((size) => row([size.toLocaleString('en-US'), ...cellsOf(size)])),
    '',
    chart(`Time a worker, at ${sizes[0]} = 1 (flat: linear): ${names}`, '×', sizes, whole.map(growth)),
    '',
    chart(
      `Peak memory: ${names}`,
      'MB',
      sizes,
      whole.map(({ points }) => points.map(({ megabytes }) => megabytes)),
    ),
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

function chart(title: string, unit: string, sizes: readonly number[], lines: readonly (readonly number[])[]): string {
  return [
    '```mermaid',
    'xychart-beta',
    `    title "${title}"`,
    `    x-axis "workers" [${sizes.join(', ')}]`,
    `    y-axis "${unit}" 0 --> ${Math.ceil(Math.max(...lines.flat()) * 1.2)}`,
    ...lines.map((heights) => `    line [${heights.join(', ')}]`),
    '```',
  ].join('\n');
}
