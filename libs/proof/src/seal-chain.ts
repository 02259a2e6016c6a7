import { sealHash, signedBy, type SealDocument, type Signed } from './seal';

/** A seal that cannot stand, and why. */
export interface BrokenSeal {
  readonly number: number;
  readonly code: 'signature-wrong' | 'seal-unsigned' | 'seals-not-linked';
  readonly sentence: string;
  readonly english: string;
}

/**
 * Looks at seals in their order: each is signed by parties it names, and follows the one before without a gap. The first
 * may be any seal. @returns who signed each, or the first that cannot stand
 */
export function checkSeals(seals: readonly SealDocument[]): readonly Signed[] | BrokenSeal {
  const signed: Signed[] = [];
  for (const [index, document] of seals.entries()) {
    const broken = brokenLink(seals[index - 1], document);
    if (broken) return broken;
    const signers = signedBy(document);
    const { number } = document.seal;
    if (typeof signers === 'string') {
      return {
        number,
        code: 'signature-wrong',
        sentence: `Tanda tangan ${signers} pada segel ${number} bukan dari kuncinya.`,
        english: `The signature of ${signers} on seal ${number} is not by its key.`,
      };
    }
    if (signers.parties.length === 0) {
      return {
        number,
        code: 'seal-unsigned',
        sentence: `Segel ${number} tidak ditandatangani siapa pun.`,
        english: `Nobody has signed seal ${number}.`,
      };
    }
    signed.push(signers);
  }
  return signed;
}

function brokenLink(before: SealDocument | undefined, { seal }: SealDocument): BrokenSeal | undefined {
  const { number, firstOrdinal, previous } = seal;
  const isLinked = before
    ? number === before.seal.number + 1 &&
      firstOrdinal === before.seal.lastOrdinal + 1 &&
      previous === sealHash(before.seal) &&
      seal.ledger === before.seal.ledger
    : (number === 1) === (previous === null) && (number === 1) === (firstOrdinal === 1);
  if (isLinked) return undefined;
  return {
    number,
    code: 'seals-not-linked',
    sentence: `Segel ${number} tidak menyambung segel sebelumnya: ada segel yang dibuang, diubah atau dipindah.`,
    english: `Seal ${number} does not follow the one before: a seal was taken out, changed or moved.`,
  };
}
