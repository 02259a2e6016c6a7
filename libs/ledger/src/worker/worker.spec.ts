import { specification } from '../specification';
import type { WorkerEvent, WorkerRegistration } from './events';
import { workerDecider } from './worker';

const { given } = specification(workerDecider);
const today = '2021-05-03';
const workerId = 'worker-1';
const registration: WorkerRegistration = {
  workerId,
  sealed: 'v1.iv.ciphertext',
  nikHash: 'hash-1',
  regionCode: '76.03.03',
  occupation: 'nelayan',
  sector: 'other',
  effectiveOn: '2021-05-01',
};
const registered: WorkerEvent = { type: 'WorkerRegistered', data: registration };
const enrolled = (effectiveOn: string): WorkerEvent => ({
  type: 'WorkerEnrolled',
  data: { workerId, group: 'mamasa', band: 1, effectiveOn },
});
const died = (effectiveOn: string): WorkerEvent => ({
  type: 'WorkerDied',
  data: { workerId, evidence: 'akta 12/2021', effectiveOn },
});
const left = (effectiveOn: string): WorkerEvent => ({
  type: 'WorkerLeft',
  data: { workerId, reason: 'moved', effectiveOn },
});
const hold: WorkerEvent = {
  type: 'LegalHoldPlaced',
  data: { workerId, holdId: 'hold-1', mandate: 'SKK-7/2021', effectiveOn: today },
};
const lifted: WorkerEvent = {
  type: 'LegalHoldLifted',
  data: { workerId, holdId: 'hold-1', reason: 'selesai', effectiveOn: today },
};
const erased: WorkerEvent = { type: 'ErasureDecided', data: { workerId, reason: 'permintaan', effectiveOn: today } };

describe('registering a worker', () => {
  it('records the registration as it came', () =>
    given().when({ type: 'RegisterWorker', registration }).then(registered));

  it('is refused twice, and for a day in the future', () => {
    given(registered).when({ type: 'RegisterWorker', registration }).refused('worker-exists', { workerId });
    given()
      .when({ type: 'RegisterWorker', registration: { ...registration, effectiveOn: '2021-05-04' } })
      .refused('date-in-the-future', { field: 'effectiveOn', date: '2021-05-04', today });
  });

  it('is refused for an occupation not on the list', () =>
    given()
      .when({ type: 'RegisterWorker', registration: { ...registration, occupation: 'astronaut' } })
      .refused('occupation-unknown'));

  it("never takes a sector that is not the occupation's", () => {
    const { events } = given().when({ type: 'RegisterWorker', registration: { ...registration, sector: 'transport' } });
    expect(events).toThrow('occupation nelayan is not of sector transport');
  });
});

describe('a worker not on file', () => {
  it.each([
    { type: 'CheckEligibility', source: 'bpjs', eligible: true, reference: 'B-1', checkedOn: today },
    { type: 'RecordDeath', diedOn: today, evidence: 'akta' },
    { type: 'RecordLeaving', leftOn: today, reason: 'moved' },
    { type: 'PlaceHold', mandate: 'SKK' },
    { type: 'DecideErasure', reason: 'permintaan' },
  ] as const)('takes no $type', (command) => given().when(command).refused('worker-unknown'));

  it('still records that a crossing was refused', () =>
    given()
      .when({
        type: 'RefuseCommand',
        code: 'worker-exists',
        sentence: 'Sudah ada.',
        english: 'Exists.',
        details: { workerId },
      })
      .then({
        type: 'CommandRefused',
        data: {
          code: 'worker-exists',
          sentence: 'Sudah ada.',
          english: 'Exists.',
          details: { workerId },
          effectiveOn: today,
        },
      }));
});

describe('an eligibility check', () => {
  const check = { type: 'CheckEligibility', source: 'dukcapil', eligible: false, reference: 'D-9' } as const;

  it('is recorded on the day it was made, with its reason', () =>
    given(registered)
      .when({ ...check, reason: 'pekerja penerima upah', checkedOn: '2021-04-30' })
      .then({
        type: 'EligibilityChecked',
        data: {
          workerId,
          source: 'dukcapil',
          eligible: false,
          reference: 'D-9',
          reason: 'pekerja penerima upah',
          effectiveOn: '2021-04-30',
        },
      }));

  it('is refused in the future and after death', () => {
    given(registered)
      .when({ ...check, checkedOn: '2021-05-04' })
      .refused('date-in-the-future');
    given(registered, died('2021-05-01'))
      .when({ ...check, checkedOn: '2021-05-02' })
      .refused('worker-deceased', { diedOn: '2021-05-01' });
  });
});

