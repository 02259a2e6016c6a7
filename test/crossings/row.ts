import type { Cast, Request, Story } from './story';

/** One flow of the table of crossings: what must be there first, and the command that begins it. */
export interface Row {
  readonly name: string;
  readonly before: (story: Story, cast: Cast) => Promise<Request>;
}

/** The worker at `index` of the cast. */
export function workerOf({ workers }: Cast, index: number): string {
  const worker = workers[index];
  if (worker === undefined) throw new Error(`the cast has no worker ${index}`);
  return worker;
}

export const byTreasurer = (url: string, body: object | string = {}): Request => ({ by: 'treasurer', url, body });
export const byVerifier = (url: string, body: object = {}): Request => ({ by: 'verifier', url, body });
