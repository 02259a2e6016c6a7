import { once } from 'node:events';

/** Writes to stdout; what is written may be larger than memory wants to hold, so the reader sets the pace. */
export async function write(block: string): Promise<void> {
  if (!process.stdout.write(block)) await once(process.stdout, 'drain');
}
