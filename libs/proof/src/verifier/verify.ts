import { statSync } from 'node:fs';
import { verifyBundle, type BundleVerdict, type VerifyOptions } from './bundle';
import { checkAgreement } from './contradiction';
import { notABundle, NotProved, unreadable } from './not-proved';
import { verifyProof } from './proof';
import { bundleReport, proofReport, type Report } from './report';
import { checkHeldSeal, checkTrust, type Trust } from './trust';

export interface AskOptions extends VerifyOptions {
  /** What the reader says it is; absent: told from whether it is a folder. */
  readonly expected?: 'bundle' | 'proof';
}

/** Verifies a bundle's folder, two of them against each other, or a proof's file. Never throws for what it is given. */
export function verify(paths: readonly string[], trust: Trust, options: AskOptions = {}): Report {
  try {
    return reported(paths, trust, options);
  } catch (error) {
    if (!(error instanceof NotProved)) throw error;
    return {
      isProved: false,
      code: error.code,
      headline: [`TIDAK SAH: ${error.sentence}`, `NOT VALID: ${error.english}`],
      proved: [],
      notProved: [],
    };
  }
}

function reported(paths: readonly string[], trust: Trust, options: AskOptions): Report {
  const [path = '', other] = paths;
  const kind = options.expected ?? (other === undefined && !isFolder(path) ? 'proof' : 'bundle');
  if (kind === 'proof') {
    if (isFolder(path)) throw notAProof(path);
    const verdict = verifyProof(path);
    const { sealed, signed } = verdict;
    checkTrust(trust, { seals: [sealed], signed: [signed], keyChanges: [], isWhole: false });
    checkHeldSeal(trust.seal, [sealed]);
    return proofReport(verdict, trust.fingerprints.length > 0);
  }
  const verified = (folder: string): BundleVerdict => {
    try {
      return trusted(folder, trust, options);
    } catch (error) {
      const isNamed = other === undefined || (error instanceof NotProved && error.sentence.includes(folder));
      if (isNamed || !(error instanceof NotProved)) throw error;
      throw new NotProved(error.code, `${folder}: ${error.sentence}`, `${folder}: ${error.english}`);
    }
  };
  const verdict = verified(path);
  const agreesTo = other === undefined ? undefined : checkAgreement(verdict, verified(other));
  checkHeldSeal(trust.seal, verdict.seals);
  return bundleReport(verdict, trust.fingerprints, agreesTo);
}

function trusted(folder: string, trust: Trust, options: VerifyOptions): BundleVerdict {
  if (!isFolder(folder)) throw notABundle(folder);
  const verdict = verifyBundle(folder, options);
  checkTrust(trust, verdict);
  return verdict;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw unreadable(path, error);
  }
}

const notAProof = (path: string) =>
  new NotProved(
    'not-a-proof',
    `${path} adalah folder, bukan berkas bukti. Bundel diperiksa dengan \`verify bundle\`.`,
    `${path} is a folder, not the file of a proof. A bundle is verified by \`verify bundle\`.`,
  );
