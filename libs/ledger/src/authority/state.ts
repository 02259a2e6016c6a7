import type { LocalDate } from '../calendar';
import { subtract, sum, type Rupiah } from '../money';
import { Rejection } from '../rejection';
import type { AuthorityEvent, AuthorityKind, AuthorityRegistered, UnusedFunds } from './events';
import type { FundingSource } from '../vocabulary';

/** What a pledge has reserved at a budget. */
export interface Commitment {
  readonly pledgeId: string;
  readonly sponsorId: string;
  readonly reserved: Rupiah;
}

export interface Authority {
  readonly status: 'in-force' | 'ended';
  readonly authorityId: string;
  readonly kind: AuthorityKind;
  readonly number: string;
  readonly validFrom: LocalDate;
  readonly validThrough: LocalDate;
  readonly regionCode?: string;
  readonly fundingSource?: FundingSource;
  /** Papers: what becomes of money not used. */
  readonly unusedFunds?: UnusedFunds;
  /** Budgets only, with the day it holds from. */
  readonly ceiling?: { readonly amount: Rupiah; readonly effectiveOn: LocalDate };
  /** Σ reserved over all pledges; never above the ceiling. */
  readonly committed: Rupiah;
  /** By pledge. */
  readonly commitments: Map<string, Commitment>;
}

export type AuthorityState = { readonly status: 'unknown' } | Authority;

export function evolveAuthority(state: AuthorityState, event: AuthorityEvent): AuthorityState {
  if (event.type === 'AuthorityRegistered') return registered(event.data);
  if (event.type === 'CommandRefused') return state;
  if (state.status === 'unknown') throw new Error(`${event.type} before AuthorityRegistered`);
  switch (event.type) {
    case 'CeilingAmended':
      return { ...state, ceiling: { amount: event.data.ceiling, effectiveOn: event.data.effectiveOn } };
    case 'CommitmentReserved':
      return withCommitment(state, event.data, event.data.amount);
    case 'CommitmentReleased':
      return withCommitment(state, event.data, subtract('0', event.data.amount));
    case 'AuthorityEnded':
      return { ...state, status: 'ended' };
    default:
      event satisfies never;
      throw new Error('unknown event');
  }
}

function registered(data: AuthorityRegistered['data']): Authority {
  const {
    authorityId,
    kind,
    number,
    validFrom,
    validThrough,
    regionCode,
    fundingSource,
    ceiling,
    unusedFunds,
    effectiveOn,
  } = data;
  return {
    status: 'in-force',
    authorityId,
    kind,
    number,
    validFrom,
    validThrough,
    ...(regionCode === undefined ? {} : { regionCode }),
    ...(fundingSource === undefined ? {} : { fundingSource }),
    ...(unusedFunds === undefined ? {} : { unusedFunds }),
    ...(ceiling === undefined ? {} : { ceiling: { amount: ceiling, effectiveOn } }),
    committed: '0',
    commitments: new Map(),
  };
}

function withCommitment(state: Authority, of: { pledgeId: string; sponsorId: string }, change: Rupiah): Authority {
  const { pledgeId, sponsorId } = of;
  const reserved = sum(commitmentOf(state, pledgeId)?.reserved ?? '0', change);
  state.commitments.set(pledgeId, { pledgeId, sponsorId, reserved });
  return { ...state, committed: sum(state.committed, change) };
}

/** What the pledge has reserved here, `"0"` after all was released; `undefined` when it never reserved anything. */
export const commitmentOf = (state: AuthorityState, pledgeId: string): Commitment | undefined =>
  state.status === 'unknown' ? undefined : state.commitments.get(pledgeId);

/** @throws Rejection not-found when nothing was registered here */
export function knownAuthority(state: AuthorityState): Authority {
  if (state.status !== 'unknown') return state;
  throw new Rejection(
    'not-found',
    'Dasar hukum atau anggaran ini tidak terdaftar. Periksa nomornya, atau daftarkan lebih dahulu.',
    'This authority is not registered. Check its id, or register it first.',
    { field: 'authorityId' },
  );
}

/** @throws Rejection not-found, authority-ended */
export function authorityInForce(state: AuthorityState): Authority {
  const authority = knownAuthority(state);
  if (authority.status === 'in-force') return authority;
  throw new Rejection(
    'authority-ended',
    `"${authority.number}" sudah diakhiri. Pakai dasar hukum atau anggaran yang masih berlaku.`,
    `"${authority.number}" has been ended. Use an authority that is still in force.`,
    { field: 'authorityId', authorityId: authority.authorityId },
  );
}

/** @throws Rejection not-found, authority-ended, not-a-budget */
export function budgetInForce(state: AuthorityState): Authority & Required<Pick<Authority, 'ceiling'>> {
  const authority = authorityInForce(state);
  const { ceiling } = authority;
  if (ceiling) return { ...authority, ceiling };
  throw notABudget(authority.number, authority.authorityId, authority.kind);
}

export const notABudget = (number: string, authorityId: string, kind: AuthorityKind): Rejection =>
  new Rejection(
    'not-a-budget',
    `"${number}" berjenis "${kind}", bukan anggaran (DPA): tidak memiliki pagu. Pilih anggaran, atau hapus pagunya.`,
    `"${number}" is of kind "${kind}", not a budget: it has no ceiling. Choose a budget, or leave the ceiling out.`,
    { field: 'authorityId', authorityId, kind },
  );
