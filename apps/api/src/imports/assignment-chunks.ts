import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { pledgeOf, Rejection, roomIn, sponsorDecider, type JobRow, type SponsorState } from '@sedekah/ledger';
import { assignWorkers } from '../crossings/assignments';
import { Crossings } from '../crossings/crossings';
import type { Call } from '../http/call';
import { Calls } from '../ledger/calls';
import { Ledger } from '../ledger/ledger';
import { sponsorOfPledge } from '../pledges/pledge-id';

/** What the rows of a chunk have in common. Months that are not given are the pledge's own. */
export interface ChunkTerms {
  readonly pledgeId: string;
  readonly firstMonth: string | undefined;
  readonly lastMonth: string | undefined;
}

export interface AssignmentRow {
  readonly line: number;
  readonly workerId: string;
  /** Which column says who it is. */
  readonly column: 'nik' | 'id_pekerja';
}

export interface ChunkOutcome {
  readonly assigned: number;
  /** Assigned there before this job. */
  readonly unchanged: number;
  /** Rows not taken. */
  readonly rows: readonly JobRow[];
}

/** How often an assignment is begun that a crash cut short and the ledger then undid. */
const ATTEMPTS = [1, 2, 3, 4, 5] as const;

/** Assigns the workers of one chunk to their pledge. The same chunk again finds what was done. */
@Injectable()
export class AssignmentChunks {
  constructor(
    private readonly ledger: Ledger,
    private readonly crossings: Crossings,
    private readonly calls: Calls,
  ) {}

  /** At most 500 rows, each worker once. Whoever does not fit into the quota is refused, in the order of the rows. */
  async assign(terms: ChunkTerms, rows: readonly AssignmentRow[], call: Call): Promise<ChunkOutcome> {
    const parts = ATTEMPTS.map((attempt) => partOf(terms, rows, attempt));
    try {
      for (const part of parts) {
        const outcome = await this.attempt(terms, rows, this.calls.partOf(call, part), () =>
          parts.map((each) => this.calls.partOf(call, each).newId('assignment')),
        );
        if (outcome) return outcome;
      }
      throw new Error(`an assignment to ${terms.pledgeId} was interrupted ${ATTEMPTS.length} times`);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      return { assigned: 0, unchanged: 0, rows: rows.map(({ line }) => rowOf(line, 'id_ikrar', error)) };
    }
  }

  /** @returns nothing when this attempt was cut short by a crash and undone since @throws Rejection of the whole chunk */
  private async attempt(
    { pledgeId, ...months }: ChunkTerms,
    rows: readonly AssignmentRow[],
    call: Call,
    ownIds: () => readonly string[],
  ): Promise<ChunkOutcome | undefined> {
    const sponsorId = sponsorOfPledge(pledgeId);
    const { state } = await this.ledger.load(sponsorDecider, sponsorId);
    const pledge = pledgeOf(state, pledgeId);
    const { firstMonth = pledge.firstMonth, lastMonth = pledge.lastMonth } = months;
    const terms = { assignmentId: call.newId('assignment'), sponsorId, pledgeId, firstMonth, lastMonth };
    const present = presentIn(state, rows, terms);
    const waiting = rows.filter((row) => !present.has(row));
    const own = new Set(present.size > 0 ? ownIds() : []);
    const before = [...present.values()].filter((assignmentId) => own.has(assignmentId)).length;
    const room = Math.max(0, roomIn(pledge, firstMonth, lastMonth));
    const steps = this.crossings.begin(call);
    await steps.rehearse(sponsorDecider, sponsorId, { type: 'AssignBeneficiaries', ...terms, workers: [] });
    const fitting = waiting.slice(0, room);
    const people = fitting.map(({ workerId }) => workerId);
    const refused = await unlessInterrupted(() => assignWorkers(terms, people, steps));
    if (!refused) return undefined;
    const reasons = new Map(refused.map(({ workerId, refusal }) => [workerId, refusal]));
    return {
      assigned: before + fitting.length - reasons.size,
      unchanged: present.size - before,
      rows: [
        ...waiting.slice(room).map(({ line }) => rowOf(line, 'id_ikrar', quotaReached(pledge.quota))),
        ...fitting.flatMap(({ line, column, workerId }) => {
          const refusal = reasons.get(workerId);
          return refusal ? [rowOf(line, column, refusal)] : [];
        }),
      ],
    };
  }
}

/** Names the attempt by all that is in it: what is put together otherwise is another assignment. */
function partOf({ pledgeId, firstMonth, lastMonth }: ChunkTerms, rows: readonly AssignmentRow[], attempt: number) {
  const people = createHash('sha256')
    .update(rows.map(({ workerId }) => workerId).join())
    .digest('base64url');
  return `assign ${pledgeId} ${firstMonth ?? ''} ${lastMonth ?? ''} ${people} ${attempt}`;
}

interface Months {
  readonly pledgeId: string;
  readonly firstMonth: string;
  readonly lastMonth: string;
}

/** Who is assigned to the pledge in all these months already, and by which assignment. */
function presentIn(state: SponsorState, rows: readonly AssignmentRow[], { pledgeId, firstMonth, lastMonth }: Months) {
  const present = new Map<AssignmentRow, string>();
  for (const row of rows) {
    const member = state.members
      .get(row.workerId)
      ?.find((each) => each.pledgeId === pledgeId && each.firstMonth <= firstMonth && each.lastMonth >= lastMonth);
    if (member) present.set(row, member.assignmentId);
  }
  return present;
}

async function unlessInterrupted<Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Rejection && error.code === 'assignment-interrupted') return undefined;
    throw error;
  }
}

const rowOf = (line: number, column: string, { code, sentence }: Rejection): JobRow => ({
  line,
  column,
  code,
  message: sentence,
});

const quotaReached = (quota: number): Rejection =>
  new Rejection(
    'quota-exceeded',
    `Kuota ikrar ${quota} pekerja sudah penuh; ubah ikrarnya atau tetapkan pada ikrar lain.`,
    `The pledge is for ${quota} workers and is full; amend it or assign to another pledge.`,
  );
