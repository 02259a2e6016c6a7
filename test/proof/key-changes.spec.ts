import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  canonicalJson,
  fingerprintOf,
  leafHash,
  publicKeyText,
  Reckoning,
  rotationText,
  sealHash,
  signedText,
  signText,
  verify,
  type SealDocument,
  type SealStatement,
} from '@sedekah/proof';
import { forged } from './forger';
import { inFolder } from './mutations';

interface Key {
  readonly party: string;
  readonly key: KeyObject;
  readonly publicKey: string;
  readonly fingerprint: string;
}

function keyOf(party: string): Key {
  const { privateKey: key } = generateKeyPairSync('ed25519');
  const publicKey = publicKeyText(key);
  return { party, key, publicKey, fingerprint: fingerprintOf(publicKey) };
}

/** A log of keys and seals, made by whoever has the keys. */
class KeyLog {
  readonly events: string[] = [];
  readonly seals: SealDocument[] = [];
  private readonly reckoning = new Reckoning();

  records(type: string, data: object, stream = 'sedekah.seal-ledger'): this {
    const revision = this.events.filter((line) => line.includes(`["${stream}"`)).length;
    const line = canonicalJson([stream, String(revision), `id-${this.events.length}`, type, data, {}]);
    this.events.push(line);
    this.reckoning.edge.add(leafHash(line));
    this.reckoning.streams.see(stream, revision);
    return this;
  }

  registers({ party, publicKey, fingerprint }: Key): this {
    return this.records('SigningKeyRegistered', { party, publicKey, fingerprint });
  }

  rotates(old: Key, { party, publicKey, fingerprint }: Key, endorsement: string | null, stream?: string): this {
    const data = { party, publicKey, fingerprint, replaces: old.fingerprint, endorsement, reason: 'ganti' };
    return this.records('SigningKeyRotated', data, stream);
  }

  /** Of everything so far; what was recorded since the seal before is never nothing. */
  seal(...signers: readonly Key[]): this {
    this.records('SealRuleSet', { required: signers.length });
    const before = this.seals.at(-1)?.seal;
    const seal: SealStatement = {
      format: 'sedekah-seal-1',
      ledger: 'sedekah',
      number: (before?.number ?? 0) + 1,
      firstOrdinal: (before?.lastOrdinal ?? 0) + 1,
      ...this.reckoning.result(),
      readModel: { schemaVersion: 3, rows: 0, hash: '0'.repeat(64) },
      previous: before ? sealHash(before) : null,
      recordedAt: '2021-07-01T00:00:00.000Z',
      rule: { required: signers.length, parties: signers.map(({ party, publicKey }) => ({ party, publicKey })) },
    };
    const signatures = signers.map(({ party, key }) => ({ party, signature: signText(key, signedText(seal)) }));
    this.seals.push({ seal, signatures });
    return this;
  }

  verdict(...trusted: readonly Key[]) {
    const fingerprints = trusted.map(({ fingerprint }) => fingerprint);
    return inFolder(forged(this.seals, this.events), (folder) => verify([folder], { fingerprints }));
  }
}

const [pemda, next, third, kejari] = ['pemda', 'pemda', 'pemda', 'kejari'].map(keyOf) as [Key, Key, Key, Key];
const endorses = (old: Key, key: Key): string => signText(old.key, rotationText(key.party, key.publicKey));
const begun = () => new KeyLog().registers(pemda).registers(kejari).seal(pemda, kejari);
const endorsed = () => begun().rotates(pemda, next, endorses(pemda, next)).seal(next, kejari);
const textOf = (report: ReturnType<KeyLog['verdict']>): string =>
  [report.headline, ...report.proved, ...report.notProved].map(([indonesian]) => indonesian).join('\n');

test('a reader who trusts the old key is led to the new one that it signed, and told so', () => {
  const report = endorsed().verdict(pemda, kejari);
  expect(report).toMatchObject({ isProved: true, code: 'valid' });
  expect(textOf(report)).toContain(
    `Kunci pemda ${pemda.fingerprint} diganti ${next.fingerprint} pada peristiwa 4, dengan tanda tangan kunci lama.`,
  );
});

test('over several changes, one after another', () => {
  const log = endorsed().rotates(next, third, endorses(next, third)).seal(third, kejari);
  expect(log.verdict(pemda, kejari)).toMatchObject({ isProved: true });
  expect(log.verdict(next, kejari)).toMatchObject({ isProved: true });
});

