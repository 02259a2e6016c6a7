import { monthOf, monthRange, monthsBetween, type Month } from '../calendar';
import type { Context } from '../decider';
import * as money from '../money';
import { Rejection } from '../rejection';
import { requireNotFuture } from '../requirements';
import { isPublicMoney, type Document, type FundingSource, type Sealed, type SponsorKind } from '../vocabulary';
import type { PledgeAmended, PledgeMade, PledgeScope, PledgeTerms, PledgeWithdrawn, SponsorRegistered } from './events';
import { pledgeOf, registered, type Pledge, type SponsorState } from './state';

export interface RegisterSponsor {
  readonly type: 'RegisterSponsor';
  readonly sponsorId: string;
  readonly kind: SponsorKind;
  readonly name?: string;
  readonly sealed?: Sealed;
  readonly tier?: string;
  readonly fundingSource: FundingSource;
  readonly regionCode?: string;
}
export interface MakePledge {
  readonly type: 'MakePledge';
  readonly pledge: PledgeTerms;
}
export interface AmendPledge {
  readonly type: 'AmendPledge';
  /** The terms as they shall be. */
  readonly pledge: PledgeTerms;
  readonly reason: string;
}
export interface WithdrawPledge {
  readonly type: 'WithdrawPledge';
  readonly pledgeId: string;
  /** First month not promised any more; default: the present month. */
  readonly fromMonth?: Month;
  readonly reason: string;
  readonly document: Document;
}

/** A pledge of more workers than this is taken for a typing error. */
const LARGEST_QUOTA = 2_000_000;
/** Months a single pledge may run. */
const LONGEST_PLEDGE_MONTHS = 120;

export function registerSponsor(
  state: SponsorState,
  command: RegisterSponsor,
  { today }: Context,
): SponsorRegistered[] {
  if (state.sponsorId) {
    throw new Rejection(
      'sponsor-exists',
      'Penanggung dengan nomor ini sudah terdaftar.',
      'A sponsor with this id is already registered.',
      { sponsorId: state.sponsorId },
    );
  }
  if (Boolean(command.name) === Boolean(command.sealed))
    throw new Error('a sponsor has a name or sealed data, not both');
  const { type: _, ...sponsor } = command;
  return [{ type: 'SponsorRegistered', data: { ...sponsor, effectiveOn: today } }];
}

export function makePledge(state: SponsorState, { pledge }: MakePledge, context: Context): PledgeMade[] {
  const { sponsorId } = assertTerms(state, pledge, context);
  if (state.pledges.has(pledge.pledgeId)) {
    throw new Rejection('pledge-exists', 'Ikrar dengan nomor ini sudah ada.', 'A pledge with this id exists.', {
      pledgeId: pledge.pledgeId,
    });
  }
  return [{ type: 'PledgeMade', data: { ...pledge, sponsorId, effectiveOn: pledge.document.date } }];
}

export function amendPledge(state: SponsorState, command: AmendPledge, context: Context): PledgeAmended[] {
  const { pledge, reason } = command;
  const { sponsorId } = assertTerms(state, pledge, context);
  const present = livePledge(state, pledge.pledgeId);
  for (const [month, heads] of present.assigned) {
    if (month < pledge.firstMonth || month > pledge.lastMonth) throw belowAssigned(pledge.pledgeId, month, heads, 0);
    if (heads > pledge.quota) throw belowAssigned(pledge.pledgeId, month, heads, pledge.quota);
  }
  const [before, after] = [present.reserved ?? '0', pledge.reserved ?? '0'];
  const released = money.compare(after, before) < 0 ? { released: money.subtract(before, after) } : {};
  const previous = scopeOf(present);
  const data = { ...pledge, sponsorId, reason, previous, ...released, effectiveOn: pledge.document.date };
  return [{ type: 'PledgeAmended', data }];
}

export function withdrawPledge(state: SponsorState, command: WithdrawPledge, context: Context): PledgeWithdrawn[] {
  const { sponsorId } = registered(state);
  const { pledgeId, reason, document } = command;
  const pledge = livePledge(state, pledgeId);
  requireNotFuture(document.date, 'document.date', context);
  const fromMonth = command.fromMonth ?? monthOf(context.today);
  for (const [month, heads] of pledge.assigned) if (month >= fromMonth) throw belowAssigned(pledgeId, month, heads, 0);
  const released = pledge.reserved === undefined ? undefined : unspent(state, pledge);
  const effectiveOn = document.date;
  return [
    {
      type: 'PledgeWithdrawn',
      data: {
        sponsorId,
        pledgeId,
        reason,
        document,
        fromMonth,
        previous: scopeOf(pledge),
        ...(released && { released }),
        effectiveOn,
      },
    },
  ];
}

const scopeOf = ({ quota, firstMonth, lastMonth }: PledgeScope): PledgeScope => ({ quota, firstMonth, lastMonth });

