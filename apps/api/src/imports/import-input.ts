import type { CheckSource } from '@sedekah/ledger';

/** Bulk enrolment of everyone in a file, under one check. */
export interface ImportEnrolment {
  readonly group: string;
  readonly band: number;
  readonly enrolledOn: string;
  readonly checkedOn: string;
  readonly checkSource: CheckSource;
  readonly checkReference: string;
}

/** What a worker-import job was given; the file itself waits encrypted under `upload`. */
export interface ImportInput extends Record<string, unknown> {
  readonly upload: string;
  readonly enrolment: ImportEnrolment | null;
}
