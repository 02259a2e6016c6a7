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

/** What holds for every row of a list of assignments that does not say it itself. */
export interface AssignmentTerms {
  readonly pledgeId: string | null;
  /** Of those whose row names none; null: the pledge's own. */
  readonly firstMonth: string | null;
  readonly lastMonth: string | null;
}

/** What an assignment job was given. */
export interface AssignmentInput extends AssignmentTerms, Record<string, unknown> {
  readonly upload: string;
}

/** What a worker-import job was given; the file itself waits encrypted under `upload`. */
export interface ImportInput extends Record<string, unknown> {
  readonly upload: string;
  readonly enrolment: ImportEnrolment | null;
}
