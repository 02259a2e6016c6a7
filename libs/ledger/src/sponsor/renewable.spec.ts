import { fold } from '../decider';
import type { SponsorEvent } from './events';
import { workersToItsEnd } from './renewable';
import { sponsorDecider } from './sponsor';

const sponsorId = 'pemkot';
const pledgeId = 'pemkot.p2025';
const document = { kind: 'surat-kesanggupan', number: '1', date: '2024-12-20' };
const months = { firstMonth: '2025-01', lastMonth: '2025-12' };
const effectiveOn = '2024-12-20';
const registered: SponsorEvent = {
  type: 'SponsorRegistered',
  data: { sponsorId, kind: 'office', name: 'Kota', fundingSource: 'private', effectiveOn },
};
const pledged: SponsorEvent = {
  type: 'PledgeMade',
  data: { sponsorId, pledgeId, quota: 9, ...months, document, authorityIds: [], effectiveOn },
};
const assigned = (assignmentId: string, workers: string[], lastMonth = '2025-12'): SponsorEvent => ({
  type: 'BeneficiariesAssigned',
  data: { sponsorId, pledgeId, assignmentId, ...months, lastMonth, workers, effectiveOn },
});
const released = (workers: string[], fromMonth: string): SponsorEvent => ({
  type: 'BeneficiariesReleased',
  data: {
    sponsorId,
    pledgeId,
    assignmentId: 'a1',
    workers,
    fromMonth,
    cause: 'replacement',
    reason: 'pindah',
    effectiveOn,
  },
});
const toItsEnd = (...events: SponsorEvent[]) =>
  workersToItsEnd(fold(sponsorDecider, [registered, pledged, ...events]), pledgeId);

describe('whom a pledge had to its end', () => {
  it('is everybody assigned in its last month, oldest assignment first', () =>
    expect(toItsEnd(assigned('a1', ['w2', 'w1']), assigned('a2', ['w3']))).toEqual(['w2', 'w1', 'w3']));

  it('leaves out who was released, or assigned for part of it', () =>
    expect(
      toItsEnd(assigned('a1', ['w1', 'w2']), assigned('a2', ['w3'], '2025-06'), released(['w2'], '2025-09')),
    ).toEqual(['w1']));

  it('is nobody for a pledge without workers, and unknown pledges are refused', () => {
    expect(toItsEnd()).toEqual([]);
    expect(() => workersToItsEnd(fold(sponsorDecider, [registered]), pledgeId)).toThrow('pledge-unknown');
  });
});
