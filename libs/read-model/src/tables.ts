import { appUser, userRole } from './users/projection';
import { assignment, assignmentRelease } from './assignments/projection';
import {
  allocation,
  allocationOrder,
  allocationRepricing,
  allocationReversal,
  premium,
  sponsorStep,
} from './premiums/projection';
import { authority, authorityFact } from './authorities/projection';
import { bpjsCode, credit, creditPart } from './payments/credits';
import { checkpoint, logEntry, readModel } from './log/tables';
import { crossing } from './crossings/projection';
import { chargePayment, directListing, payment, paymentFact } from './payments/projection';
import { eligibilityCheck, worker, workerBenefit, workerEnd, workerEnrolment, workerFact } from './workers/projection';
import { sponsorApart, sponsorHeads, workerApart } from './heads/tables';
import { cover, journalEntry, journalLine, sponsorTotal } from './journal/tables';
import { job, jobRow, jobStep } from './jobs/projection';
import { law } from './law/projection';
import { pledgeTerms, pledgeWithdrawal, sponsor } from './sponsors/projection';
import { remittance, remittanceSponsor, remittanceStep, remittanceWorker } from './remittances/projection';
import { schemeSettings } from './scheme/projection';
import type { ColumnsOf, RowOf } from './store/table';

/** Raised with every change of a table: a read model of another version is built anew, never altered. */
export const SCHEMA_VERSION = 3;

/** Every table of a read model. Facts are only ever added, each with the `ordinal` of its event. */
export const TABLES = {
  read_model: readModel,
  checkpoint,
  log_entry: logEntry,
  scheme_settings: schemeSettings,
  app_user: appUser,
  user_role: userRole,
  authority,
  authority_fact: authorityFact,
  sponsor,
  pledge_terms: pledgeTerms,
  pledge_withdrawal: pledgeWithdrawal,
  payment,
  payment_fact: paymentFact,
  direct_listing: directListing,
  charge_payment: chargePayment,
  credit,
  credit_part: creditPart,
  bpjs_code: bpjsCode,
  journal_entry: journalEntry,
  journal_line: journalLine,
  cover,
  sponsor_total: sponsorTotal,
  assignment,
  assignment_release: assignmentRelease,
  sponsor_heads: sponsorHeads,
  worker_apart: workerApart,
  sponsor_apart: sponsorApart,
  allocation,
  allocation_order: allocationOrder,
  allocation_reversal: allocationReversal,
  allocation_repricing: allocationRepricing,
  premium,
  sponsor_step: sponsorStep,
  worker,
  worker_enrolment: workerEnrolment,
  worker_end: workerEnd,
  worker_fact: workerFact,
  worker_benefit: workerBenefit,
  eligibility_check: eligibilityCheck,
  remittance,
  remittance_sponsor: remittanceSponsor,
  remittance_step: remittanceStep,
  remittance_worker: remittanceWorker,
  law,
  job,
  job_step: jobStep,
  job_row: jobRow,
  crossing,
} as const;

export type TableName = keyof typeof TABLES;
export type TableRow<Name extends TableName> = RowOf<(typeof TABLES)[Name]>;
/** The tables as Kysely sees them. */
export type ReadModelTables = { [Name in TableName]: ColumnsOf<(typeof TABLES)[Name]> };
