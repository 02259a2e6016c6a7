import { Injectable } from '@nestjs/common';
import { groupOf, schemeDecider } from '@sedekah/ledger';
import type { Call } from '../http/call';
import { Ledger } from '../ledger/ledger';
import { SCHEME_ID } from '../ledger/scheme-time';
import { checkCsvFile } from './csv-file';
import type { ImportEnrolment, ImportInput } from './import-input';
import { UploadJobs } from './upload-jobs';
import { workerHeader } from './worker-columns';

/** Takes a list of workers in and starts its job. */
@Injectable()
export class ImportWorkers {
  constructor(
    private readonly uploads: UploadJobs,
    private readonly ledger: Ledger,
  ) {}

  /** @throws EdgeProblem `csv-unreadable`, `body-too-large`; Rejection `job-running`, `group-not-registered` */
  async submit(bytes: AsyncIterable<Buffer>, enrolment: ImportEnrolment | null, call: Call) {
    if (enrolment) groupOf((await this.ledger.load(schemeDecider, SCHEME_ID)).state, enrolment.group);
    const job = {
      kind: 'worker-import' as const,
      check: (file: AsyncIterable<Buffer>) => checkCsvFile(file, workerHeader),
      input: (upload: string): ImportInput => ({ upload, enrolment }),
    };
    return this.uploads.submit(bytes, job, call);
  }
}
