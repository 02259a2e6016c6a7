import { Injectable } from '@nestjs/common';
import { Streams } from '@sedekah/event-store';
import { userDecider, type Role } from '@sedekah/ledger';

/** The roles a user holds now, read from the user's own stream: a revocation counts at once. */
@Injectable()
export class UserRoles {
  constructor(private readonly streams: Streams) {}

  async of(userId: string): Promise<ReadonlySet<Role>> {
    const { state } = await this.streams.load(userDecider, userId);
    return new Set(state.status === 'known' ? state.roles : []);
  }
}
