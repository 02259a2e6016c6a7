import { fold, sponsorDecider, type SponsorEvent } from '@sedekah/ledger';
import type { StoredEvent } from '@sedekah/event-store';
import type { Audit, Check, Finding } from './check';

/**
 * Folds every sponsor's stream with the ledger's own rules: after every single event no place of money (bank account,
 * credit at BPJS, direct payment) is below zero, no worker-month is allocated twice, and what is available equals
 * verified − allocated − refunded + receivable.
 */
export const moneyNotNegative: Check = {
  name: 'money-not-negative',
  proves: [
    'Uang setiap penanggung tidak pernah kurang dari nol di tempat mana pun, sesudah peristiwa mana pun.',
    'No place of a sponsor’s money was ever below zero, after any event.',
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
        const findings: Finding[] = [];
        for (const stream of streams) findings.push(...(await firstFault(audit, stream)));
        findings.sort(byPosition).forEach(report);
      },
    };
  },
};

const byPosition = (left: Finding, right: Finding): number =>
  (left.at?.position ?? '') < (right.at?.position ?? '') ? -1 : 1;

/** After a fault the state means nothing: the first one of a stream is the finding. */
async function firstFault({ log }: Audit, stream: string): Promise<Finding[]> {
  const state = sponsorDecider.initial();
  for await (const page of log.readStream(stream)) {
    for (const event of page) {
      const fault = faultOf(event, () => void fold(sponsorDecider, [event as unknown as SponsorEvent], state));
      if (fault) return [fault];
    }
  }
  return [];
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
