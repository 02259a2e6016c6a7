import { addMonths, type Month } from '../calendar';
import type { Context } from '../decider';
import { Rejection } from '../rejection';
import { chunks } from '../vocabulary';
import type {
  AllocationsReversed,
  BeneficiariesAssigned,
  BeneficiariesReleased,
  CoverCancelled,
  ReleaseCause,
} from './events';
import { reversalsOf } from './allocations';
import { notAssigned } from './payment-record';
import { assertWithin, livePledge, overfull } from './pledges';
import { memberIn, pledgeOf, registered, workerMonth, type Allocation, type Member, type SponsorState } from './state';

export interface AssignBeneficiaries {
  readonly type: 'AssignBeneficiaries';
  readonly pledgeId: string;
  readonly assignmentId: string;
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  readonly workers: readonly string[];
}
export interface ReleaseBeneficiaries {
  readonly type: 'ReleaseBeneficiaries';
  readonly pledgeId: string;
  readonly workers: readonly string[];
  /** First month the workers are not this sponsor's any more. */
  readonly fromMonth: Month;
  readonly cause: ReleaseCause;
  readonly reason: string;
}
/** One worker takes another's place: released and assigned in one append, so that the quota is never open between. */
export interface ReplaceBeneficiary {
  readonly type: 'ReplaceBeneficiary';
  readonly pledgeId: string;
  readonly workerId: string;
  readonly replacedBy: string;
  readonly assignmentId: string;
  readonly fromMonth: Month;
  readonly cause: ReleaseCause;
  readonly reason: string;
}
/** What a death means here: released, unordered money back, cover of later months cancelled. Idempotent. */
export interface EndForDeath {
  readonly type: 'EndForDeath';
  readonly workerId: string;
  readonly monthOfDeath: Month;
}
/** What leaving means here: released after the last month that is ordered or settled. Idempotent. */
export interface EndForLeaving {
  readonly type: 'EndForLeaving';
  readonly workerId: string;
  readonly monthOfLeaving: Month;
  /** Those held when the worker left: one who comes back may be assigned anew. Absent: all. */
  readonly assignments?: readonly string[];
}

export function assignBeneficiaries(state: SponsorState, command: AssignBeneficiaries, { today }: Context) {
  const { sponsorId } = registered(state);
  const { pledgeId, assignmentId, firstMonth, lastMonth } = command;
  const pledge = livePledge(state, pledgeId);
  assertWithin(pledge, firstMonth, lastMonth);
  const workers = [...new Set(command.workers)].filter(
    (worker) => !state.members.get(worker)?.some((member) => member.assignmentId === assignmentId),
  );
  for (const worker of workers) assertUnassigned(state, worker, firstMonth, lastMonth);
  const full = overfull(pledge, firstMonth, lastMonth, workers.length);
  if (full) {
    const [assigned, asked] = [String(full.assigned), String(workers.length)];
    throw new Rejection(
      'quota-exceeded',
      `Kuota ikrar ${pledge.quota} pekerja; pada ${full.month} sudah ${assigned} ditetapkan, diminta ${asked} lagi.`,
      `The pledge is for ${pledge.quota} workers; ${assigned} are assigned in ${full.month}, ${asked} more are asked.`,
      { pledgeId, month: full.month, quota: String(pledge.quota), assigned, asked },
    );
  }
  return chunks(workers).map((chunk): BeneficiariesAssigned => {
    const data = { sponsorId, pledgeId, assignmentId, firstMonth, lastMonth, workers: chunk, effectiveOn: today };
    return { type: 'BeneficiariesAssigned', data };
  });
}

