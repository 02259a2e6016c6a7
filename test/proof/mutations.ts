import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '@sedekah/proof';

/** Files of a bundle that are verified. */
export const FILES = ['manifest.json', 'seals.jsonl', 'events.jsonl'] as const;
export type File = (typeof FILES)[number];
export type Bundle = Readonly<Record<File, Buffer>>;

export function readBundle(folder: string): Bundle {
  const read = (file: File): Buffer => readFileSync(join(folder, file));
  return {
    'manifest.json': read('manifest.json'),
    'seals.jsonl': read('seals.jsonl'),
    'events.jsonl': read('events.jsonl'),
  };
}

/** A bundle in a folder of its own while `work` looks at it. */
export function inFolder<Result>(bundle: Bundle, work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'sedekah-mutant-'));
  try {
    for (const file of FILES) writeFileSync(join(folder, file), bundle[file]);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Numbers from 0 to below `below`, always the same from the same seed (mulberry32). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Random = (below: number) => number;

export const linesOf = (bytes: Buffer): string[] => bytes.toString().split('\n').slice(0, -1);
export const fromLines = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

/** Places of every value in a JSON document that has no values of its own. */
function leavesOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function changed(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return value + 1 + random(3);
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string' || value === '') return 'x';
  const at = random(value.length);
  const other = value[at] === '1' ? '2' : '1';
  return value.slice(0, at) + other + value.slice(at + 1);
}

/** Another value in one field, written as the program writes it. */
export function editField(line: string, random: Random): string {
  const document = JSON.parse(line) as unknown;
  const places = leavesOf(document);
  const path = places[random(places.length)] ?? [];
  let holder = document as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? 0;
  holder[last] = changed(holder[last], random);
  return canonicalJson(document);
}

const replaced = (bundle: Bundle, file: File, bytes: Buffer): Bundle => ({ ...bundle, [file]: bytes });
const anyFile = (random: Random): File => FILES[random(FILES.length)] ?? 'events.jsonl';
const lineFile = (random: Random): File => (random(4) === 0 ? 'seals.jsonl' : 'events.jsonl');

function onLines(bundle: Bundle, file: File, change: (lines: string[]) => void): Bundle {
  const lines = linesOf(bundle[file]);
  change(lines);
  return replaced(bundle, file, fromLines(lines));
}

/** Every kind of single change somebody could make to a bundle. */
export const MUTATIONS: Readonly<Record<string, (bundle: Bundle, random: Random) => Bundle>> = {
  'a line dropped': (bundle, random) =>
    onLines(bundle, lineFile(random), (lines) => lines.splice(random(lines.length), 1)),
  'two lines swapped': (bundle, random) =>
    onLines(bundle, lineFile(random), (lines) => {
      const from = random(lines.length);
      const to = (from + 1 + random(lines.length - 1)) % lines.length;
      [lines[from], lines[to]] = [lines[to] ?? '', lines[from] ?? ''];
    }),
  'a line doubled': (bundle, random) =>
    onLines(bundle, lineFile(random), (lines) => {
      const at = random(lines.length);
      lines.splice(at, 0, lines[at] ?? '');
    }),
  'an event added at the end': (bundle, random) =>
    onLines(bundle, 'events.jsonl', (lines) => lines.push(lines[random(lines.length)] ?? '')),
  'an empty line added': (bundle, random) =>
    onLines(bundle, lineFile(random), (lines) => lines.splice(random(lines.length + 1), 0, '')),
  'a field edited': (bundle, random) => {
    const file = anyFile(random);
    return onLines(bundle, file, (lines) => {
      const at = random(lines.length);
      lines[at] = editField(lines[at] ?? '', random);
    });
  },
  'a byte changed': (bundle, random) => {
    const file = anyFile(random);
    const bytes = Buffer.from(bundle[file]);
    const at = random(bytes.length);
    bytes[at] = ((bytes[at] ?? 0) + 1 + random(255)) % 256;
    return replaced(bundle, file, bytes);
  },
  'a byte taken out': (bundle, random) => {
    const file = anyFile(random);
    const at = random(bundle[file].length);
    return replaced(bundle, file, Buffer.concat([bundle[file].subarray(0, at), bundle[file].subarray(at + 1)]));
  },
  'a file cut off': (bundle, random) => {
    const file = anyFile(random);
    return replaced(bundle, file, bundle[file].subarray(0, random(bundle[file].length)));
  },
  'a signature taken out': (bundle, random) => onSeal(bundle, random, (seal) => seal.signatures.splice(random(2), 1)),
  'a signature doubled': (bundle, random) =>
    onSeal(bundle, random, ({ signatures }) => signatures.push(signatures[random(2)] ?? {})),
  'signatures swapped': (bundle, random) => onSeal(bundle, random, ({ signatures }) => signatures.reverse()),
  'a party taken out of the rule': (bundle, random) =>
    onSeal(bundle, random, ({ seal }) => seal.rule.parties.splice(random(2), 1)),
};

interface AnySeal {
  readonly seal: { readonly rule: { readonly parties: object[] } };
  readonly signatures: object[];
}

function onSeal(bundle: Bundle, random: Random, change: (seal: AnySeal) => void): Bundle {
  return onLines(bundle, 'seals.jsonl', (lines) => {
    const at = random(lines.length);
    const document = JSON.parse(lines[at] ?? '') as AnySeal;
    change(document);
    lines[at] = canonicalJson(document);
  });
}
