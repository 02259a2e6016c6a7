import { sealHash } from '../seal';
import type { BundleVerdict } from './bundle';
import { NotProved } from './not-proved';

/** Two bundles of one ledger must agree in every seal that both hold. @returns the last seal in common @throws NotProved */
export function checkAgreement(left: BundleVerdict, right: BundleVerdict): number {
  if (left.ledger !== right.ledger) {
    throw new NotProved(
      'other-ledger',
      `Kedua bundel dari buku besar yang berbeda (${left.ledger}, ${right.ledger}).`,
      `The bundles are of different ledgers (${left.ledger}, ${right.ledger}).`,
    );
  }
  const hashes = new Map(left.seals.map(({ seal }) => [seal.number, sealHash(seal)]));
  let common: number | undefined;
  for (const { seal } of right.seals) {
    const hash = hashes.get(seal.number);
    if (hash === undefined) continue;
    if (hash !== sealHash(seal)) {
      throw new NotProved(
        'bundles-contradict',
        `Kedua bundel BERTENTANGAN: segel ${seal.number} berbeda, dan keduanya ditandatangani. Salah satu sejarah diganti; ` +
          'simpan keduanya sebagai barang bukti.',
        `The bundles CONTRADICT each other: seal ${seal.number} differs, and both are signed. One history was replaced; ` +
          'keep both as evidence.',
      );
    }
    common = seal.number;
  }
  if (common !== undefined) return common;
  throw new NotProved(
    'no-seal-in-common',
    'Kedua bundel tidak punya segel yang sama nomornya, jadi tidak dapat dibandingkan.',
    'The bundles have no seal in common, so they cannot be compared.',
  );
}
