import { InvalidArgumentError, type Command } from 'commander';
import { unlike, type Unlike } from '../replay/differences';
import { replay, type DigestPair, type Replayed, type Scope } from '../replay/replay';
import { parseKnownAt, type AskedKnownAt } from '../ledger/known-at';
import { EXIT } from '../output/failure';
import { counted, grouped } from '../output/numbers';
import type { Output } from '../output/output';
import { framed } from '../output/tables';
import { run } from '../run';

export function addReplay(program: Command): void {
  program
    .command('replay')
    .description(
      'Memutar ulang catatan ke model baca sementara dan menunjukkan bedanya. / Replay the log and show the difference.',
    )
    .option('--until <when>', 'sampai hari, saat ISO 8601, jumlah peristiwa, atau posisi; baku: akhir / until', place)
    .option('--compare', 'hanya jumlah baris dan hash tiap tabel / hashes of the tables only')
    .action(({ until, compare }: { until?: AskedKnownAt; compare?: true }, self: Command) =>
      run(self, ({ config, output }) =>
        replay(config, until, async (replayed) => {
          const isEqual = await (compare ? hashes(output, replayed) : rows(output, replayed));
          return isEqual ? 0 : EXIT.refused;
        }),
      ),
    );
}

function place(text: string): AskedKnownAt {
  const asked = parseKnownAt(text);
  if (asked) return asked;
  throw new InvalidArgumentError(
    'Harus hari, saat ISO 8601, jumlah peristiwa, atau posisi. / It must be a day, a time, a number of events or a position.',
  );
}

/** What was compared, in two languages. */
function scopeOf({ events, until, live, leftOut }: Scope): string {
  const isPast = events < live.events;
  const bound = isPast ? `, dibandingkan dengan fakta model baca sampai peristiwa itu` : '';
  const boundEnglish = isPast ? ', compared with the read model’s facts up to that event' : '';
  const without = leftOut.length === 0 ? [] : [`Tanpa tabel / without tables: ${leftOut.join(', ')}.`];
  return [
    `Diputar ulang ${grouped(events)} dari ${grouped(live.events)} peristiwa (sampai ${until ?? '-'})${bound}.`,
    `Replayed ${grouped(events)} of ${counted(live.events, 'event')}${boundEnglish}.`,
    ...without,
  ].join('\n');
}

const EQUAL = 'Sama, baris demi baris. / Equal, row by row.';

/** Differences shown of a table; with --json all of them. */
const MOST_SHOWN = 20;

class Tally {
  readonly shown: Unlike[] = [];
  readonly rows = new Map<string, number>();

  add(table: string, columns: readonly Unlike[]): void {
    const before = this.rows.get(table) ?? 0;
    this.rows.set(table, before + 1);
    if (before < MOST_SHOWN) this.shown.push(...columns);
  }

  get isEqual(): boolean {
    return this.rows.size === 0;
  }
}

/** Every row that differs, column by column. @returns whether there is none */
async function rows(output: Output, { scope, differences }: Replayed): Promise<boolean> {
  const tally = new Tally();
  async function* counted(): AsyncGenerator<Unlike> {
    for await (const difference of differences()) {
      const columns = unlike(difference);
      tally.add(difference.table, columns);
      yield* columns;
    }
  }
  if (output.isJson) {
    await output.answerList(scope, 'differences', counted(), () => ({
      tables: Object.fromEntries(tally.rows),
      equal: tally.isEqual,
    }));
    return tally.isEqual;
  }
  for await (const _ of counted());
  output.answer({}, () => `${scopeOf(scope)}\n${tally.isEqual ? EQUAL : shown(tally)}`);
  return tally.isEqual;
}

function shown({ shown: listed, rows: counts }: Tally): string {
  const head = ['Tabel / table', 'Kunci / key', 'Kolom / column', 'Berjalan / live', 'Diputar ulang / replayed'];
  const widths = [null, 32, null, 44, 44];
  const lines = listed.map(({ table, key, column, live, replayed }) => [
    table,
    Object.values(key).join(' '),
    column ?? 'seluruh baris / whole row',
    text(live),
    text(replayed),
  ]);
  const more = [...counts]
    .filter(([, count]) => count > MOST_SHOWN)
    .map(([table, count]) => `${table}: … ${grouped(count - MOST_SHOWN)} baris lagi / more rows (--json)`);
  const sums = [...counts].map(([table, count]) => `${table} ${grouped(count)}`).join(', ');
  return [
    `BEDA / DIFFERENT: ${sums} baris / rows. Peristiwa tetap benar: jalankan \`sedekah rebuild\`, lalu cari sebabnya.`,
    'The events stand: run `sedekah rebuild`, then find the cause.',
    framed(head, lines, { widths }),
    ...more,
  ].join('\n');
}

function text(value: Unlike['live']): string {
  if (value === null) return 'tidak ada / none';
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([column, each]) => `${column}=${each ?? '-'}`)
    .join(', ');
}

/** Rows and hash of every table, on both sides. @returns whether all are equal */
async function hashes(output: Output, { scope, digests }: Replayed): Promise<boolean> {
  const pairs: DigestPair[] = [];
  for await (const pair of digests()) pairs.push(pair);
  const unequal = pairs.filter((pair) => !isEqual(pair));
  output.answer({ ...scope, tables: pairs, equal: unequal.length === 0 }, () => {
    const head = ['Tabel / table', 'Baris / rows', 'SHA-256', ''];
    const body = framed(head, pairs.map(line), { right: [1] });
    const verdict = unequal.length === 0 ? EQUAL : `BEDA / DIFFERENT: ${unequal.map(({ table }) => table).join(', ')}`;
    return `${scopeOf(scope)}\n${body}\n${verdict}`;
  });
  return unequal.length === 0;
}

const isEqual = ({ live, replayed }: DigestPair): boolean =>
  live.rows === replayed.rows && live.digest === replayed.digest;

/** Both sides where they differ, the live one above. */
function line(pair: DigestPair): string[] {
  const { table, live, replayed } = pair;
  if (isEqual(pair)) return [table, grouped(live.rows), live.digest, '='];
  return [
    table,
    `${grouped(live.rows)}\n${grouped(replayed.rows)}`,
    `${live.digest}\n${replayed.digest}`,
    'berjalan / live\ndiputar ulang / replayed',
  ];
}
