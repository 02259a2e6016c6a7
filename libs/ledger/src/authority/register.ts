import type { Context } from '../decider';
import { Rejection } from '../rejection';
import { requireAmount, requireDatesInOrder, requireNotFuture } from '../requirements';
import { isPublicMoney, PUBLIC_FUNDING_SOURCES } from '../vocabulary';
import type { RegisterAuthority } from './commands';
import type { AuthorityRegistered } from './events';
import { notABudget, type AuthorityState } from './state';

/** A budget or a legal paper becomes known; it holds from the day it was signed. */
export function registerAuthority(
  state: AuthorityState,
  command: RegisterAuthority,
  context: Context,
): AuthorityRegistered[] {
  const { authorityId, kind, number, title, signedOn, validFrom, validThrough } = command;
  const { regionCode, fundingSource, ceiling, unusedFunds } = command;
  if (state.status !== 'unknown') throw alreadyRegistered(authorityId);
  requireNotFuture(signedOn, 'signedOn', context);
  requireDatesInOrder(validFrom, validThrough, 'validFrom');
  requireCeiling(command);
  if (kind === 'budget' && unusedFunds !== undefined) throw notAPaper(number, authorityId);
  return [
    {
      type: 'AuthorityRegistered',
      data: {
        authorityId,
        kind,
        number,
        title,
        signedOn,
        validFrom,
        validThrough,
        ...(regionCode === undefined ? {} : { regionCode }),
        ...(fundingSource === undefined ? {} : { fundingSource }),
        ...(ceiling === undefined ? {} : { ceiling }),
        ...(unusedFunds === undefined ? {} : { unusedFunds }),
        effectiveOn: signedOn,
      },
    },
  ];
}

/** A budget is public money under a ceiling; a legal paper has none. */
function requireCeiling({ authorityId, number, kind, ceiling, fundingSource }: RegisterAuthority): void {
  if (kind !== 'budget') {
    if (ceiling !== undefined) throw notABudget(number, authorityId, kind);
    return;
  }
  if (ceiling === undefined) {
    throw new Rejection(
      'ceiling-missing',
      `Anggaran "${number}" belum memiliki pagu. Isi pagu sesuai DPA.`,
      `The budget "${number}" has no ceiling. Enter the ceiling of the budget document (DPA).`,
      { field: 'ceiling' },
    );
  }
  requireAmount(ceiling, 'ceiling');
  if (fundingSource !== undefined && isPublicMoney(fundingSource)) return;
  throw new Rejection(
    'funding-source-mismatch',
    `Anggaran "${number}" harus menyebut satu sumber dana publik: ${PUBLIC_FUNDING_SOURCES.join(', ')}.`,
    `The budget "${number}" must name one source of public money: ${PUBLIC_FUNDING_SOURCES.join(', ')}.`,
    { field: 'fundingSource', fundingSource: fundingSource ?? '' },
  );
}

const notAPaper = (number: string, authorityId: string): Rejection =>
  new Rejection(
    'not-a-paper',
    `"${number}" adalah anggaran: dananya dibayar langsung dan tidak pernah dititipkan. Ketentuan sisa dana diisi pada PKS atau dasar hukum lain.`,
    `"${number}" is a budget: its money is paid directly and never held. Terms for money not used belong to the agreement (PKS) or another paper.`,
    { field: 'unusedFunds', authorityId, kind: 'budget' },
  );

const alreadyRegistered = (authorityId: string): Rejection =>
  new Rejection(
    'authority-exists',
    `Dasar hukum atau anggaran dengan id "${authorityId}" sudah terdaftar. Pakai yang ada, atau pilih id lain.`,
    `An authority with the id "${authorityId}" is registered already. Use it, or choose another id.`,
    { field: 'authorityId', authorityId },
  );
