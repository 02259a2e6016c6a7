import { Injectable } from '@nestjs/common';
import {
  nikClaimDecider,
  Rejection,
  ruleInForce,
  tariffDecider,
  TARIFF_STREAM_ID,
  workerDecider,
  type JobRow,
} from '@sedekah/ledger';
import { Crossings } from '../crossings/crossings';
import { inTurn } from '../crossings/in-turn';
import type { Call } from '../http/call';
import { Calls } from '../ledger/calls';
import { Ledger } from '../ledger/ledger';
import { Identities, type CheckedWorker } from '../workers/identity';
import type { ImportEnrolment } from './import-input';
import { columnOfField } from './worker-columns';

export interface Candidate {
  readonly line: number;
  readonly worker: CheckedWorker;
}

/** How a row of the file came out. */
type Outcome = 'registered' | 'unchanged';

export interface BatchResult {
  readonly registered: number;
  readonly unchanged: number;
  readonly enrolled: number;
  /** Rows not taken, or taken and not enrolled. */
  readonly rows: readonly JobRow[];
}

interface Known {
  readonly workerId: string;
  readonly outcome: Outcome;
}

/** Registers, and if asked enrols, the workers of some rows. Run again, it finds what was done and counts it the same. */
@Injectable()
export class ImportBatch {
  constructor(
    private readonly identities: Identities,
    private readonly ledger: Ledger,
    private readonly crossings: Crossings,
    private readonly calls: Calls,
  ) {}

  async take(candidates: readonly Candidate[], call: Call, enrolment: ImportEnrolment | null): Promise<BatchResult> {
    const rows: JobRow[] = [];
    const known = new Map<Candidate, Known>();
    const fresh: (Candidate & { readonly workerId: string })[] = [];
    await inTurn(candidates, async (candidate) => {
      const workerId = this.workerIdOf(candidate, call);
      const found = await this.find(candidate, workerId);
      if (found === 'other') rows.push(takenByOther(candidate));
      else if (found) known.set(candidate, found);
      else fresh.push({ ...candidate, workerId });
    });
    const sealed = this.identities.sealAll(
      fresh.map(({ workerId, worker }) => ({ workerId, identity: worker.identity })),
    );
    await inTurn([...fresh.entries()], async ([index, { line, worker, workerId }]) => {
      const problem = await this.register(worker, workerId, sealed[index] as string, call);
      if (problem) rows.push(rowOf(line, problem));
      else known.set({ line, worker }, { workerId, outcome: 'registered' });
    });
    const enrolled = enrolment ? await this.enrolAll(known, enrolment, call, rows) : 0;
    const count = (outcome: Outcome) => [...known.values()].filter((one) => one.outcome === outcome).length;
    return {
      registered: count('registered'),
      unchanged: count('unchanged'),
      enrolled,
      rows: rows.sort((left, right) => left.line - right.line),
    };
  }

  /** The same for the same NIK in the same job, whoever runs it when. */
  private workerIdOf({ worker }: Candidate, call: Call): string {
    return this.calls.partOf(call, `row:${worker.nikHash}`).newId('worker');
  }

  /** The worker who holds this NIK, if any; `other` when what is filed of them differs from the row. */
  private async find({ worker }: Candidate, newId: string): Promise<Known | 'other' | undefined> {
    const { state: claim } = await this.ledger.load(nikClaimDecider, worker.nikHash);
    const workerId = claim.holder?.workerId;
    if (!workerId) return undefined;
    const { state } = await this.ledger.load(workerDecider, workerId);
    // A registration that was interrupted after its first step: taken up again, it is finished.
    if (!state.registered) return undefined;
    if (workerId === newId) return { workerId, outcome: 'registered' };
    const filed = this.identities.open(workerId, state.sealed);
    const same =
      filed !== undefined &&
      state.regionCode === worker.regionCode &&
      state.occupation === worker.occupation &&
      (['name', 'birthDate', 'sex', 'address', 'phone'] as const).every(
        (field) => filed[field] === worker.identity[field],
      );
    return same ? { workerId, outcome: 'unchanged' } : 'other';
  }

  private async register(
    { identity: _, ...worker }: CheckedWorker,
    workerId: string,
    sealed: string,
    call: Call,
  ): Promise<Rejection | undefined> {
    const registration = { workerId, sealed, ...worker, effectiveOn: call.today };
    const steps = this.crossings.begin(this.calls.partOf(call, `row:${worker.nikHash}`));
    return refusal(() => steps.take(nikClaimDecider, worker.nikHash, { type: 'ClaimNik', registration }));
  }

  private async enrolAll(
    known: ReadonlyMap<Candidate, Known>,
    enrolment: ImportEnrolment,
    call: Call,
    rows: JobRow[],
  ): Promise<number> {
    const { state: law } = await this.ledger.load(tariffDecider, TARIFF_STREAM_ID);
    const rules = {
      ageLimit: ruleInForce(law, 'age-limit', enrolment.enrolledOn).value,
      eligibilityCheckDays: ruleInForce(law, 'eligibility-check-days', enrolment.enrolledOn).value,
    };
    let enrolled = 0;
    await inTurn([...known], async ([{ line, worker }, { workerId }]) => {
      const problem = await refusal(async () => {
        if (await this.enrol(workerId, worker.identity.birthDate, enrolment, rules, call)) enrolled += 1;
      });
      if (problem) rows.push(rowOf(line, problem));
    });
    return enrolled;
  }

  /** Whoever was a member before this job is left alone. @returns whether this job enrolled the worker */
  private async enrol(
    workerId: string,
    birthDate: string,
    { group, band, enrolledOn, checkedOn, checkSource, checkReference }: ImportEnrolment,
    rules: { readonly ageLimit: number; readonly eligibilityCheckDays: number },
    call: Call,
  ): Promise<boolean> {
    const enrol = this.calls.partOf(call, `enrol:${workerId}`);
    const { state } = await this.ledger.load(workerDecider, workerId);
    if (state.enrolments.length > 0) return this.ledger.hasDone(workerDecider, workerId, enrol);
    const check = {
      type: 'CheckEligibility',
      source: checkSource,
      eligible: true,
      reference: checkReference,
      checkedOn,
    } as const;
    await this.ledger.execute(workerDecider, workerId, check, this.calls.partOf(call, `check:${workerId}`));
    const command = { type: 'EnrolWorker', group, band, enrolledOn, birthDate, rules, presentMember: false } as const;
    await this.ledger.execute(workerDecider, workerId, command, enrol);
    return true;
  }
}

/** The refusal `work` ends with, if it is refused. */
async function refusal(work: () => Promise<unknown>): Promise<Rejection | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
}

/** A refusal as the row's own: its column, code and sentence, never its values. */
export function rowOf(line: number, { code, sentence, details }: Rejection): JobRow {
  const column = columnOfField(details['field']);
  return { line, ...(column ? { column } : {}), code, message: sentence };
}

const takenByOther = ({ line }: Candidate): JobRow => ({
  line,
  column: 'nik',
  code: 'nik-known',
  message: 'NIK ini sudah terdaftar dengan data lain; periksa baris ini dan data yang tersimpan.',
});
