import type { Context } from '../decider';
import { compare, isNegative, isPositive, subtract, sum, type Rupiah } from '../money';
import { Rejection } from '../rejection';
import { requireAmount, requireNotFuture, rupiah, rupiahEnglish } from '../requirements';
import type { AmendCeiling, ReleaseCommitment, RepriceCommitment, ReserveCommitment } from './commands';
import { assertCovers } from './covers';
import type { CeilingAmended, CommitmentReleased, CommitmentReserved } from './events';
import { budgetInForce, commitmentOf, knownAuthority, type AuthorityState } from './state';

/**
 * A rise holds from the day of its paper, a cut from today. Neither before the change it replaces: amendments recorded
 * out of order must not let an older ceiling win on a later day.
 */
export function amendCeiling(state: AuthorityState, command: AmendCeiling, context: Context): CeilingAmended[] {
  const { authorityId, ceiling: before, committed } = budgetInForce(state);
  const { ceiling, number, reason, signedOn } = command;
  requireAmount(ceiling, 'ceiling');
  requireNotFuture(signedOn, 'signedOn', context);
  if (ceiling === before.amount) return [];
  // A law may have taken the commitments above the ceiling: a rise that does not reach them is a rise all the same.
  if (compare(ceiling, committed) < 0 && compare(ceiling, before.amount) < 0) {
    throw new Rejection(
      'ceiling-below-committed',
      `Pagu baru ${rupiah(ceiling)} lebih kecil daripada ${rupiah(committed)} yang sudah diikat ikrar. Kurangi atau tarik ikrar lebih dahulu, atau naikkan pagunya.`,
      `The new ceiling of ${rupiahEnglish(ceiling)} is below the ${rupiahEnglish(committed)} that pledges have reserved. Reduce or withdraw pledges first, or raise the ceiling.`,
      { field: 'ceiling', ceiling, committed, short: subtract(committed, ceiling) },
    );
  }
  const rise = compare(ceiling, before.amount) > 0;
  const paperDay = signedOn < before.effectiveOn ? before.effectiveOn : signedOn;
  const effectiveOn = rise ? paperDay : context.today;
  return [
    { type: 'CeilingAmended', data: { authorityId, ceiling, previous: before.amount, number, reason, effectiveOn } },
  ];
}

/**
 * First step of a pledge of public money (UU 1/2004 art. 3(3): no commitment without budget). An amendment reserves
 * only what it asks beyond the present reservation; when that is nothing it records `"0"`, so that the sponsor's step
 * follows all the same, and the surplus is released after it.
 */
export function reserveCommitment(
  state: AuthorityState,
  command: ReserveCommitment,
  { today }: Context,
): CommitmentReserved[] {
  const { sponsorId, pledge, fundingSource, regionCode, amendment } = command;
  const budget = budgetInForce(state);
  const { authorityId } = budget;
  const { pledgeId, firstMonth, lastMonth, budgetId, reserved } = pledge;
  if (budgetId !== authorityId) throw new Error(`pledge ${pledgeId} does not name budget ${authorityId}`);
  requireAmount(reserved ?? '0', 'reserved');
  const present = commitmentOf(state, pledgeId);
  if (present && present.sponsorId !== sponsorId) throw new Error(`pledge ${pledgeId} is another sponsor's`);
  if (present && !amendment) throw alreadyReserved(pledgeId, present.reserved);
  assertCovers(state, { firstMonth, lastMonth, fundingSource, ...(regionCode === undefined ? {} : { regionCode }) });
  const increase = subtract(reserved ?? '0', present?.reserved ?? '0');
  const amount = isNegative(increase) ? '0' : increase;
  requireRoom(authorityId, budget.ceiling.amount, budget.committed, amount);
  return [
    {
      type: 'CommitmentReserved',
      data: {
        authorityId,
        sponsorId,
        pledgeId,
        amount,
        pledge,
        ...(amendment ? { amendment: { reason: amendment.reason } } : {}),
        effectiveOn: today,
      },
    },
  ];
}

