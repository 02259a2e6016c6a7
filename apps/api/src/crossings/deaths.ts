import { Injectable } from '@nestjs/common';
import type { Position } from '@sedekah/event-store';
import { coverAfterDeath, type CoverAfterDeath } from '@sedekah/read-model';
import { Queries } from '../read-model/queries';

/**
 * Settling looks for deaths afterwards, a death looks for settled months: whichever comes second cancels the cover. Each
 * is asked of tables that hold everything up to its own events, so that one of the two always sees the other.
 */
@Injectable()
export class Deaths {
  constructor(private readonly queries: Queries) {}

  /** People settled in this remittance who had died before its month. `position`: of the last settlement. */
  async before(remittanceId: string, position: Position | undefined): Promise<CoverAfterDeath[]> {
    if (position !== undefined) await this.queries.reach(position);
    return this.queries.ask((db) => coverAfterDeath(db, remittanceId));
  }
}
