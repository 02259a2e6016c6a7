import fc from 'fast-check';
import {
  addMonths,
  type AllocationsOrdered,
  type AllocationsSettled,
  type BeneficiariesAssigned,
  type CoverCancelled,
  type Month,
  type PremiumsAllocated,
} from '@sedekah/ledger';
import { RemittanceHistory } from './remittance-history';

/** One step of a story that a log may tell, in whatever order. */
type Step = (history: RemittanceHistory, number: number) => void;

const WORKERS = ['w1', 'w2'];
const day = (number: number): string => `2021-05-${String((number % 28) + 1).padStart(2, '0')}`;
const worker = (number: number): string => WORKERS[number % WORKERS.length] ?? 'w1';
const claim = (number: number) => ({
  workerId: worker(number),
  assignmentId: `open-${number}`,
  sponsorId: 'bupati',
  pledgeId: 'bupati.p1',
  firstMonth: '2021-05',
  lastMonth: '2021-08',
});

/** Units of the month's cover that the worker holds. */
const unitsOf = (history: RemittanceHistory, workerId: string, month: Month): number =>
  history.events.reduce((units, { type, data }) => {
    const { month: of, workers } = data as Partial<CoverCancelled['data']>;
    if (of !== month || !workers?.includes(workerId)) return units;
    return units + (type === 'AllocationsSettled' ? 1 : type === 'CoverCancelled' ? -1 : 0);
  }, 0);

/** The whole month, unless the worker is covered in it: nobody holds two units. */
const settled = (history: RemittanceHistory, month: Month, number: number): void => {
  if (unitsOf(history, worker(number), month) > 0) return;
  history.month('bupati', month, [worker(number)], day(number), number);
};

/** Steps that open crossings, close some of them, leave others open, and touch every kind of table. */
const STEPS: readonly Step[] = [
  (history, number) => history.paid('bupati', `k${number}`, '168000', day(number)),
  (history, number) =>
    history.credit(`c${number}`, '500', day(number)).recorded('bupati', `c${number}`, '500', day(number)),
  (history, number) => history.assigned('bupati', [worker(number)], '2021-05', '2021-08'),
  (history, number) => settled(history, '2021-05', number),
  (history, number) => settled(history, addMonths('2021-05', number % 5), number),
  (history, number) => {
    const settlement = history.events.findLast(({ type }) => type === 'AllocationsSettled');
    if (!settlement) return;
    const { remittanceId, month, workers } = settlement.data as AllocationsSettled['data'];
    if (unitsOf(history, workers[0] ?? '', month) === 0) return;
    history.coverCancelled('bupati', remittanceId, month, workers, day(number));
  },
  (history, number) => {
    const allocationId = history.allocated('bupati', '2021-06', [worker(number)], day(number));
    const by = { sponsorId: 'bupati', allocationIds: [allocationId], workers: [worker(number)] };
    history.ordered(`SB1.2021-06.${number}`, '2021-06', [by], day(number));
  },
  (history, number) => {
    const remittanceId = `SB1.2021-06.${number - 1}`;
    const data = { remittanceId, reason: 'kode kedaluwarsa', effectiveOn: day(number) };
    history.add(`remittance-${remittanceId}`, { type: 'RemittanceCancelled', data });
  },
  (history, number) => history.opened(`SB1.2021-08.${number}`, '2021-08', ['bupati'], day(number)),
  (history, number) => history.enrolled(worker(number), day(number)),
  (history, number) => history.died(worker(number), day(number)),
  (history, number) => history.left(worker(number), day(number)),
  (history, number) =>
    history.add(`worker-${worker(number)}`, {
      type: 'SponsorshipClaimed',
      data: { ...claim(number), effectiveOn: day(number) },
    }),
  (history, number) => {
    const { workerId, assignmentId } = claim(number - 1);
    const data = { workerId, assignmentId, fromMonth: '2021-05', reason: 'ditolak', effectiveOn: day(number) };
    history.add(`worker-${workerId}`, { type: 'SponsorshipReleased', data });
  },
  (history, number) => {
    history.allocated('bupati', '2021-08', [worker(number)], day(number));
  },
  (history, number) => {
    const allocation = history.events.findLast(({ type }) => type === 'PremiumsAllocated');
    if (!allocation) return;
    const { allocationId, month, workers } = allocation.data as PremiumsAllocated['data'];
    const by = { sponsorId: 'bupati', allocationIds: [allocationId], workers };
    history.ordered(`SB1.${month}.${number}`, month, [by], day(number));
  },
  (history, number) => {
    const order = history.events.findLast(({ type }) => type === 'AllocationsOrdered');
    if (!order) return;
    const { allocationIds: _, ...data } = order.data as AllocationsOrdered['data'];
    const unordered = { ...data, reason: 'batal', effectiveOn: day(number) };
    history.add('sponsor-bupati', { type: 'AllocationsUnordered', data: unordered });
  },
  (history, number) => {
    const assigned = history.events.findLast(({ type }) => type === 'BeneficiariesAssigned');
    if (!assigned) return;
    const { assignmentId, workers } = assigned.data as BeneficiariesAssigned['data'];
    history.released('bupati', assignmentId, workers, '2021-07', day(number));
  },
  (history, number) => history.withdrawn('bupati', '2021-10', day(number)),
];

/** Choices of 10 to 40 steps. */
export const anySteps: fc.Arbitrary<number[]> = fc.array(fc.integer({ min: 0, max: STEPS.length - 1 }), {
  minLength: 10,
  maxLength: 60,
});

/** The story those steps tell after a common beginning. */
export function historyOf(steps: readonly number[]): RemittanceHistory {
  const history = new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 9 });
  history.paid('bupati', 'first', '100000000', '2021-04-22');
  for (const each of WORKERS) history.worker(each).enrolled(each);
  steps.forEach((step, number) => STEPS[step]?.(history, number + 1));
  return history;
}
