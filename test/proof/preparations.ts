import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { canonicalJson, signedText, signText, type SealDocument } from '@sedekah/proof';
import { forged, rebuiltSeals } from './forger';
import { FILES, fromLines, linesOf, readBundle, type Bundle } from './mutations';

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

/** Writes a bundle beside the one that was exported. */
function writeBundle(place: string, name: string, bundle: Partial<Bundle>): void {
  const folder = join(place, name);
  cpSync(join(place, 'bundle'), folder, { recursive: true });
  for (const file of FILES) writeFileSync(join(folder, file), bundle[file] ?? readFileSync(join(folder, file)));
}

/** The private key a party holds in the ledger's key folder. */
function privateKey(place: string, party: string): KeyObject {
  const folder = join(place, 'data-keys', 'signing');
  const file = readdirSync(folder).find((name) => name.startsWith(`${party}-`) && name.endsWith('.pem')) ?? '';
  return createPrivateKey(readFileSync(join(folder, file)));
}

/** A bundle for each thing somebody could do to it; for some of them the manifest is made to fit. */
function damagedBundles(place: string): void {
  const bundle = readBundle(join(place, 'bundle'));
  const events = linesOf(bundle['events.jsonl']);
  const seals = linesOf(bundle['seals.jsonl']).map((line) => JSON.parse(line) as SealDocument);
  const [first, last] = seals as [SealDocument, SealDocument];
  const write = (name: string, changed: Partial<Bundle>): void => writeBundle(place, name, changed);
  write('terpotong', { 'events.jsonl': bundle['events.jsonl'].subarray(0, -100) });
  write('terpotong-rapi', forged(seals, events.slice(0, -1)));
  write('manifes-terpotong', { 'manifest.json': bundle['manifest.json'].subarray(0, 40) });
  write(
    'diedit',
    forged(
      seals,
      events.map((line) => line.replace('"84000"', '"94000"')),
    ),
  );
  write('ditukar', forged(seals, [...events.slice(0, 10), events[11] ?? '', events[10] ?? '', ...events.slice(12)]));
  write('ditambah', forged(seals, [...events, (events[0] ?? '').replace('"0"', '"99"')]));
  write('segel-dibuang', forged([last], events));
  const signature = signText(generateKeyPairSync('ed25519').privateKey, signedText(last.seal));
  const others = last.signatures.filter(({ party }) => party !== 'kejari');
  write('kunci-lain', forged([first, { ...last, signatures: [...others, { party: 'kejari', signature }] }], events));
  write('berkas-asing', {});
  writeFileSync(join(place, 'berkas-asing', 'catatan.txt'), 'apa pun\n');
  write('tanpa-peristiwa', {});
  rmSync(join(place, 'tanpa-peristiwa', 'events.jsonl'));
  const keys = first.seal.rule.parties.map(({ party }) => ({ party, key: privateKey(place, party) }));
  const otherEvents = events.map((line) => line.replace('"84000"', '"94000"'));
  write('bertentangan', forged(rebuiltSeals(seals, otherEvents, keys), otherEvents));
  const otherLedger = seals.map((document) => ({ ...document, seal: { ...document.seal, ledger: 'lain' } }));
  writeFileSync(join(place, 'segel-lain.json'), canonicalJson(otherLedger[1]));
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
  'verify-damaged.txt': damagedBundles,
  'verify-edited.txt': (place) => {
    const bundle = readBundle(join(place, 'bundle'));
    const lines = linesOf(bundle['events.jsonl']);
    const edited = fromLines(lines.map((line) => line.replace('"84000"', '"94000"')));
    writeFileSync(join(place, 'bundle', 'events.jsonl'), edited);
  },
};
