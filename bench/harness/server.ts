import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { ServerProcess } from '../../test/crash/server-process';
import type { Officer } from './officer';

const LOOK_EVERY_MS = 100;

/** Resident memory of a running server at its highest so far, as Linux tells it. */
export function peakMegabytes({ pid }: ServerProcess): number {
  const kibibytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kibibytes) / 1_024);
}

interface Job {
  readonly status: string;
  readonly done: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly failure: { readonly code: string; readonly reason: string } | null;
}

/** Waits until a job has ended. @throws Error when it failed */
export async function jobDone(officer: Officer, jobId: string): Promise<Job['counts']> {
  for (;;) {
    const { status, body } = await officer.send<Job>('GET', `/v1/jobs/${jobId}`);
    if (status < 300 && body.status === 'completed') return body.counts;
    if (status < 300 && body.status === 'failed') throw new Error(`job failed: ${JSON.stringify(body.failure)}`);
    await wait(LOOK_EVERY_MS);
  }
}

/** Waits until the tables hold everything stored. */
export async function caughtUp(officer: Officer): Promise<void> {
  for (;;) {
    const { body } = await officer.send<{ lagEvents: number | null }>('GET', '/health/ready');
    if (body.lagEvents === 0) return;
    await wait(LOOK_EVERY_MS);
  }
}