function assertUnassigned(state: SponsorState, workerId: string, firstMonth: Month, lastMonth: Month): void {
  const present = state.members.get(workerId)?.find((member) => overlaps(member, firstMonth, lastMonth));
  if (!present) return;
  throw new Rejection(
    'worker-already-sponsored',
    `Pekerja ini sudah ditetapkan untuk ${present.firstMonth} sampai ${present.lastMonth} pada penanggung yang sama.`,
    `This worker is already assigned here from ${present.firstMonth} to ${present.lastMonth}.`,
    { workerId, pledgeId: present.pledgeId, firstMonth: present.firstMonth, lastMonth: present.lastMonth },
  );
}

const overlaps = (member: Member, firstMonth: Month, lastMonth: Month): boolean =>
  member.firstMonth <= lastMonth && firstMonth <= member.lastMonth;

type ReleaseEvent = BeneficiariesReleased | AllocationsReversed | CoverCancelled;

export function releaseBeneficiaries(
  state: SponsorState,
  command: ReleaseBeneficiaries,
  context: Context,
): ReleaseEvent[] {
  const { pledgeId, fromMonth, cause, reason } = command;
  registered(state);
  pledgeOf(state, pledgeId);
  const ending = [...new Set(command.workers)].flatMap((workerId) => {
    const members = (state.members.get(workerId) ?? []).filter(
      (member) => member.pledgeId === pledgeId && member.lastMonth >= fromMonth,
    );
    if (members.length === 0) throw notAssigned(workerId, fromMonth);
    return members.map((member) => ({ workerId, member }));
  });
  const back = ending.flatMap(({ workerId, member }) => takenBackFrom(state, workerId, member, fromMonth));
  return [
    ...reversalsOf(state, back, reason, context),
    ...releasesOf(state, ending, fromMonth, cause, reason, context),
  ];
}

export function replaceBeneficiary(
  state: SponsorState,
  command: ReplaceBeneficiary,
  context: Context,
): (ReleaseEvent | BeneficiariesAssigned)[] {
  const { pledgeId, workerId, replacedBy, assignmentId, fromMonth } = command;
  const released = releaseBeneficiaries(
    state,
    { ...command, type: 'ReleaseBeneficiaries', workers: [workerId] },
    context,
  );
  const span = replaceableSpan(state, pledgeId, workerId, fromMonth);
  assertUnassigned(state, replacedBy, span.firstMonth, span.lastMonth);
  const { sponsorId } = registered(state);
  const data = { sponsorId, pledgeId, assignmentId, ...span, workers: [replacedBy], effectiveOn: context.today };
  return [...released, { type: 'BeneficiariesAssigned', data }];
}

/** The months a replacement would take over. @throws Rejection `worker-not-assigned` */
export function replaceableSpan(
  state: SponsorState,
  pledgeId: string,
  workerId: string,
  fromMonth: Month,
): { firstMonth: Month; lastMonth: Month } {
  const member = state.members.get(workerId)?.find((each) => each.pledgeId === pledgeId && each.lastMonth >= fromMonth);
  if (!member) throw notAssigned(workerId, fromMonth);
  const firstMonth = fromMonth > member.firstMonth ? fromMonth : member.firstMonth;
  return { firstMonth, lastMonth: member.lastMonth };
}

/** The worker's unordered allocations from `fromMonth` on. @throws Rejection `allocation-ordered` */
function takenBackFrom(state: SponsorState, workerId: string, member: Member, fromMonth: Month): Allocation[] {
  return monthsOf(member, fromMonth).flatMap((month) => {
    const key = workerMonth(workerId, month);
    const allocation = state.allocations.get(key);
    const held = state.holds.get(key);
    if (!held && (!allocation || allocation.status === 'allocated')) return allocation ? [allocation] : [];
    throw new Rejection(
      'allocation-ordered',
      `Iuran ${month} pekerja ini sudah masuk penyetoran atau pembayaran langsung. Lepaskan mulai bulan sesudahnya.`,
      `The premium of ${month} of this worker is in a remittance or a direct payment. Release from a later month.`,
      { workerId, month, held: held ?? allocation?.remittanceId ?? '' },
    );
  });
}

