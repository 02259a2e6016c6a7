import type { Context, Decider } from '../decider';
import { Rejection } from '../rejection';
import { requireNotFuture } from '../requirements';

import type { NikClaimEvent, WorkerRegistration } from './events';

/** Who holds this NIK: one stream for each keyed hash of a NIK, one holder at a time. */
export interface NikClaimState {
  holder?: { readonly workerId: string; readonly nikHash: string };
}

export type NikClaimCommand =
  | { readonly type: 'ClaimNik'; readonly registration: WorkerRegistration }
  | { readonly type: 'ReleaseNik'; readonly workerId: string; readonly reason: string };

function claim({ holder }: NikClaimState, registration: WorkerRegistration, context: Context): NikClaimEvent[] {
  requireNotFuture(registration.effectiveOn, 'effectiveOn', context);
  if (holder?.workerId === registration.workerId) return [];
  if (holder) {
    throw new Rejection(
      'nik-known',
      'NIK ini sudah terdaftar pada pekerja lain; pakai data pekerja itu.',
      'This NIK is already registered for another worker; use that record.',
      { field: 'nik', workerId: holder.workerId },
    );
  }
  return [{ type: 'NikClaimed', data: registration }];
}

/** One NIK, one worker. Claiming what one holds, and releasing what one does not hold, changes nothing. */
export const nikClaimDecider: Decider<NikClaimState, NikClaimCommand, NikClaimEvent> = {
  category: 'nik',
  initial: () => ({}),
  decide: (state, command, context) => {
    if (command.type === 'ClaimNik') return claim(state, command.registration, context);
    const { holder } = state;
    if (holder?.workerId !== command.workerId) return [];
    return [
      {
        type: 'NikClaimReleased',
        data: { ...holder, reason: command.reason, effectiveOn: context.today },
      },
    ];
  },
  evolve: (_, event) =>
    event.type === 'NikClaimed' ? { holder: { workerId: event.data.workerId, nikHash: event.data.nikHash } } : {},
};
