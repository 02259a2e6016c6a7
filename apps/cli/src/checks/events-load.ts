import type { StoredEvent } from '@sedekah/event-store';
import { isLocalDate } from '@sedekah/ledger';
import { faultOf, type FormFault } from '../forms/fault';
import { isKnownType } from '../history/narration';
import type { Check } from './check';

/** Versions of the events' schema that this program reads. */
const VERSIONS: ReadonlySet<unknown> = new Set([1]);

/**
 * Every event is of a type and version that this program knows, has every field of its form and no other (rupiah, days,
 * months, ids as such), says who recorded it and when, and was not recorded before the one ahead of it in its stream.
 */
export const eventsLoad: Check = {
  name: 'events-load',
  proves: [
    'Setiap peristiwa dikenal, lengkap, bertanggal, dan menyebut siapa yang mencatat dan kapan.',
    'Every event is known, whole, dated, and says who recorded it and when.',
  ],
  failure: [
    'Peristiwa diubah di luar program, atau program ini lebih tua daripada catatannya.',
    'An event was changed outside the program, or this program is older than the log.',
  ],
  start: (_, report) => {
    const recordedAts = new Map<string, string>();
    return {
      see: (event) => {
        const problem = problemOf(event) ?? timeProblem(event, recordedAts);
        if (problem) report({ at: event, sentence: problem[0], english: problem[1] });
      },
    };
  },
};

type Problem = readonly [indonesian: string, english: string];

function problemOf({ type, data, metadata }: StoredEvent): Problem | undefined {
  if (!isKnownType(type)) return [`jenis ${type} tidak dikenal`, `the type ${type} is not known`];
  const { version, ...who } = metadata as Partial<Record<string, unknown>>;
  if (!VERSIONS.has(version))
    return [`versi ${String(version)} tidak dikenal`, `version ${String(version)} is not known`];
  for (const field of ['commandId', 'inputHash', 'by', 'recordedAt']) {
    if (typeof who[field] !== 'string' || who[field] === '') return [`tanpa ${field}`, `without ${field}`];
  }
  if (!isLocalDate((data as { effectiveOn?: unknown }).effectiveOn))
    return ['tanpa tanggal berlaku', 'without its day'];
  const fault = faultOf(type, data);
  return fault && [`${FAULTS[fault.problem]}: ${fault.field}`, `the field ${fault.field} is ${fault.problem}`];
}

const FAULTS: Readonly<Record<FormFault['problem'], string>> = {
  missing: 'isinya tidak lengkap, kurang',
  malformed: 'isinya tidak sah',
  unknown: 'isinya tidak dikenal',
};

function timeProblem({ stream, metadata }: StoredEvent, recordedAts: Map<string, string>): Problem | undefined {
  const { recordedAt } = metadata as { recordedAt: string };
  const previous = recordedAts.get(stream) ?? '';
  recordedAts.set(stream, recordedAt);
  if (Number.isNaN(Date.parse(recordedAt))) return [`waktu ${recordedAt} salah`, `the time ${recordedAt} is none`];
  if (recordedAt >= previous) return undefined;
  return [`dicatat ${recordedAt}, sebelum ${previous}`, `recorded ${recordedAt}, before ${previous}`];
}
