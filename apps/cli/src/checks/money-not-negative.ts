import { fold, money, sponsorDecider, type SponsorEvent } from '@sedekah/ledger';
import type { StoredEvent } from '@sedekah/event-store';
import type { Audit, Check, Finding } from './check';

/**
 * Folds every sponsor's stream with the ledger's own rules: after every single event no place of money (bank account,
 * credit at BPJS, direct payment) is below zero, no worker-month is allocated twice, and what is available equals
 * verified − allocated − refunded + receivable. So no more is ever allocated than was verified.
 */
export const moneyNotNegative: Check = {
  name: 'money-not-negative',
  proves: [
    'Uang setiap penanggung tidak pernah kurang dari nol di tempat mana pun, dan alokasi tidak melebihi setoran terperiksa.',
    'No place of a sponsor’s money was ever below zero, and no more was allocated than was verified.',
  ],
  failure: [
    'Peristiwa uang diubah atau dibuang: aturan buku besar tidak akan pernah mencatatnya.',
    'An event about money was changed or taken out: the ledger’s rules would never have recorded it.',
  ],
  start: (audit, report) => {
    const prefix = `${audit.config.ledger}.${sponsorDecider.category}-`;
    const streams = new Set<string>();
    return {
      see: ({ stream }) => {
        if (stream.startsWith(prefix)) streams.add(stream);
      },
      end: async () => {
        for (const stream of streams) {
          const finding = await firstFault(audit, stream);
          if (finding) report(finding);
        }
      },
    };
  },
};

/** After a fault the state means nothing: the first one of a stream is the finding. */
async function firstFault({ log }: Audit, stream: string): Promise<Finding | undefined> {
  const state = sponsorDecider.initial();
  for await (const page of log.readStream(stream)) {
    for (const event of page) {
      const fault = faultOf(event, () => {
        fold(sponsorDecider, [event as unknown as SponsorEvent], state);
        const carried = money.sum(state.verified, state.receivable);
        if (money.compare(state.allocated, carried) > 0)
          throw new Error(`${state.allocated} of ${carried} is allocated`);
      });
      if (fault) return fault;
    }
  }
  return undefined;
}

function faultOf(event: StoredEvent, work: () => void): Finding | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { at: event, sentence: `tidak dapat dibukukan: ${reason}`, english: 'it cannot be booked' };
  }
}
