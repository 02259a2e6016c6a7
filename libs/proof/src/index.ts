export { canonicalJson } from './canonical';
export { CoverBook, coverLeafHash, compareCover, type Commitment, type CoverLeaf } from './cover-book';
export { inclusionPath, rootByPath, type LeafAt } from './inclusion';
export { leafHash, MerkleEdge, nodeHash, rootOf } from './merkle';
export {
  isSealDocument,
  sealHash,
  signedBy,
  signedText,
  type SealDocument,
  type SealParty,
  type SealSignature,
  type SealStatement,
  type Signed,
} from './seal';
export { HASH_BYTES, sha256Hex } from './sha256';
export { fingerprintOf, isSignedBy, publicKeyText, rotationText, signText } from './signing-keys';
export { StreamBook } from './stream-book';
