import type { KeyObject } from 'node:crypto';
import {
  BUNDLE_FILES,
  leafHash,
  manifestText,
  publicKeyText,
  Reckoning,
  sealHash,
  sealLine,
  sha256Hex,
  signedText,
  signText,
  type SealDocument,
  type SealStatement,
} from '@sedekah/proof';
import { fromLines, type Bundle } from './mutations';

/** Seals over other events, as somebody makes them who has the program and keys, but not the parties' keys. */
export function rebuiltSeals(
  seals: readonly SealDocument[],
  events: readonly string[],
  keys: readonly { readonly party: string; readonly key: KeyObject }[],
): SealDocument[] {
  const reckoning = new Reckoning();
  const parties = keys.map(({ party, key }) => ({ party, publicKey: publicKeyText(key) }));
  let previous: string | null = null;
  const made: SealDocument[] = [];
  for (const { seal } of seals) {
    for (const line of events.slice(reckoning.ordinal, seal.lastOrdinal)) {
      const [stream, revision, , type, data] = JSON.parse(line) as [string, string, string, string, object];
      reckoning.edge.add(leafHash(line));
      reckoning.streams.see(stream, Number(revision));
      reckoning.cover.see(type, data);
    }
    const rule = { ...seal.rule, parties };
    const statement: SealStatement = { ...seal, ...reckoning.result(), previous, rule };
    const signatures = keys.map(({ party, key }) => ({ party, signature: signText(key, signedText(statement)) }));
    previous = sealHash(statement);
    made.push({ seal: statement, signatures });
  }
  return made;
}

/** A bundle of these seals and events whose manifest fits: what somebody makes who knows the format. */
export function forged(seals: readonly SealDocument[], events: readonly string[]): Bundle {
  const sealsText = seals.map(sealLine).join('');
  const bytes = fromLines(events);
  const parts = {
    ledger: 'sedekah',
    firstOrdinal: 1,
    lastOrdinal: seals.at(-1)?.seal.lastOrdinal ?? 0,
    eventsBytes: bytes.length,
    before: [],
    sealsHash: sha256Hex(sealsText),
  };
  return {
    [BUNDLE_FILES.manifest]: Buffer.from(manifestText(seals, parts)),
    [BUNDLE_FILES.seals]: Buffer.from(sealsText),
    [BUNDLE_FILES.events]: bytes,
  };
}
