import {
  money,
  type AllocationsOrdered,
  type AllocationsRepriced,
  type AllocationsReversed,
  type PremiumsAllocated,
} from '@sedekah/ledger';
import type { StoredEvent } from '@sedekah/event-store';
import type { Check } from './check';

interface Waiting {
  readonly heads: number;
  readonly total: string;
}

/**
 * What a sponsor has ordered from BPJS is, in heads and rupiah, what its allocations named in the order came to by then:
 * as allocated, less what was taken back, at the price of the last law. The additional charge of a dearer law names no
 * allocation and is added up in `remittances-add-up`.
 */
export const ordersAtPrice: Check = {
  name: 'orders-at-price',
  proves: [
    'Setiap perintah setor penanggung = jumlah pekerja x iuran alokasinya, sesudah penarikan dan harga baru.',
    'Every order of a sponsor is the heads and premiums of its allocations, after reversals and re-pricings.',
  ],
  failure: [
    'Alokasi, penarikan atau perintah setor diubah di luar program: yang ditagih BPJS bukan yang dialokasikan.',
    'An allocation, a reversal or an order was changed outside the program: what BPJS bills is not what was allocated.',
  ],
  start: (_, report) => {
    const waiting = new Map<string, Waiting>();
    return {
      see: (event) => {
        follow(event, waiting);
        const problem = event.type === 'AllocationsOrdered' ? problemOf(event, waiting) : undefined;
        if (problem) report({ at: event, sentence: problem, english: 'it is not what was allocated' });
      },
    };
  },
};

function follow({ type, data }: StoredEvent, waiting: Map<string, Waiting>): void {
  if (type === 'PremiumsAllocated') {
    const { allocationId, workers, total } = data as PremiumsAllocated['data'];
    waiting.set(allocationId, { heads: workers.length, total });
  }
  if (type === 'AllocationsReversed') {
    const { allocationId, workers, total } = data as AllocationsReversed['data'];
    add(waiting, allocationId, -workers.length, money.negate(total));
  }
  if (type === 'AllocationsRepriced') {
    const { allocationId, difference, remittanceId } = data as AllocationsRepriced['data'];
    if (remittanceId === undefined) add(waiting, allocationId, 0, difference);
  }
}

function add(waiting: Map<string, Waiting>, allocationId: string, heads: number, total: string): void {
  const before = waiting.get(allocationId) ?? { heads: 0, total: '0' };
  waiting.set(allocationId, { heads: before.heads + heads, total: money.sum(before.total, total) });
}

function problemOf({ data }: StoredEvent, waiting: ReadonlyMap<string, Waiting>): string | undefined {
  const { allocationIds, heads, total, parts, charge } = data as AllocationsOrdered['data'];
  const placed = money.sum(...parts.map(({ amount }) => amount));
  if (placed !== total) return `perintah ${total}, bagiannya ${placed}`;
  if (charge) return undefined;
  const named = allocationIds.map((id) => waiting.get(id) ?? { heads: 0, total: '0' });
  const due = money.sum(...named.map((each) => each.total));
  const people = named.reduce((sum, each) => sum + each.heads, 0);
  return people === heads && due === total
    ? undefined
    : `perintah ${heads} pekerja ${total}, alokasinya ${people} pekerja ${due}`;
}
