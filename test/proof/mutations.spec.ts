import { generateKeyPairSync } from 'node:crypto';
import {
  fingerprintOf,
  publicKeyText,
  sealHash,
  signedText,
  signText,
  verify,
  type SealDocument,
  type SealStatement,
} from '@sedekah/proof';
import { forged, rebuiltSeals } from './forger';
import { inFolder, linesOf, MUTATIONS, randomFrom, readBundle, type Bundle } from './mutations';
import { SealedLedger } from './sealed-ledger';

const ROUNDS = 1_000;

let ledger: SealedLedger;
let bundle: Bundle;
let trust: { fingerprints: string[] };
beforeAll(async () => {
  ledger = await SealedLedger.make();
  bundle = readBundle(ledger.bundle);
  trust = { fingerprints: [...ledger.fingerprints.values()] };
}, 240_000);
afterAll(() => ledger.remove());

const verdictOf = (changed: Bundle, more: object = {}) =>
  inFolder(changed, (folder) => verify([folder], { ...trust, ...more }));
const documents = (): SealDocument[] => linesOf(bundle['seals.jsonl']).map((line) => JSON.parse(line) as SealDocument);

test('the bundle as it was exported holds', () => {
  expect(verdictOf(bundle)).toMatchObject({ isProved: true, code: 'valid' });
  expect(forged(documents(), linesOf(bundle['events.jsonl']))).toEqual(bundle);
});

test.each(Object.keys(MUTATIONS))('refused: %s', (kind) => {
  const random = randomFrom(2_026);
  for (let round = 0; round < 25; round++) {
    const changed = MUTATIONS[kind]?.(bundle, random) ?? bundle;
    expect(changed).not.toEqual(bundle);
    expect([round, verdictOf(changed).isProved]).toEqual([round, false]);
  }
});

test(`${ROUNDS} random changes are refused, every one`, () => {
  const random = randomFrom(7);
  const kinds = Object.keys(MUTATIONS);
  const accepted: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const kind = kinds[random(kinds.length)] ?? '';
    const changed = MUTATIONS[kind]?.(bundle, random) ?? bundle;
    if (verdictOf(changed).isProved) accepted.push(`${round}: ${kind}`);
  }
  expect(accepted).toEqual([]);
}, 120_000);

describe('changes whose manifest was made to fit', () => {
  const events = () => linesOf(bundle['events.jsonl']);

  test.each([
    ['the last event dropped', () => events().slice(0, -1), 'events-missing'],
    ['the first event dropped', () => events().slice(1), 'revision-out-of-order'],
    ['an event added', () => [...events(), events()[0] ?? ''], 'event-added'],
    ['an amount edited', () => events().map((line) => line.replace('"84000"', '"94000"')), 'sealed-events-differ'],
  ])('%s', (_, changed, code) => {
    expect(verdictOf(forged(documents(), changed()))).toMatchObject({ isProved: false, code });
  });

  test('the first seal taken out', () => {
    expect(verdictOf(forged(documents().slice(1), events()))).toMatchObject({ code: 'seal-missing' });
  });

  test('signed by another key than the one the seal names', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const [first, last] = documents();
    const signatures = last!.signatures.map(({ party }) => ({
      party,
      signature: signText(privateKey, signedText(last!.seal)),
    }));
    expect(verdictOf(forged([first!, { ...last!, signatures }], events()))).toMatchObject({ code: 'signature-wrong' });
  });

  test('the whole history made anew and signed with other keys: only the keys a reader trusts tell', () => {
    const changed = events().map((line) => line.replace('"84000"', '"94000"'));
    const keys = documents()[0]!.seal.rule.parties.map(({ party }) => ({
      party,
      key: generateKeyPairSync('ed25519').privateKey,
    }));
    const other = forged(rebuiltSeals(documents(), changed, keys), changed);
    expect(verdictOf(other)).toMatchObject({ isProved: false, code: 'key-not-trusted' });
    expect(verdictOf(other, { fingerprints: [] })).toMatchObject({ isProved: true });
    const fingerprints = keys.map(({ key }) => fingerprintOf(publicKeyText(key)));
    expect(verdictOf(other, { fingerprints })).toMatchObject({ isProved: true });
    const both = inFolder(other, (folder) => verify([ledger.bundle, folder], { fingerprints: [] }));
    expect(both).toMatchObject({ isProved: false, code: 'bundles-contradict' });
  });

  test('the tail cut at a seal: the seal a reader holds tells, and the verdict says where the proof ends', () => {
    const [first, last] = documents();
    const cut = forged([first!], events().slice(0, first!.seal.lastOrdinal));
    const verdict = verdictOf(cut);
    expect(verdict.notProved[0]?.[1]).toContain(`Anything after event ${first!.seal.lastOrdinal}`);
    expect(verdictOf(cut, { seal: sealHash(last!.seal) })).toMatchObject({ isProved: false, code: 'seal-not-found' });
    const both = inFolder(cut, (folder) => verify([ledger.bundle, folder], trust));
    expect(both).toMatchObject({ isProved: true });
  });

  test('fewer signatures than the rule asks for', () => {
    const [first, last] = documents();
    const fewer = { ...last!, signatures: last!.signatures.slice(0, 1) };
    expect(verdictOf(forged([first!, fewer], events()), { fingerprints: [] })).toMatchObject({
      code: 'seal-not-final',
    });
    const asked = { ...trust, required: 3 };
    expect(verdictOf(bundle, asked)).toMatchObject({ isProved: false, code: 'key-not-trusted' });
  });

  test('every field of a seal is signed', () => {
    const random = randomFrom(11);
    const [first, last] = documents();
    for (const [field, value] of Object.entries(last!.seal)) {
      const other =
        typeof value === 'number'
          ? value + 1 + random(3)
          : typeof value === 'string'
            ? `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`
            : {};
      const seal = { ...last!.seal, [field]: other } as SealStatement;
      expect([field, verdictOf(forged([first!, { ...last!, seal }], events())).isProved]).toEqual([field, false]);
    }
  });
});
