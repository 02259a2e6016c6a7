import {
  authorityDecider,
  sponsorDecider,
  type CommitmentReserved,
  type PledgeAmended,
  type PledgeWithdrawn,
} from '@sedekah/ledger';
import type { Steps } from './steps';

/** Public money: the budget has reserved, now the sponsor promises. Refused there, the reservation is released. */
export async function afterCommitmentReserved({ data }: CommitmentReserved, steps: Steps): Promise<void> {
  const { authorityId, sponsorId, pledgeId, pledge, amendment, amount } = data;
  const command = amendment
    ? ({ type: 'AmendPledge', pledge, reason: amendment.reason } as const)
    : ({ type: 'MakePledge', pledge } as const);
  const { refusal } = await steps.takeOrRefuse(sponsorDecider, sponsorId, command, 'pledge');
  if (!refusal) return;
  const reason = `ditolak: ${refusal.code} / refused`;
  await steps.take(authorityDecider, authorityId, { type: 'ReleaseCommitment', pledgeId, amount, reason }, 'undo');
  throw refusal;
}

/** A smaller or withdrawn pledge gives its budget back what it does not need any more. */
export async function afterPledgeLowered({ data }: PledgeAmended | PledgeWithdrawn, steps: Steps): Promise<void> {
  const { sponsorId, pledgeId, released, reason } = data;
  if (!released || released === '0') return;
  const { state } = await steps.load(sponsorDecider, sponsorId);
  const budgetId = state.pledges.get(pledgeId)?.budgetId;
  if (!budgetId) return;
  const command = { type: 'ReleaseCommitment', pledgeId, amount: released, reason } as const;
  await steps.take(authorityDecider, budgetId, command, 'release');
}
