import type { LedgerEventOf } from '@sedekah/ledger';
import { rupiah } from '../output/numbers';
import type { Link } from './chain';
import type { Known } from './standing';

/** Something a reader of the chain should know, and that does not break it. */
export interface Note {
  readonly code: 'owed' | 'direct' | 'no-paper' | 'died' | 'reason';
  readonly sentence: string;
  readonly english: string;
}

export function notesOf(known: Known, chain: readonly Link[]): Note[] {
  return [...reason(known), ...owed(known), ...direct(known), ...paper(known, chain), ...died(known)];
}

/** Why the chain ends where it does, in the words of whoever recorded it. */
function reason({ attempt, worker }: Known): Note[] {
  const { workerId } = (worker[0]?.data ?? {}) as { workerId?: string };
  const event = attempt?.cancelled ?? attempt?.ended;
  const { reason: given, workers } = (event?.data ?? {}) as {
    reason?: string;
    workers?: readonly { workerId: string; reason: string }[];
  };
  const why = given ?? workers?.find((each) => each.workerId === workerId)?.reason;
  return why ? [{ code: 'reason', sentence: `Alasannya: ${why}.`, english: 'The reason that was recorded.' }] : [];
}

function owed({ sponsored }: Known): Note[] {
  const share = sponsored?.paid?.shares.find(({ paymentId }) => paymentId === null);
  if (!share) return [];
  return [
    {
      code: 'owed',
      sentence: `${rupiah(share.amount)} belum dibayar oleh setoran mana pun: piutang pada penanggung.`,
      english: 'That part is paid by no payment: the sponsor owes it.',
    },
  ];
}

function direct({ attempt }: Known): Note[] {
  if (!attempt?.allocated.data.parts.some(({ place }) => place.startsWith('direct:'))) return [];
  return [
    {
      code: 'direct',
      sentence: 'Dibayar langsung ke BPJS: tidak ada kredit bank, buktinya kode iuran dan kwitansi BPJS.',
      english: 'Paid to BPJS directly: there is no bank credit, BPJS’s billing code and receipt are the evidence.',
    },
  ];
}

function paper({ sponsored }: Known, chain: readonly Link[]): Note[] {
  if (!sponsored || chain.some(({ kind }) => kind === 'authority')) return [];
  return [
    {
      code: 'no-paper',
      sentence: 'Ikrar ini tidak menyebut dasar hukum (PKS, SK, DPA).',
      english: 'The pledge cites no legal paper.',
    },
  ];
}

function died({ worker, month }: Known): Note[] {
  const event = worker.find(({ type }) => type === 'WorkerDied');
  const { effectiveOn } = (event?.data ?? {}) as Partial<LedgerEventOf<'WorkerDied'>['data']>;
  if (effectiveOn === undefined || effectiveOn.slice(0, 7) > month) return [];
  return [
    {
      code: 'died',
      sentence: `Pekerja ini meninggal pada ${effectiveOn}.`,
      english: `The worker died on ${effectiveOn}.`,
    },
  ];
}
