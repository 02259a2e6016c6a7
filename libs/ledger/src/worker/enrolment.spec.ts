import { specification } from '../specification';
import type { EnrolWorker } from './commands';
import type { WorkerEvent } from './events';
import { workerDecider } from './worker';

const { given } = specification(workerDecider);
const workerId = 'worker-1';
const registered: WorkerEvent = {
  type: 'WorkerRegistered',
  data: {
    workerId,
    sealed: 'v1.iv.ciphertext',
    nikHash: 'hash-1',
    regionCode: '76.03.03',
    occupation: 'nelayan',
    sector: 'other',
    effectiveOn: '2021-01-04',
  },
};
const checked = (effectiveOn: string, eligible = true): WorkerEvent => ({
  type: 'EligibilityChecked',
  data: { workerId, source: 'bpjs', eligible, reference: 'B-1', effectiveOn },
});
const enrolled = (effectiveOn: string, band = 1): WorkerEvent => ({
  type: 'WorkerEnrolled',
  data: { workerId, group: 'mamasa', band, effectiveOn },
});
const left = (effectiveOn: string): WorkerEvent => ({
  type: 'WorkerLeft',
  data: { workerId, reason: 'withdrew', effectiveOn },
});
const command: EnrolWorker = {
  type: 'EnrolWorker',
  group: 'mamasa',
  enrolledOn: '2021-05-03',
  birthDate: '1980-05-31',
  rules: { ageLimit: 65, eligibilityCheckDays: 90 },
  presentMember: false,
};

describe('enrolment', () => {
  it('of an eligible worker is recorded, in the lowest band unless another is named', () => {
    given(registered, checked('2021-05-01')).when(command).then(enrolled('2021-05-03'));
    given(registered, checked('2021-05-01'))
      .when({ ...command, band: 33 })
      .then(enrolled('2021-05-03', 33));
  });

  it.each([0, 34, 1.5])('is refused in band %d', (band) =>
    given(registered, checked('2021-05-01'))
      .when({ ...command, band })
      .refused('tariff-missing', { field: 'band', band: String(band) }),
  );

  it('is refused to a worker not on file, to the dead and in the future', () => {
    given().when(command).refused('worker-unknown');
    given(registered, checked('2021-05-01'), {
      type: 'WorkerDied',
      data: { workerId, evidence: 'akta', effectiveOn: '2021-05-02' },
    })
      .when(command)
      .refused('worker-deceased', { diedOn: '2021-05-02' });
    given(registered, checked('2021-05-01'))
      .when({ ...command, enrolledOn: '2021-05-04' })
      .refused('date-in-the-future', { field: 'enrolledOn' });
  });
});

describe('the eligibility check before an enrolment', () => {
  it('must be there', () => given(registered).when(command).refused('worker-not-eligible', { limitDays: '90' }));

  it('made after the day of enrolment does not count', () =>
    given(registered, checked('2021-05-03'))
      .when({ ...command, enrolledOn: '2021-05-02' })
      .refused('worker-not-eligible'));

  it('may be 90 days old, not 91', () => {
    given(registered, checked('2021-02-02')).when(command).then(enrolled('2021-05-03'));
    given(registered, checked('2021-02-01'))
      .when(command)
      .refused('worker-not-eligible', { checkedOn: '2021-02-01', limitDays: '90' });
  });

  it('is the latest by its day, whichever was recorded last', () => {
    given(registered, checked('2021-05-02', false), checked('2021-05-01'))
      .when(command)
      .refused('worker-not-eligible', { checkedOn: '2021-05-02' });
    given(registered, checked('2021-05-01', false), checked('2021-05-02')).when(command).then(enrolled('2021-05-03'));
  });

  it('of the same day is the one recorded last', () =>
    given(registered, checked('2021-05-02'), checked('2021-05-02', false))
      .when(command)
      .refused('worker-not-eligible'));
});

describe('the age limit (B11)', () => {
  const born1961 = { ...command, birthDate: '1961-03-15' };
  const before = { now: '2026-11-02T04:00:00.000Z' };

  it('lets someone of 64 in, the day before the birthday', () =>
    given(registered, checked('2026-03-01'))
      .when({ ...born1961, enrolledOn: '2026-03-14' }, before)
      .then(enrolled('2026-03-14')));

  it('refuses someone of 65, on the birthday', () =>
    given(registered, checked('2026-03-01'))
      .when({ ...born1961, enrolledOn: '2026-03-15' }, before)
      .refused('worker-over-age', { age: '65', ageLimit: '65' }));

  it('was 60 before April 2021', () =>
    given(registered, checked('2021-03-01'))
      .when({
        ...command,
        enrolledOn: '2021-03-15',
        birthDate: '1961-03-15',
        rules: { ...command.rules, ageLimit: 60 },
      })
      .refused('worker-over-age', { age: '60', ageLimit: '60' }));

  it('is refused with a birth date after the enrolment', () =>
    given(registered, checked('2021-05-01'))
      .when({ ...command, birthDate: '2021-05-04' })
      .refused('birth-date-impossible'));
});

describe('a second enrolment', () => {
  it('of a present member is refused', () =>
    given(registered, checked('2021-05-01'), enrolled('2021-01-05'))
      .when({ ...command, presentMember: true })
      .refused('worker-already-member', { enrolledOn: '2021-01-05' }));

  it('in the month of the first is refused, whatever the read model knows yet', () =>
    given(registered, checked('2021-05-01'), enrolled('2021-05-02')).when(command).refused('worker-already-member'));

  it('is taken once membership has ended', () =>
    given(registered, checked('2021-05-01'), enrolled('2021-01-05')).when(command).then(enrolled('2021-05-03')));

  it('is taken from the day after leaving, even with cover left for the month', () => {
    const member = { ...command, presentMember: true };
    given(registered, checked('2021-05-01'), enrolled('2021-05-01'), left('2021-05-02'))
      .when(member)
      .then(enrolled('2021-05-03'));
    given(registered, checked('2021-05-01'), enrolled('2021-05-01'), left('2021-05-03'))
      .when(member)
      .refused('worker-left', { leftOn: '2021-05-03' });
  });
});