/** A pledge that costs no more than it holds already changes nothing here: what is cheaper is released after it. */
export function repriceCommitment(
  state: AuthorityState,
  { sponsorId, pledge, tariffRevision, reason }: RepriceCommitment,
  { today }: Context,
): CommitmentReserved[] {
  const { authorityId } = knownAuthority(state);
  const { pledgeId, reserved = '0' } = pledge;
  const present = commitmentOf(state, pledgeId);
  if (!present) throw commitmentUnknown(pledgeId, authorityId);
  const amount = subtract(reserved, present.reserved);
  if (!isPositive(amount)) return [];
  const amendment = { reason };
  const data = { authorityId, sponsorId, pledgeId, amount, pledge, amendment, tariffRevision, effectiveOn: today };
  return [{ type: 'CommitmentReserved', data }];
}

function requireRoom(authorityId: string, ceiling: Rupiah, committed: Rupiah, asked: Rupiah): void {
  const short = subtract(sum(committed, asked), ceiling);
  if (!isPositive(short) || asked === '0') return;
  throw new Rejection(
    'ceiling-exceeded',
    `Pagu ${rupiah(ceiling)} sudah diikat ${rupiah(committed)}; ikrar ini meminta ${rupiah(asked)}, kurang ${rupiah(short)}. Kurangi jumlah pekerja atau bulan, atau naikkan pagu dengan DPPA.`,
    `Of the ceiling of ${rupiahEnglish(ceiling)}, ${rupiahEnglish(committed)} is reserved; this pledge asks ${rupiahEnglish(asked)}, ${rupiahEnglish(short)} too much. Ask for fewer workers or months, or raise the ceiling by an amended budget.`,
    { authorityId, ceiling, committed, asked, short },
  );
}

/** Gives back what a pledge has reserved, wholly or in part; also after the budget has ended. */
export function releaseCommitment(
  state: AuthorityState,
  { pledgeId, amount, reason }: ReleaseCommitment,
  { today }: Context,
): CommitmentReleased[] {
  const { authorityId } = knownAuthority(state);
  const present = commitmentOf(state, pledgeId);
  if (!present) throw commitmentUnknown(pledgeId, authorityId);
  // An amendment without increase reserved "0": undone, it gives back "0", so that the log shows that it is over.
  if (amount !== '0') requireAmount(amount, 'amount');
  const { sponsorId, reserved } = present;
  if (compare(amount, reserved) > 0) {
    throw new Rejection(
      'amount-invalid',
      `Ikrar "${pledgeId}" mengikat ${rupiah(reserved)}; tidak dapat dilepas ${rupiah(amount)}. Lepas paling banyak sebesar ikatannya.`,
      `The pledge "${pledgeId}" has reserved ${rupiahEnglish(reserved)}; ${rupiahEnglish(amount)} cannot be released. Release at most what is reserved.`,
      { field: 'amount', pledgeId, amount, reserved },
    );
  }
  return [
    { type: 'CommitmentReleased', data: { authorityId, sponsorId, pledgeId, amount, reason, effectiveOn: today } },
  ];
}

const commitmentUnknown = (pledgeId: string, authorityId: string): Rejection =>
  new Rejection(
    'commitment-unknown',
    `Ikrar "${pledgeId}" tidak memiliki ikatan pada anggaran ini. Periksa nomor ikrar dan anggarannya.`,
    `The pledge "${pledgeId}" has reserved nothing at this budget. Check the ids of pledge and budget.`,
    { pledgeId, authorityId },
  );

const alreadyReserved = (pledgeId: string, reserved: Rupiah): Rejection =>
  new Rejection(
    'commitment-exists',
    `Ikrar "${pledgeId}" sudah pernah mengikat anggaran ini (sekarang ${rupiah(reserved)}). Ubah ikrar itu, atau buat ikrar baru.`,
    `The pledge "${pledgeId}" has reserved at this budget before (${rupiahEnglish(reserved)} now). Amend that pledge, or make a new one.`,
    { pledgeId, reserved },
  );