/** What a pledge of public money reserved and no live payment has used. */
function unspent(state: SponsorState, pledge: Pledge): money.Rupiah {
  const spent = [...state.payments.values()].filter(
    ({ status, custody }) =>
      custody.kind === 'direct' &&
      custody.pledgeId === pledge.pledgeId &&
      (status === 'recorded' || status === 'verified'),
  );
  return money.subtract(pledge.reserved ?? '0', money.sum(...spent.map(({ amount }) => amount)));
}

/** The pledge, unless it is withdrawn. @throws Rejection `pledge-unknown`, `pledge-withdrawn` */
export function livePledge(state: SponsorState, pledgeId: string): Pledge {
  const pledge = pledgeOf(state, pledgeId);
  if (!pledge.withdrawnFrom) return pledge;
  throw new Rejection(
    'pledge-withdrawn',
    `Ikrar ini sudah dicabut mulai bulan ${pledge.withdrawnFrom}. Buat ikrar baru bila penanggung bersedia lagi.`,
    `This pledge is withdrawn from ${pledge.withdrawnFrom} on. Make a new one if the sponsor is willing again.`,
    { pledgeId, withdrawnFrom: pledge.withdrawnFrom },
  );
}

function assertTerms(state: SponsorState, pledge: PledgeTerms, context: Context) {
  const sponsor = registered(state);
  assertScope(pledge);
  requireNotFuture(pledge.document.date, 'document.date', context);
  if (isPublicMoney(sponsor.fundingSource) && !(pledge.budgetId && pledge.reserved)) {
    throw new Rejection(
      'budget-required',
      `Sumber dana ${sponsor.fundingSource} adalah uang publik: sebutkan anggaran (DPA) yang menampungnya.`,
      `Funding source ${sponsor.fundingSource} is public money: name the budget it is reserved at.`,
      { field: 'budgetId', fundingSource: sponsor.fundingSource },
    );
  }
  return sponsor;
}

/** A number of workers and a term that a pledge may have. @throws Rejection `quota-invalid`, `months-reversed` */
export function assertScope({ quota, firstMonth, lastMonth }: PledgeScope): void {
  if (!Number.isSafeInteger(quota) || quota <= 0 || quota > LARGEST_QUOTA) {
    throw new Rejection(
      'quota-invalid',
      `Kuota harus bilangan bulat 1 sampai ${LARGEST_QUOTA} pekerja, bukan ${quota}.`,
      `The quota is a whole number from 1 to ${LARGEST_QUOTA} workers, not ${quota}.`,
      { field: 'quota', quota: String(quota) },
    );
  }
  assertMonths(firstMonth, lastMonth);
}

/** @throws Rejection `months-reversed` */
export function assertMonths(firstMonth: Month, lastMonth: Month): void {
  const months = monthsBetween(firstMonth, lastMonth) + 1;
  if (months >= 1 && months <= LONGEST_PLEDGE_MONTHS) return;
  throw new Rejection(
    'months-reversed',
    `Bulan awal ${firstMonth} dan bulan akhir ${lastMonth} tidak membentuk masa 1–${LONGEST_PLEDGE_MONTHS} bulan.`,
    `First month ${firstMonth} and last month ${lastMonth} do not make a term of 1–${LONGEST_PLEDGE_MONTHS} months.`,
    { field: 'lastMonth', firstMonth, lastMonth },
  );
}

function belowAssigned(pledgeId: string, month: Month, assigned: number, quota: number): Rejection {
  return new Rejection(
    'below-assigned',
    `Pada bulan ${month} sudah ${assigned} pekerja ditetapkan, lebih dari ${quota}. Lepaskan pekerja dahulu.`,
    `${assigned} workers are assigned in ${month}, more than ${quota}. Release workers first.`,
    { pledgeId, month, assigned: String(assigned), quota: String(quota) },
  );
}

/** @throws Rejection `month-outside-pledge` */
export function assertWithin(pledge: Pledge, firstMonth: Month, lastMonth: Month): void {
  assertMonths(firstMonth, lastMonth);
  if (pledge.firstMonth <= firstMonth && lastMonth <= pledge.lastMonth) return;
  throw new Rejection(
    'month-outside-pledge',
    `Ikrar ini berlaku ${pledge.firstMonth} sampai ${pledge.lastMonth}; ${firstMonth} sampai ${lastMonth} di luar itu.`,
    `This pledge runs from ${pledge.firstMonth} to ${pledge.lastMonth}; ${firstMonth} to ${lastMonth} is outside it.`,
    { pledgeId: pledge.pledgeId, firstMonth, lastMonth },
  );
}

/** How many more workers fit into each of these months; below zero after a pledge that was lowered. */
export const roomIn = (pledge: Pledge, firstMonth: Month, lastMonth: Month): number =>
  pledge.quota - Math.max(...monthRange(firstMonth, lastMonth).map((month) => pledge.assigned.get(month) ?? 0));

/** The first month from `firstMonth` on in which `heads` more do not fit, with the number that is there. */
export function overfull(pledge: Pledge, firstMonth: Month, lastMonth: Month, heads: number) {
  return monthRange(firstMonth, lastMonth)
    .map((month) => ({ month, assigned: pledge.assigned.get(month) ?? 0 }))
    .find(({ assigned }) => assigned + heads > pledge.quota);
}