test('a lost key vouches for nothing: the reader is told which event and what to do, and how far the old key reaches', () => {
  const log = begun().rotates(pemda, next, null).seal(next, kejari);
  const report = log.verdict(pemda, kejari);
  expect(report).toMatchObject({ isProved: false, code: 'key-not-trusted' });
  expect(textOf(report)).toContain(
    `Kunci pemda ${pemda.fingerprint} diganti ${next.fingerprint} pada peristiwa 4 tanpa tanda tangan kunci lama: ` +
      'tanyakan sidik barunya langsung kepada pemda, lalu sebut dengan --trust.',
  );
  expect(textOf(report)).toContain('Kunci yang Anda percayai cukup sampai segel 1 (peristiwa 3).');
  expect(log.verdict(next, kejari)).toMatchObject({ isProved: true });
  expect(textOf(log.verdict())).toContain('kunci lama tidak menandatanganinya');
});

test.each<[string, () => string]>([
  ['another key', () => endorses(kejari, next)],
  ['the new key itself', () => endorses(next, next)],
  ['the old key for another party', () => signText(pemda.key, rotationText('bpjs', next.publicKey))],
  ['the old key over another key', () => endorses(pemda, third)],
  ['nobody: a text that is no signature', () => 'x'],
])('an endorsement by %s gives no trust', (_, endorsement) => {
  const log = begun().rotates(pemda, next, endorsement()).seal(next, kejari);
  const report = log.verdict(pemda, kejari);
  expect(report).toMatchObject({ isProved: false, code: 'key-not-trusted' });
  expect(textOf(report)).toContain('dengan tanda tangan yang BUKAN dari kunci lama');
});

test('a seal that the old key signed over the change vouches for it; one that does not reach it does not', () => {
  const log = begun().rotates(pemda, next, null);
  const withoutOld = new KeyLog().registers(pemda).registers(kejari).seal(pemda, kejari).rotates(pemda, next, null);
  expect(withoutOld.seal(next, kejari).verdict(pemda, kejari)).toMatchObject({ isProved: false });
  const report = log.seal(pemda, kejari).seal(next, kejari).verdict(pemda, kejari);
  expect(report).toMatchObject({ isProved: true });
  expect(textOf(report)).toContain('dan kunci lama menandatangani segel 2 atasnya');
});

test('a seal that only another party signed does not vouch for a lost key', () => {
  const log = begun().rotates(pemda, next, null).seal(kejari).seal(next, kejari);
  expect(log.verdict(pemda, kejari)).toMatchObject({ isProved: false, code: 'key-not-trusted' });
});

test('one trusted key never counts twice, however many keys it signs', () => {
  const bpjs = keyOf('bpjs');
  const twice = begun().rotates(pemda, next, endorses(pemda, next)).rotates(pemda, bpjs, endorses(pemda, bpjs));
  expect(twice.seal(next, bpjs).verdict(pemda)).toMatchObject({ isProved: false, code: 'key-not-trusted' });
  const chained = endorsed().rotates(next, bpjs, endorses(next, bpjs)).seal(next, bpjs);
  expect(chained.verdict(pemda)).toMatchObject({ isProved: false, code: 'key-not-trusted' });
});

test('a key that was replaced once replaces nothing later', () => {
  const thief = keyOf('pemda');
  const log = endorsed().rotates(pemda, thief, endorses(pemda, thief)).seal(thief, kejari);
  expect(log.verdict(pemda, kejari)).toMatchObject({ isProved: false, code: 'key-not-trusted' });
});

test('a key is followed for the party that it was given to only', () => {
  const asKejari: Key = { ...next, party: 'kejari' };
  const log = begun().rotates(pemda, next, endorses(pemda, next)).seal(asKejari);
  expect(log.verdict(pemda)).toMatchObject({ isProved: false, code: 'key-not-trusted' });
});

test('a change in another stream means nothing', () => {
  const log = begun().rotates(pemda, next, endorses(pemda, next), 'sedekah.user-x').seal(next, kejari);
  expect(log.verdict(pemda, kejari)).toMatchObject({ isProved: false, code: 'key-not-trusted' });
});

test('a change that was added after the last seal, or edited, is refused before anybody is trusted', () => {
  const added = begun().rotates(pemda, next, endorses(pemda, next));
  expect(added.verdict(pemda, kejari)).toMatchObject({ isProved: false, code: 'event-added' });
  const edited = endorsed();
  edited.events[3] = (edited.events[3] ?? '').replaceAll(next.fingerprint, third.fingerprint);
  expect(edited.verdict(pemda, kejari)).toMatchObject({ isProved: false, code: 'sealed-events-differ' });
});

test('a change without its form is no event of this log', () => {
  const log = begun().records('SigningKeyRotated', { party: 'pemda', publicKey: next.publicKey }).seal(next, kejari);
  expect(log.verdict(pemda, kejari)).toMatchObject({ isProved: false, code: 'event-malformed' });
});
