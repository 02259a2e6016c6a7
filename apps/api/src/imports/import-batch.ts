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

interface Taken {
  readonly outcome: Outcome;
  readonly isEnrolled: boolean;
}

/** In the ledger already: before this job, or by an earlier run of it. */
interface Known extends Candidate {
  readonly workerId: string;
  readonly outcome: Outcome;
}

interface Fresh extends Candidate {
  readonly workerId: string;
  /** The call of this row. */
  readonly call: Call;
}

interface Sealed extends Fresh {
  readonly sealed: string;
}

interface Terms extends ImportEnrolment {
  readonly rules: { readonly ageLimit: number; readonly eligibilityCheckDays: number };
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
    const terms = enrolment && { ...enrolment, rules: await this.rulesOn(enrolment.enrolledOn) };
    const sorted = await this.sort(candidates, call, rows);
    const counts = { registered: 0, unchanged: 0, enrolled: 0 };
    const count = ({ outcome, isEnrolled }: Taken) => {
      counts[outcome] += 1;
      if (isEnrolled) counts.enrolled += 1;
    };
    await inTurn(sorted.known, async ({ worker, line, workerId, outcome }) => {
      const birthDate = worker.identity.birthDate;
      const enrolled = terms ? await attempt(() => this.enrolKnown(workerId, birthDate, terms, call)) : false;
      if (enrolled instanceof Rejection) rows.push(rowOf(line, enrolled));
      count({ outcome, isEnrolled: enrolled === true });
    });
    await inTurn(await this.sealed(sorted.fresh), async (fresh) => {
      const registered = await attempt(() => this.register(fresh, terms, call));
      if (registered instanceof Rejection) return void rows.push(rowOf(fresh.line, registered));
      if (registered.refusal) rows.push(rowOf(fresh.line, registered.refusal));
      count({ outcome: 'registered', isEnrolled: terms !== null && !registered.refusal });
    });
    return { ...counts, rows: rows.sort((left, right) => left.line - right.line) };
  }

  /** Who is in the ledger already and who is not; whoever stands there with other data is reported. */
  private async sort(candidates: readonly Candidate[], call: Call, rows: JobRow[]) {
    const known: Known[] = [];
    const fresh: Fresh[] = [];
    await inTurn(candidates, async (candidate) => {
      // The same for the same NIK in the same job, whoever runs it when.
      const ofRow = this.calls.partOf(call, `row:${candidate.worker.nikHash}`);
      const workerId = ofRow.newId('worker');
      const found = await this.find(candidate, workerId);
      if (found === 'other') rows.push(takenByOther(candidate));
      else if (found) known.push({ ...candidate, ...found });
      else fresh.push({ ...candidate, workerId, call: ofRow });
    });
    return { known, fresh };
  }

  /** The worker who holds this NIK, if any; `other` when what is filed of them differs from the row. */
  private async find(
    { worker }: Candidate,
    newId: string,
  ): Promise<Pick<Known, 'workerId' | 'outcome'> | 'other' | undefined> {
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

  /** All keys with one write to disk, before any event needs them. */
  private async sealed(fresh: readonly Fresh[]): Promise<Sealed[]> {
    const sealed = await this.identities.sealAll(
      fresh.map(({ workerId, worker }) => ({ workerId, identity: worker.identity })),
    );
    return fresh.map((each, index) => ({ ...each, sealed: sealed[index] as string }));
  }

  /**
   * Claims the NIK; then registration, check and enrolment, sent together, go into the worker's stream in one append, in
   * this order. @throws Rejection when the NIK is not free @returns why the worker was not enrolled
   */
  private async register(
    { worker: { identity, ...worker }, workerId, sealed, call: ofRow }: Sealed,
    terms: Terms | null,
    call: Call,
  ): Promise<{ readonly refusal?: Rejection }> {
    const registration = { workerId, sealed, ...worker, effectiveOn: call.today };
    const steps = this.crossings.begin(ofRow);
    const claim = { type: 'ClaimNik', registration } as const;
    const { events } = await steps.onlyNew(nikClaimDecider, worker.nikHash, claim);
    const [registered, enrolled] = await Promise.allSettled([
      this.crossings.follow(events, steps),
      terms && attempt(() => this.enrol(workerId, identity.birthDate, terms, call)),
    ]);
    for (const outcome of [registered, enrolled]) if (outcome.status === 'rejected') throw outcome.reason;
    const refusal = enrolled.status === 'fulfilled' ? enrolled.value : null;
    return refusal instanceof Rejection ? { refusal } : {};
  }

  private async rulesOn(day: string) {
    const { state: law } = await this.ledger.load(tariffDecider, TARIFF_STREAM_ID);
    return {
      ageLimit: ruleInForce(law, 'age-limit', day).value,
      eligibilityCheckDays: ruleInForce(law, 'eligibility-check-days', day).value,
    };
  }

  /** Whoever was a member before this job is left alone. @returns whether this job enrolled the worker */
  private async enrolKnown(workerId: string, birthDate: string, terms: Terms, call: Call): Promise<boolean> {
    const { state } = await this.ledger.load(workerDecider, workerId);
    if (state.enrolments.length > 0)
      return this.ledger.hasDone(workerDecider, workerId, this.enrolling(workerId, call));
    await this.enrol(workerId, birthDate, terms, call);
    return true;
  }

  /** Check and enrolment, in one append. @throws Rejection */
  private async enrol(workerId: string, birthDate: string, terms: Terms, call: Call): Promise<void> {
    const { group, band, enrolledOn, checkedOn, checkSource: source, checkReference: reference, rules } = terms;
    const check = { type: 'CheckEligibility', source, eligible: true, reference, checkedOn } as const;
    const enrol = { type: 'EnrolWorker', group, band, enrolledOn, birthDate, rules, presentMember: false } as const;
    const checking = this.calls.partOf(call, `check:${workerId}`);
    const both = await Promise.allSettled([
      this.ledger.executeNew(workerDecider, workerId, check, checking),
      this.ledger.executeNew(workerDecider, workerId, enrol, this.enrolling(workerId, call)),
    ]);
    for (const outcome of both) if (outcome.status === 'rejected') throw outcome.reason;
  }

  private enrolling(workerId: string, call: Call): Call {
    return this.calls.partOf(call, `enrol:${workerId}`);
  }
}

/** What `work` answers, or the refusal it ends with. */
async function attempt<Answer>(work: () => Promise<Answer>): Promise<Answer | Rejection> {
  try {
    return await work();
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
