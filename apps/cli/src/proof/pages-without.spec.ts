import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { canonicalJson, CoverBook, publicKeyText, signedText, signText, verify, type ProvenPage } from '@sedekah/proof';
import { pagesWithout, type WorkerMonth } from './pages-without';

const { privateKey } = generateKeyPairSync('ed25519');
const publicKey = publicKeyText(privateKey);
const hash = '0'.repeat(64);
const folder = mkdtempSync(join(tmpdir(), 'sedekah-no-cover-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The verdict on pages that are handed over with a seal on that cover. */
function isProved(cover: CoverBook, asked: WorkerMonth, pages: readonly ProvenPage[]): boolean {
  const seal = {
    format: 'sedekah-seal-1',
    ledger: 'sedekah',
    number: 1,
    firstOrdinal: 1,
    lastOrdinal: 1,
    eventsRoot: hash,
    streams: { count: 1, hash },
    cover: cover.commitment(),
    readModel: { schemaVersion: 3, rows: 0, hash },
    previous: null,
    recordedAt: '2021-07-01T00:00:00.000Z',
    rule: { required: 1, parties: [{ party: 'pemda', publicKey }] },
  } as const;
  const sealed = { seal, signatures: [{ party: 'pemda', signature: signText(privateKey, signedText(seal)) }] };
  const file = join(folder, 'proof.json');
  writeFileSync(file, canonicalJson({ format: 'sedekah-no-cover-proof-1', ...asked, pages, sealed }));
  return verify([file], { fingerprints: [] }).isProved;
}

/** Some of 400 workers in three months: none, a few, or several pages of them. */
const anyWorkers = fc.uniqueArray(fc.integer({ min: 0, max: 399 }), { maxLength: 300 });
const name = (index: number): string => `pekerja-${String(index).padStart(3, '0')}`;
const anyAsked = fc.record({
  month: fc.constantFrom('2021-04', '2021-05', '2021-06', '2021-07', '2021-08'),
  worker: fc.integer({ min: -1, max: 400 }).map((index) => (index < 0 ? 'a' : name(index))),
});

test('whoever is not in the list is proved not to be, whoever is in it never', () => {
  fc.assert(
    fc.property(anyWorkers, anyAsked, anyAsked, (workers, asked, other) => {
      const cover = new CoverBook();
      for (const month of ['2021-05', '2021-06', '2021-07']) {
        cover.see('AllocationsSettled', { month, workers: workers.map(name) });
      }
      const isIn = ({ month, worker }: WorkerMonth): boolean =>
        month > '2021-04' && month < '2021-08' && workers.some((index) => name(index) === worker);
      const pages = pagesWithout(cover, asked);
      expect(pages === undefined).toBe(isIn(asked));
      if (!pages) return;
      expect(pages.length).toBeLessThanOrEqual(2);
      expect(isProved(cover, asked, pages)).toBe(true);
      if (isIn(other)) expect(isProved(cover, other, pages)).toBe(false);
    }),
  );
});
