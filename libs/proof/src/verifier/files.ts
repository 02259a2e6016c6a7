import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../canonical';
import { BUNDLE_FILES, isManifest, type Manifest } from '../manifest';
import { isSealDocument, type SealDocument } from '../seal';
import { sha256Hex } from '../sha256';
import { notABundle, NotProved, unreadable } from './not-proved';

/** Seals and manifests are small; whatever is larger is none. */
const LARGEST_BYTES = 256 << 20;

/** @throws NotProved */
export function readText(path: string): string {
  try {
    if (statSync(path).size <= LARGEST_BYTES) return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
  throw new NotProved('file-too-large', `${path} terlalu besar.`, `${path} is too large.`);
}

/** JSON that is written as this program writes it; anything else was made or changed by another hand. @throws NotProved */
export function readCanonical(text: string, where: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NotProved(
      'not-json',
      `${where} bukan JSON: rusak atau diubah.`,
      `${where} is not JSON: damaged or changed.`,
    );
  }
  if (canonicalJson(value) === text) return value;
  throw new NotProved(
    'not-canonical',
    `${where} tidak tertulis seperti yang ditulis program: diubah.`,
    `${where} is not written as the program writes it: it was changed.`,
  );
}

export interface BundleHead {
  readonly manifest: Manifest;
  readonly manifestText: string;
  readonly seals: readonly SealDocument[];
  readonly sealsHash: string;
  readonly eventsFile: string;
  readonly eventsBytes: number;
}

/** Everything of a bundle but the events. @throws NotProved */
export function readHead(folder: string): BundleHead {
  refuseStrangers(folder);
  const manifestText = readText(join(folder, BUNDLE_FILES.manifest));
  const manifest = readCanonical(withoutNewline(manifestText, BUNDLE_FILES.manifest), BUNDLE_FILES.manifest);
  if (!isManifest(manifest)) {
    throw new NotProved(
      'manifest-malformed',
      `${BUNDLE_FILES.manifest} bukan daftar isi bundel yang dikenal.`,
      `${BUNDLE_FILES.manifest} is no manifest this program knows.`,
    );
  }
  const sealsText = readText(join(folder, BUNDLE_FILES.seals));
  const eventsFile = join(folder, BUNDLE_FILES.events);
  return {
    manifest,
    manifestText,
    seals: sealsIn(sealsText),
    sealsHash: sha256Hex(sealsText),
    eventsFile,
    eventsBytes: sizeOf(eventsFile),
  };
}

function sealsIn(text: string): SealDocument[] {
  const lines = withoutNewline(text, BUNDLE_FILES.seals).split('\n');
  return lines.map((line, index) => sealDocument(line, `${BUNDLE_FILES.seals}:${index + 1}`));
}

/** @throws NotProved when the text is no seal */
export function sealDocument(text: string, where: string): SealDocument {
  const value = readCanonical(text, where);
  if (isSealDocument(value)) return value;
  throw new NotProved('seal-malformed', `${where} bukan segel.`, `${where} is no seal.`);
}

function withoutNewline(text: string, where: string): string {
  if (text.endsWith('\n')) return text.slice(0, -1);
  throw new NotProved('file-truncated', `${where} terpotong.`, `${where} is cut off.`);
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** A file more could hold what is nowhere proved. */
function refuseStrangers(folder: string): void {
  const known = new Set<string>(Object.values(BUNDLE_FILES));
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw unreadable(folder, error);
  }
  if (!names.includes(BUNDLE_FILES.manifest)) throw notABundle(folder);
  const stranger = names.find((name) => !known.has(name));
  if (stranger === undefined) return;
  throw new NotProved(
    'stranger-in-bundle',
    `Berkas ${stranger} bukan bagian dari bundel; pindahkan, lalu periksa lagi.`,
    `${stranger} is no part of the bundle; move it away and verify again.`,
  );
}
