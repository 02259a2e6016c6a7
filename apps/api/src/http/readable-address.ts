/** As the router takes them: a longer part of an address is no id of ours. */
const LONGEST_PART = 100;
const NOWHERE = '/nowhere';

/**
 * The address, or one that leads nowhere when no record can have it: a wrong percent sign, U+0000 (no database takes
 * it), a part too long. Fastify would answer these by itself, in its own form, showing the address.
 */
export function readableAddress({ url = '/' }: { readonly url?: string | undefined }): string {
  const [path = ''] = url.split('?', 1);
  if (path.length <= LONGEST_PART && !path.includes('%')) return url;
  try {
    const parts = path.split('/').map(decodeURIComponent);
    return parts.every((part) => part.length <= LONGEST_PART && !part.includes('\0')) ? url : NOWHERE;
  } catch {
    return NOWHERE;
  }
}
