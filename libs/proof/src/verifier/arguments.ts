import { isHash } from '../sha256';

/** What a command line names: bundles or a proof, and the keys the reader trusts. */
export interface Named {
  readonly paths: readonly string[];
  readonly fingerprints: readonly string[];
}

/** Fingerprints separated by commas, in digits of either case. @returns undefined when one of them is none */
export function fingerprintsIn(text: string): readonly string[] | undefined {
  const fingerprints = text.split(',').map((each) => each.trim().toLowerCase());
  return fingerprints.every(isHash) ? fingerprints : undefined;
}

/**
 * Tells paths from fingerprints: after `--trust <one>` the others may follow it without the option being repeated. With
 * no `--trust` at all nobody has been named whom to trust, and every word is a path.
 */
export function named(words: readonly string[], fingerprints: readonly string[]): Named {
  if (fingerprints.length === 0) return { paths: words, fingerprints };
  const paths = words.filter((word) => fingerprintsIn(word) === undefined);
  const more = words.flatMap((word) => fingerprintsIn(word) ?? []);
  return { paths, fingerprints: [...new Set([...fingerprints, ...more])] };
}
