export { canonicalJson } from './canonical';
export { compareCover, CoverBook, pageHash, PAGE_ENTRIES, type CoverEntry, type CoverRoot } from './cover-book';
export { InclusionPaths } from './inclusion-paths';
export { BUNDLE_FILES, manifestText, sealLine } from './manifest';
export { leafHash, MerkleEdge } from './merkle';
export type { NoCoverProof, PaymentProof, ProofDocument, ProvenEvent, ProvenPage } from './proof-documents';
export { differenceFrom, Reckoning, type Reckoned } from './reckoning';
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
export { checkSeals, type BrokenSeal } from './seal-chain';
export { HASH_BYTES, sha256Hex } from './sha256';
export { fingerprintOf, isSignedBy, publicKeyText, rotationText, signText } from './signing-keys';
export { StreamBook, type StreamCounts } from './stream-book';
export { fingerprintsIn, named } from './verifier/arguments';
export { reportText, type Report } from './verifier/report';
export type { Trust } from './verifier/trust';
export { verify } from './verifier/verify';
