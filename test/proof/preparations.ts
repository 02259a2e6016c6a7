import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { fromLines, linesOf, readBundle } from './mutations';

/** Changes rows as somebody would who goes around the program. */
function change(file: string, ...statements: string[]): void {
  const database = new Database(file);
  database.exec('drop trigger if exists events_are_never_changed; drop trigger if exists events_are_never_deleted;');
  for (const statement of statements) {
    const { changes } = database.prepare(statement).run();
    if (changes !== 1) throw new Error(`${changes} rows changed by: ${statement}`);
  }
  database.close();
}

/** What is done before a golden file's commands run, by the file's name, in the folder of its case. */
export const PREPARATIONS: Readonly<Record<string, (place: string) => Promise<void> | void>> = {
  'keys.txt': (place) => {
    writeFileSync(join(place, 'sandi'), 'kata sandi yang panjang\n', { mode: 0o600 });
    writeFileSync(join(place, 'sandi-lain'), 'bukan itu\n', { mode: 0o600 });
    writeFileSync(join(place, 'sandi-terbuka'), 'terbaca siapa pun\n', { mode: 0o644 });
    writeFileSync(join(place, 'bukan-kunci.json'), '{}\n');
  },
  'seal-read-model-off-by-one.txt': (place) =>
    change(
      join(place, 'data', 'read-model', '1.db'),
      "update premium set month = '2021-07' where worker_id = 'pekerja-1' and month = '2021-06'",
    ),
  'sealed-event-changed.txt': (place) =>
    change(
      join(place, 'data', 'events.db'),
      "update events set data = json_set(data, '$.amount', '94000') where type = 'PaymentVerified'",
    ),
  'sealed-tail-cut.txt': (place) => {
    const last = linesOf(readBundle(join(place, 'bundle'))['seals.jsonl']).at(-1) ?? '';
    writeFileSync(join(place, 'segel-terakhir.json'), `${last}\n`);
    const cut = 'delete from events where position = (select max(position) from events)';
    change(join(place, 'data', 'events.db'), cut, cut, cut);
  },
  'verify-edited.txt': (place) => {
    const bundle = readBundle(join(place, 'bundle'));
    const lines = linesOf(bundle['events.jsonl']);
    const edited = fromLines(lines.map((line) => line.replace('"84000"', '"94000"')));
    writeFileSync(join(place, 'bundle', 'events.jsonl'), edited);
  },
};
