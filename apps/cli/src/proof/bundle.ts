import { once } from 'node:events';
import {
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { canonicalEvent, type EventStore } from '@sedekah/event-store';
import {
  BUNDLE_FILES,
  leafHash,
  manifestText,
  MerkleEdge,
  sealLine,
  sha256Hex,
  type SealDocument,
} from '@sedekah/proof';
import { Refused } from '../output/failure';
import { Progress } from '../output/progress';
import { verifierFile } from './verifier-file';

/** What was written. */
export interface Exported {
  readonly folder: string;
  readonly firstOrdinal: number;
  readonly lastOrdinal: number;
  readonly seals: number;
  readonly eventsBytes: number;
  /** SHA-256 of the verifier that was put beside it. */
  readonly verifierHash: string;
}

/** The seals from `from` to `to`, both inclusive, and the one before them, which they go on from. */
export interface SealRange {
  readonly before: SealDocument | undefined;
  readonly seals: readonly [SealDocument, ...SealDocument[]];
}

/** Writes a bundle into a folder that is not there yet, or is empty. Memory does not grow with the events. */
export async function exportBundle(log: EventStore, range: SealRange, folder: string): Promise<Exported> {
  const verifier = verifierFile();
  requireEmpty(folder);
  const { before, seals } = range;
  const [first, last] = [seals[0].seal, seals.at(-1)?.seal ?? seals[0].seal];
  const { firstOrdinal } = first;
  const { lastOrdinal, ledger } = last;
  const { edge, eventsBytes } = await writeEvents(log, join(folder, BUNDLE_FILES.events), firstOrdinal, lastOrdinal);
  const documents = before ? [before, ...seals] : seals;
  const sealsText = documents.map(sealLine).join('');
  writeFileSync(join(folder, BUNDLE_FILES.seals), sealsText, { flag: 'wx' });
  const parts = { ledger, firstOrdinal, lastOrdinal, eventsBytes, before: edge, sealsHash: sha256Hex(sealsText) };
  writeFileSync(join(folder, BUNDLE_FILES.manifest), manifestText(documents, parts), { flag: 'wx' });
  copyFileSync(verifier, join(folder, BUNDLE_FILES.verifier));
  writeFileSync(join(folder, BUNDLE_FILES.readme), README, { flag: 'wx' });
  const verifierHash = sha256Hex(readFileSync(verifier));
  return { folder, firstOrdinal, lastOrdinal, seals: seals.length, eventsBytes, verifierHash };
}

const README = `Bundel catatan buku besar yang tersegel. Identitas orang tetap terenkripsi.

Periksa tanpa jaringan, dengan Node 20 ke atas, dari folder di atas folder ini:

  node verify.js <folder ini> --trust <sidik kunci yang Anda terima langsung>

Pakailah verify.js yang Anda terima dari sumber yang Anda percayai; yang di sini disertakan untuk kemudahan.

A bundle of a sealed ledger. People's identities stay encrypted. Verify it offline with Node 20 or later, as above;
use a verify.js that you have from a source you trust.
`;

function requireEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Refused(
      'folder-not-empty',
      `Folder ${folder} tidak kosong; pilih folder lain.`,
      `The folder ${folder} is not empty; choose another.`,
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

async function writeEvents(log: EventStore, file: string, first: number, last: number) {
  const tree = new MerkleEdge();
  const progress = new Progress('Mengekspor / exporting', last);
  const out = createWriteStream(file, { flags: 'wx', highWaterMark: 1 << 20 });
  let [ordinal, eventsBytes] = [0, 0];
  for await (const page of log.readAll()) {
    const lines: string[] = [];
    for (const event of page) {
      if (++ordinal > last) break;
      const line = canonicalEvent(event);
      if (ordinal < first) tree.add(leafHash(line));
      else lines.push(line, '\n');
    }
    const text = Buffer.from(lines.join(''));
    eventsBytes += text.length;
    if (!out.write(text)) await once(out, 'drain');
    progress.at(Math.min(ordinal, last));
    if (ordinal > last) break;
  }
  out.end();
  await finished(out);
  progress.done();
  return { edge: tree.edge, eventsBytes };
}
