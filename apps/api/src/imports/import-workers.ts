import { Injectable } from '@nestjs/common';
import { groupOf, schemeDecider } from '@sedekah/ledger';
import { JobRuns } from '../jobs/job-runs';
import type { Call } from '../http/call';
import type { Written } from '../http/written';
import { Calls } from '../ledger/calls';
import { Ledger } from '../ledger/ledger';
import { SCHEME_ID } from '../ledger/scheme-time';
import type { ImportEnrolment, ImportInput } from './import-input';
import { Uploads } from './uploads';
import { checkWorkerFile } from './worker-file';

/** Takes a file in and starts its job. */
@Injectable()
export class ImportWorkers {
  constructor(
    private readonly uploads: Uploads,
    private readonly jobs: JobRuns,
    private readonly calls: Calls,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Stores the file encrypted, reads its header and submits the job. The content is part of the command's input.
   * @throws EdgeProblem `csv-unreadable`, `body-too-large`; Rejection `job-running`, `group-not-registered`
   */
  async submit(
    bytes: AsyncIterable<Buffer>,
    enrolment: ImportEnrolment | null,
    call: Call,
  ): Promise<Written<{ jobId: string }>> {
    if (enrolment) groupOf((await this.ledger.load(schemeDecider, SCHEME_ID)).state, enrolment.group);
    const arrived = await this.uploads.receive(bytes);
    try {
      await checkWorkerFile(this.uploads.read(arrived.name));
    } catch (error) {
      await this.uploads.remove(arrived.name);
      throw error;
    }
    const upload = call.newId('upload');
    const isKept = await this.uploads.keepAs(arrived, upload);
    const input: ImportInput = { upload, enrolment };
    const whole = this.calls.withContent(call, arrived.hash);
    try {
      const written = await this.jobs.submit({ kind: 'worker-import', scope: 'all', input }, whole);
      // A command sent again after its job has ended starts nothing, so nothing waits for the file.
      if (isKept && !this.jobs.isRunning(written.body.jobId)) await this.uploads.remove(upload);
      return written;
    } catch (error) {
      if (isKept) await this.uploads.remove(upload);
      throw error;
    }
  }
}
