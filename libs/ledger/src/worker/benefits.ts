import type { Context } from '../decider';
import { Rejection } from '../rejection';
import { requireAmount, requireNotBefore, requireNotFuture, rupiah, rupiahEnglish } from '../requirements';
import type { RecordBenefit } from './commands';
import type { WorkerEvent } from './events';
import { benefitKeyOf, type RecordedBenefit, type RegisteredWorker } from './state';

/**
 * Records what BPJS paid. It moves no money of the scheme. The same reference again, e.g. at a handover ceremony days
 * later, records nothing; JKM is one lump sum, so a second one under another reference is refused.
 * @throws Rejection amount-invalid, date-in-the-future, date-out-of-order, worker-not-deceased, benefit-exists
 */
export function recordBenefit(state: RegisteredWorker, command: RecordBenefit, context: Context): WorkerEvent[] {
  const { kind, amount, heirs, reference, paidOn } = command;
  requireAmount(amount, 'amount');
  requireNotFuture(paidOn, 'paidOn', context);
  if (!Number.isSafeInteger(heirs) || heirs < 0) throw new Error('heirs is no count');
  const same = state.benefits.get(benefitKeyOf(reference));
  if (same && same.kind === kind && same.amount === amount && same.heirs === heirs) return [];
  if (same) throw exists(same);
  if (kind === 'jkm') refuseSecondJkm(state);
  if (state.diedOn !== undefined && kind === 'jkm') requireNotBefore(paidOn, 'paidOn', state.diedOn, 'WorkerDied');
  const data = { workerId: state.workerId, kind, amount, heirs, reference: reference.trim(), effectiveOn: paidOn };
  return [{ type: 'BenefitRecorded', data }];
}

function refuseSecondJkm({ diedOn, benefits }: RegisteredWorker): void {
  if (diedOn === undefined) {
    throw new Rejection(
      'worker-not-deceased',
      'Santunan kematian dicatat untuk pekerja yang kematiannya sudah dicatat; catat dahulu kematiannya.',
      'A death benefit is recorded for a worker whose death is recorded; record the death first.',
      { field: 'kind' },
    );
  }
  const first = [...benefits.values()].find(({ kind }) => kind === 'jkm');
  if (first) throw exists(first);
}

const exists = ({ kind, amount, heirs, reference, on }: RecordedBenefit): Rejection =>
  new Rejection(
    'benefit-exists',
    `Manfaat ${kind} ${rupiah(amount)} nomor ${reference} tanggal ${on} sudah tercatat. Acara penyerahan bukan manfaat kedua.`,
    `The ${kind} benefit of ${rupiahEnglish(amount)}, number ${reference} of ${on}, is recorded already. A handover ceremony is no second benefit.`,
    { kind, amount, heirs: String(heirs), reference, paidOn: on },
  );
