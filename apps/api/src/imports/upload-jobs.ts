import { Injectable } from '@nestjs/common';
import { isStoreFailure } from '@sedekah/event-store';
import type { JobKind } from '@sedekah/ledger';
import type { Call } from '../http/call';
import type { Written } from '../http/written';
import { JobRuns } from '../jobs/job-runs';
import { Calls } from '../ledger/calls';
import { Uploads } from './uploads';

/** A job that reads an uploaded file. */
export interface UploadJob {
  readonly kind: JobKind;
  /** Refuses a file that is none of this kind. */
  readonly check: (bytes: AsyncIterable<Buffer>) => Promise<void>;
  /** What the job is given; the file itself waits encrypted under `upload`. */
  readonly input: (upload: string) => Readonly<Record<string, unknown>>;
}

/** Takes files in and starts the jobs that read them. */
@Injectable()
export class UploadJobs {
  constructor(
    private readonly uploads: Uploads,
    private readonly jobs: JobRuns,
    private readonly calls: Calls,
  ) {}

  /**
   * Stores the file encrypted, checks it and submits the job. The content is part of the command's input.
   * @throws EdgeProblem `body-too-large`; Rejection `job-running`; what `check` refuses with
   */
  async submit(
    bytes: AsyncIterable<Buffer>,
    { kind, check, input }: UploadJob,
    call: Call,
  ): Promise<Written<{ jobId: string }>> {
    const arrived = await this.uploads.receive(bytes);
    try {
      await check(this.uploads.read(arrived.name));
    } catch (error) {
      await this.uploads.remove(arrived.name);
      throw error;
    }
    const upload = call.newId('upload');
    const isKept = await this.uploads.keepAs(arrived, upload);
    const whole = this.calls.withContent(call, arrived.hash);
    try {
      const written = await this.jobs.submit({ kind, scope: 'all', input: input(upload) }, whole);
      // A command sent again after its job has ended starts nothing, so nothing waits for the file.
      if (isKept && !this.jobs.isRunning(written.body.jobId)) await this.uploads.remove(upload);
      return written;
    } catch (error) {
      // After a fault of the store the job may be on record all the same and will look for its file; one that nobody asks
      // for is cleared at the next start.
      if (isKept && !isStoreFailure(error)) await this.uploads.remove(upload);
      throw error;
    }
  }
}
