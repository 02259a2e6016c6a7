import { Injectable } from '@nestjs/common';
import { KeyStore } from '@sedekah/key-store';
import { chunks, nikClaimDecider, type JobRow } from '@sedekah/ledger';
import { inTurn } from '../crossings/in-turn';
import type { Call } from '../http/call';
import { Ledger } from '../ledger/ledger';
import { AssignmentChunks, type AssignmentRow, type ChunkOutcome, type ChunkTerms } from './assignment-chunks';
import type { AskedAssignment } from './assignment-columns';

/** A row that says where its worker belongs. */
export interface AskedRow extends Omit<AskedAssignment, 'pledgeId'> {
  readonly line: number;
  readonly pledgeId: string;
}

interface Group extends ChunkTerms {
  readonly rows: readonly AssignmentRow[];
}

/** Assigns the workers of some rows, pledge by pledge. Run again, it finds what was done and counts it the same. */
@Injectable()
export class AssignmentBatch {
  constructor(
    private readonly keys: KeyStore,
    private readonly ledger: Ledger,
    private readonly chunks: AssignmentChunks,
  ) {}

  async take(asked: readonly AskedRow[], call: Call): Promise<ChunkOutcome> {
    const rows: JobRow[] = [];
    const groups = await this.groups(asked, rows);
    const counts = { assigned: 0, unchanged: 0 };
    await inTurn(groups, async (group) => {
      for (const people of chunks(group.rows)) {
        const taken = await this.chunks.assign(group, people, call);
        counts.assigned += taken.assigned;
        counts.unchanged += taken.unchanged;
        rows.push(...taken.rows);
      }
    });
    return { ...counts, rows: rows.sort((left, right) => left.line - right.line) };
  }

  /** Rows by pledge and months, with who they name; unknown people, and those named twice, are reported. */
  private async groups(asked: readonly AskedRow[], rows: JobRow[]): Promise<Group[]> {
    const found = new Map<number, AssignmentRow>();
    await inTurn(asked, async ({ line, workerId, nik }) => {
      const id = workerId === '' ? await this.holderOf(nik) : workerId;
      if (id !== undefined) found.set(line, { line, workerId: id, column: workerId === '' ? 'nik' : 'id_pekerja' });
      else rows.push({ line, column: 'nik', code: 'worker-unknown', message: UNKNOWN_NIK });
    });
    const alike = Map.groupBy(asked, ({ pledgeId, firstMonth, lastMonth }) =>
      JSON.stringify([pledgeId, firstMonth, lastMonth]),
    );
    return [...alike.values()].map((group): Group => {
      const [first] = group;
      if (!first) throw new Error('a group of no rows');
      const { pledgeId, firstMonth, lastMonth } = first;
      const lines = new Map<string, number>();
      const people = group.flatMap(({ line }) => {
        const row = found.get(line);
        if (!row) return [];
        const before = lines.get(row.workerId);
        if (before !== undefined) rows.push(duplicateOf(row, before));
        lines.set(row.workerId, before ?? line);
        return before === undefined ? [row] : [];
      });
      return { pledgeId, firstMonth, lastMonth, rows: people };
    });
  }

  private async holderOf(nik: string): Promise<string | undefined> {
    const { state } = await this.ledger.load(nikClaimDecider, this.keys.keyedHash('nik', nik));
    return state.holder?.workerId;
  }
}

const UNKNOWN_NIK = 'NIK ini belum terdaftar; impor dahulu pekerjanya.';

const duplicateOf = ({ line, column }: AssignmentRow, first: number): JobRow => ({
  line,
  column,
  code: 'row-duplicate',
  message: `Pekerja pada baris ini sama dengan baris ${first}; satu orang cukup satu baris.`,
});
