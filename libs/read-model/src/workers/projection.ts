import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';

/** `sealed` is ciphertext: masks and names are made when somebody who may see them asks. */
export const worker = defineTable({
  columns: {
    worker_id: 'text',
    ordinal: 'integer',
    effective_on: 'text',
    sealed: 'text',
    nik_hash: 'text',
    region_code: 'text',
    occupation: 'text',
    sector: 'text',
  },
  key: ['worker_id'],
  indexes: [['nik_hash'], ['region_code', 'worker_id']],
  indexedLate: true,
});

export const workerEnrolment = defineTable({
  columns: {
    worker_id: 'text',
    effective_on: 'text',
    ordinal: 'integer',
    enrolment_group: 'text',
    band: 'integer',
  },
  key: ['worker_id', 'effective_on', 'ordinal'],
  clustered: true,
});

/** Death (`died`) and leaving (`left`), with the evidence or the reason. */
export const workerEnd = defineTable({
  columns: {
    worker_id: 'text',
    kind: 'text',
    effective_on: 'text',
    ordinal: 'integer',
    reason: 'text',
    note: 'text?',
  },
  key: ['worker_id', 'ordinal'],
});

export const eligibilityCheck = defineTable({
  columns: {
    worker_id: 'text',
    effective_on: 'text',
    ordinal: 'integer',
    source: 'text',
    eligible: 'integer',
    reference: 'text',
    reason: 'text?',
  },
  key: ['worker_id', 'effective_on', 'ordinal'],
  clustered: true,
});

/** Legal holds (`hold-placed`, `hold-lifted`), the decision to erase (`erasure`) and claims given back (`nik-released`). */
export const workerFact = defineTable({
  columns: {
    worker_id: 'text',
    ordinal: 'integer',
    kind: 'text',
    hold_id: 'text?',
    reason: 'text',
    effective_on: 'text',
  },
  key: ['worker_id', 'ordinal'],
});

/** What BPJS paid for a worker: no money of the scheme. */
export const workerBenefit = defineTable({
  columns: {
    worker_id: 'text',
    ordinal: 'integer',
    kind: 'text',
    amount: 'rupiah',
    heirs: 'integer',
    reference: 'text',
    effective_on: 'text',
  },
  key: ['worker_id', 'ordinal'],
});

export const workersProjection: Projection<
  | 'NikClaimed'
  | 'NikClaimReleased'
  | 'WorkerRegistered'
  | 'EligibilityChecked'
  | 'WorkerEnrolled'
  | 'WorkerDied'
  | 'WorkerLeft'
  | 'LegalHoldPlaced'
  | 'LegalHoldLifted'
  | 'ErasureDecided'
  | 'BenefitRecorded'
> = {
  NikClaimed({ data, ordinal }, page) {
    page.crossings.open('registration', data.workerId, ordinal);
  },
  NikClaimReleased({ data: { workerId, reason, effectiveOn }, ordinal }, page) {
    const fact = { worker_id: workerId, ordinal, hold_id: null, reason, effective_on: effectiveOn };
    page.insert('worker_fact', { ...fact, kind: 'nik-released' });
    page.crossings.close('registration', workerId);
  },
  WorkerRegistered({ data, ordinal }, page) {
    page.heads.register(data.workerId);
    page.insert('worker', {
      worker_id: data.workerId,
      ordinal,
      effective_on: data.effectiveOn,
      sealed: data.sealed,
      nik_hash: data.nikHash,
      region_code: data.regionCode,
      occupation: data.occupation,
      sector: data.sector,
    });
    page.crossings.close('registration', data.workerId);
  },
  EligibilityChecked({ data, ordinal }, page) {
    page.insert('eligibility_check', {
      worker_id: data.workerId,
      effective_on: data.effectiveOn,
      ordinal,
      source: data.source,
      eligible: data.eligible ? 1 : 0,
      reference: data.reference,
      reason: data.reason ?? null,
    });
  },
  WorkerEnrolled({ data: { workerId, effectiveOn, group, band }, ordinal }, page) {
    const row = { worker_id: workerId, effective_on: effectiveOn, ordinal, enrolment_group: group, band };
    page.insert('worker_enrolment', row);
    page.heads.enrol(workerId, ordinal);
  },
  WorkerDied({ data: { workerId, effectiveOn, evidence }, ordinal }, page) {
    const row = { worker_id: workerId, kind: 'died', effective_on: effectiveOn, ordinal, reason: evidence, note: null };
    page.insert('worker_end', row);
    page.heads.setApart([workerId], ordinal);
  },
  WorkerLeft({ data: { workerId, effectiveOn, reason, note }, ordinal }, page) {
    const row = { worker_id: workerId, kind: 'left', effective_on: effectiveOn, ordinal, reason, note: note ?? null };
    page.insert('worker_end', row);
    page.heads.setApart([workerId], ordinal);
  },
  LegalHoldPlaced({ data: { workerId, holdId, mandate, effectiveOn }, ordinal }, page) {
    const fact = { worker_id: workerId, ordinal, hold_id: holdId, reason: mandate, effective_on: effectiveOn };
    page.insert('worker_fact', { ...fact, kind: 'hold-placed' });
  },
  LegalHoldLifted({ data: { workerId, holdId, reason, effectiveOn }, ordinal }, page) {
    const fact = { worker_id: workerId, ordinal, hold_id: holdId, reason, effective_on: effectiveOn };
    page.insert('worker_fact', { ...fact, kind: 'hold-lifted' });
  },
  ErasureDecided({ data: { workerId, reason, effectiveOn }, ordinal }, page) {
    const fact = { worker_id: workerId, ordinal, hold_id: null, reason, effective_on: effectiveOn };
    page.insert('worker_fact', { ...fact, kind: 'erasure' });
  },
  BenefitRecorded({ data: { workerId, kind, amount, heirs, reference, effectiveOn }, ordinal }, page) {
    const row = { worker_id: workerId, ordinal, kind, amount, heirs, reference, effective_on: effectiveOn };
    page.insert('worker_benefit', row);
  },
};