describe('death', () => {
  const death = { type: 'RecordDeath', diedOn: '2021-05-02', evidence: 'akta 12/2021' } as const;

  it('is refused before the birth, without saying when that was', () => {
    const year1950 = { ...death, diedOn: '1950-05-02', birthDate: '1980-05-31' };
    given(registered).when(year1950).refused('date-out-of-order', { field: 'diedOn', date: '1950-05-02' });
    given(registered)
      .when({ ...death, birthDate: death.diedOn })
      .then(died('2021-05-02'));
  });

  it('is recorded on its day, also after leaving', () => {
    given(registered).when(death).then(died('2021-05-02'));
    given(registered, left('2021-05-01')).when(death).then(died('2021-05-02'));
  });

  it('reported again for the same day changes nothing; for another day it is refused', () => {
    given(registered, died('2021-05-02')).when(death).then();
    given(registered, died('2021-05-01')).when(death).refused('worker-deceased', { diedOn: '2021-05-01' });
  });

  it('is refused in the future', () =>
    given(registered)
      .when({ ...death, diedOn: '2021-05-04' })
      .refused('date-in-the-future', { field: 'diedOn' }));
});

describe('leaving', () => {
  const leave = { type: 'RecordLeaving', leftOn: '2021-05-02', reason: 'moved' } as const;

  it('is recorded on its day, with the note if there is one', () => {
    given(registered, enrolled('2021-05-01')).when(leave).then(left('2021-05-02'));
    given(registered)
      .when({ ...leave, reason: 'other', note: 'merantau' })
      .then({
        type: 'WorkerLeft',
        data: { workerId, reason: 'other', note: 'merantau', effectiveOn: '2021-05-02' },
      });
  });

  it('is refused to the dead, to those who left, and in the future', () => {
    given(registered, died('2021-05-01')).when(leave).refused('worker-deceased');
    given(registered, left('2021-05-01')).when(leave).refused('worker-left', { leftOn: '2021-05-01' });
    given(registered)
      .when({ ...leave, leftOn: '2021-05-04' })
      .refused('date-in-the-future');
  });

  it('is refused before the day of enrolment', () =>
    given(registered, enrolled('2021-05-03'))
      .when(leave)
      .refused('date-out-of-order', { field: 'leftOn', notBefore: '2021-05-03' }));

  it('may follow a new enrolment again', () =>
    given(registered, left('2021-04-01'), enrolled('2021-04-02')).when(leave).then(left('2021-05-02')));
});

describe('a legal hold', () => {
  it('stops erasure until it is lifted', () => {
    const erase = { type: 'DecideErasure', reason: 'permintaan' } as const;
    given(registered).when({ type: 'PlaceHold', mandate: 'SKK-7/2021' }).then(hold);
    given(registered, hold).when(erase).refused('hold-in-force', { holdId: 'hold-1' });
    given(registered, hold, lifted).when(erase).then(erased);
  });

  it('is lifted once', () => {
    const lift = { type: 'LiftHold', holdId: 'hold-1', reason: 'selesai' } as const;
    given(registered, hold).when(lift).then(lifted);
    given(registered, hold, lifted).when(lift).refused('hold-unknown', { holdId: 'hold-1' });
    given(registered).when(lift).refused('hold-unknown');
  });
});

describe('a worker whose data were erased', () => {
  it('is not erased twice', () =>
    given(registered, erased).when({ type: 'DecideErasure', reason: 'permintaan' }).then());

  it('takes no new check, enrolment or sponsor, but death and release are still recorded', () => {
    given(registered, erased)
      .when({ type: 'CheckEligibility', source: 'bpjs', eligible: true, reference: 'B', checkedOn: today })
      .refused('worker-unknown');
    given(registered, erased)
      .when({
        type: 'ClaimSponsorship',
        assignmentId: 'a',
        sponsorId: 's',
        pledgeId: 'p',
        firstMonth: '2021-05',
        lastMonth: '2021-06',
      })
      .refused('worker-unknown');
    given(registered, erased)
      .when({ type: 'RecordDeath', diedOn: '2021-05-02', evidence: 'akta 12/2021' })
      .then(died('2021-05-02'));
  });
});
