import { Injectable } from '@nestjs/common';
import { pledgeOf, sponsorDecider } from '@sedekah/ledger';
import type { Call } from '../http/call';
import { Ledger } from '../ledger/ledger';
import { sponsorOfPledge } from '../pledges/pledge-id';
import { assignmentHeader } from './assignment-columns';
import { checkCsvFile } from './csv-file';
import type { AssignmentInput, AssignmentTerms } from './import-input';
import { UploadJobs } from './upload-jobs';

/** Takes a list of assignments in and starts its job. */
@Injectable()
export class ImportAssignments {
  constructor(
    private readonly uploads: UploadJobs,
    private readonly ledger: Ledger,
  ) {}

  /** @throws EdgeProblem `csv-unreadable`, `body-too-large`; Rejection `job-running`, `pledge-unknown` */
  async submit(bytes: AsyncIterable<Buffer>, terms: AssignmentTerms, call: Call) {
    const { pledgeId, firstMonth, lastMonth } = terms;
    if (pledgeId !== null)
      pledgeOf((await this.ledger.load(sponsorDecider, sponsorOfPledge(pledgeId))).state, pledgeId);
    const job = {
      kind: 'assignment' as const,
      check: (file: AsyncIterable<Buffer>) => checkCsvFile(file, assignmentHeader(pledgeId !== null)),
      input: (upload: string): AssignmentInput => ({ upload, pledgeId, firstMonth, lastMonth }),
    };
    return this.uploads.submit(bytes, job, call);
  }
}
