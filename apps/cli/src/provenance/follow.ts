import type { StoredEvent } from '@sedekah/event-store';
import { evolveProvenance, type Provenance, type SponsorEvent } from '@sedekah/ledger';
import { Refused } from '../output/failure';

/** Follows the money through one more event. @throws Refused when it cannot follow the ones before it */
export function follow(provenance: Provenance, event: StoredEvent): void {
  try {
    evolveProvenance(provenance, event as unknown as SponsorEvent);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const where = `${event.stream} #${event.revision} ${event.type} (${event.position})`;
    throw new Refused(
      'log-inconsistent',
      `Uang tidak dapat diikuti melewati ${where}: ${reason}. Catatan ini diubah di luar program; jalankan \`sedekah check\`.`,
      `The money cannot be followed beyond that event: the log was changed outside the program; run \`sedekah check\`.`,
    );
  }
}
