/** What was claimed does not hold, or cannot be read: the verdict is no. Says what and where, in two languages. */
export class NotProved extends Error {
  override readonly name = 'NotProved';

  constructor(
    readonly code: string,
    readonly sentence: string,
    readonly english: string,
  ) {
    super(`${sentence} / ${english}`);
  }
}

/** The file cannot be read at all. */
export function unreadable(path: string, error: unknown): NotProved {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
  return new NotProved(
    'file-unreadable',
    `${path} tidak dapat dibaca (${code}). Periksa tempatnya, atau minta salinan lain.`,
    `${path} cannot be read (${code}). Check where it is, or ask for another copy.`,
  );
}

/** There is something at that place, and it is no bundle. */
export const notABundle = (path: string) =>
  new NotProved(
    'not-a-bundle',
    `${path} bukan bundel: bundel adalah folder yang berisi manifest.json, seals.jsonl dan events.jsonl.`,
    `${path} is no bundle: a bundle is a folder that holds manifest.json, seals.jsonl and events.jsonl.`,
  );
