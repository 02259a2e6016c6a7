import type { AllocationsSettled, CoverCancelled } from '@sedekah/ledger';
import type { StoredEvent } from '@sedekah/event-store';
import type { Check } from './check';

/**
 * Over all sponsors, a worker holds at most one unit of cover for a contribution month: one AllocationsSettled names
 * them, another only after the first was taken back by CoverCancelled. So nobody is paid for twice.
 */
export const coverOnce: Check = {
  name: 'cover-once',
  proves: [
    'Tidak ada pekerja yang dilindungi dua kali dalam satu bulan iuran, dari penanggung mana pun.',
    'No worker is covered twice in a contribution month, whoever the sponsors are.',
  ],
  failure: [
    'Iuran bulan itu dibayar dua kali untuk orang yang sama, atau perlindungan yang tidak ada dibatalkan.',
    'A month was paid twice for the same person, or cover that was not there was cancelled.',
  ],
  start: (_, report) => {
    const cover = new Cover();
    return {
      see: (event) => {
        const change = changeOf(event);
        if (!change) return;
        const { month, workers } = event.data as (AllocationsSettled | CoverCancelled)['data'];
        for (const worker of workers) {
          if (cover.move(worker, month, change === 'settled')) continue;
          const [sentence, english] = change === 'settled' ? TWICE : NONE;
          report({ at: event, sentence: `${worker} ${month}: ${sentence}`, english });
        }
      },
    };
  },
};

const TWICE = ['sudah terlindungi', 'already covered'] as const;
const NONE = ['tidak terlindungi', 'not covered'] as const;

function changeOf({ type }: StoredEvent): 'settled' | 'cancelled' | undefined {
  if (type === 'AllocationsSettled') return 'settled';
  return type === 'CoverCancelled' ? 'cancelled' : undefined;
}

/** A byte for each worker and month, so that a million people over years fit into memory. */
class Cover {
  private readonly numbers = new Map<string, number>();
  private readonly months = new Map<string, Uint8Array>();

  /** Gives a unit or takes it. False when it was there already, or was not there to take. */
  move(worker: string, month: string, isGiven: boolean): boolean {
    const number = this.numbers.get(worker) ?? this.numbers.size;
    this.numbers.set(worker, number);
    const units = this.unitsOf(month, number);
    const isHeld = units[number] === 1;
    units[number] = isGiven ? 1 : 0;
    return isHeld !== isGiven;
  }

  private unitsOf(month: string, number: number): Uint8Array {
    const units = this.months.get(month) ?? new Uint8Array(1024);
    if (number < units.length) {
      this.months.set(month, units);
      return units;
    }
    const larger = new Uint8Array(2 * (number + 1));
    larger.set(units);
    this.months.set(month, larger);
    return larger;
  }
}