function monthsOf(member: Member, fromMonth: Month): Month[] {
  const months: Month[] = [];
  const first = fromMonth > member.firstMonth ? fromMonth : member.firstMonth;
  for (let month = first; month <= member.lastMonth; month = addMonths(month, 1)) months.push(month);
  return months;
}

interface Ending {
  readonly workerId: string;
  readonly member: Member;
}

function releasesOf(
  state: SponsorState,
  endings: readonly Ending[],
  fromMonth: Month,
  cause: ReleaseCause,
  reason: string,
  { today }: Context,
): BeneficiariesReleased[] {
  const { sponsorId } = registered(state);
  const byAssignment = Map.groupBy(endings, ({ member }) => member.assignmentId);
  return [...byAssignment].flatMap(([assignmentId, group]) =>
    chunks(group).map((chunk): BeneficiariesReleased => {
      const pledgeId = chunk[0]?.member.pledgeId ?? '';
      const workers = chunk.map(({ workerId }) => workerId);
      const data = { sponsorId, pledgeId, assignmentId, fromMonth, workers, cause, reason, effectiveOn: today };
      return { type: 'BeneficiariesReleased', data };
    }),
  );
}

export function endForDeath(state: SponsorState, command: EndForDeath, context: Context): ReleaseEvent[] {
  const { sponsorId } = registered(state);
  const { workerId, monthOfDeath } = command;
  const reason = 'meninggal dunia / died';
  const later = [...state.allocations.values()].filter(
    ({ workerId: of, batch }) => of === workerId && batch.month > monthOfDeath,
  );
  const waiting = later.filter(({ status }) => status === 'allocated');
  const cancelled = later
    .filter(({ status }) => status === 'settled')
    .map(({ batch, remittanceId = '' }): CoverCancelled => {
      const data = { sponsorId, month: batch.month, remittanceId, workers: [workerId], reason };
      return { type: 'CoverCancelled', data: { ...data, effectiveOn: context.today } };
    });
  const endings = endingsAfter(state, workerId, monthOfDeath);
  return [
    ...reversalsOf(state, waiting, reason, context),
    ...cancelled,
    ...releasesOf(state, endings, addMonths(monthOfDeath, 1), 'death', reason, context),
  ];
}

const endingsAfter = (state: SponsorState, workerId: string, month: Month): Ending[] =>
  (state.members.get(workerId) ?? [])
    .filter((member) => member.lastMonth > month)
    .map((member) => ({ workerId, member }));

export function endForLeaving(state: SponsorState, command: EndForLeaving, context: Context): ReleaseEvent[] {
  registered(state);
  const { workerId, assignments } = command;
  const isLeft = (assignmentId: string | undefined) =>
    assignments === undefined || assignmentId === undefined || assignments.includes(assignmentId);
  const theirs = [...state.allocations.values()].filter(
    ({ workerId: of, batch }) => of === workerId && isLeft(memberIn(state, workerId, batch.month)?.assignmentId),
  );
  const bound = theirs.filter(({ status }) => status !== 'allocated').map(({ batch }) => batch.month);
  const held = [...state.holds.keys()]
    .filter((key) => key.startsWith(`${workerId} `))
    .map((key) => key.slice(-7))
    .filter((month) => isLeft(memberIn(state, workerId, month)?.assignmentId));
  const last = [command.monthOfLeaving, ...bound, ...held].sort().at(-1) ?? command.monthOfLeaving;
  const waiting = theirs.filter(({ status, batch }) => status === 'allocated' && batch.month > last);
  const endings = endingsAfter(state, workerId, last).filter(({ member }) => isLeft(member.assignmentId));
  const reason = 'keluar dari kepesertaan / left';
  return [
    ...reversalsOf(state, waiting, reason, context),
    ...releasesOf(state, endings, addMonths(last, 1), 'leaving', reason, context),
  ];
}
