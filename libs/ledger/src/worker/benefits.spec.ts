import { specification } from '../specification';
import type { RecordBenefit } from './commands';
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
const died: WorkerEvent = { type: 'WorkerDied', data: { workerId, evidence: 'akta 1', effectiveOn: '2021-04-02' } };
const command: RecordBenefit = {
  type: 'RecordBenefit',
  kind: 'jkm',
  amount: '42000000',
  heirs: 1,
  reference: 'JKM/2021/17',
  paidOn: '2021-04-20',
};
const { type: _, paidOn, ...paid } = command;
const recorded: WorkerEvent = { type: 'BenefitRecorded', data: { workerId, ...paid, effectiveOn: paidOn } };
const scholarship = { ...command, kind: 'scholarship', amount: '1500000', reference: 'BEA/1' } as const;

describe('a benefit', () => {
  it('is recorded as a fact', () => given(registered, died).when(command).then(recorded));

  it('handed over again at a ceremony counts once (A3)', () => {
    given(registered, died, recorded)
      .when({ ...command, paidOn: '2021-04-21' })
      .then();
    given(registered, died, recorded)
      .when({ ...command, reference: ' jkm/2021/17 ' })
      .then();
  });

  it('with another sum or kind under the same reference is refused with what is recorded', () => {
    const numbers = { amount: '42000000', reference: 'JKM/2021/17', paidOn: '2021-04-20', heirs: '1', kind: 'jkm' };
    given(registered, died, recorded)
      .when({ ...command, amount: '24000000' })
      .refused('benefit-exists', numbers);
    given(registered, died, recorded)
      .when({ ...command, kind: 'jkk' })
      .refused('benefit-exists', numbers);
    given(registered, died, recorded)
      .when({ ...command, heirs: 2 })
      .refused('benefit-exists', numbers);
  });

  it('at death is one, whatever number the ceremony gives it', () =>
    given(registered, died, recorded)
      .when({ ...command, reference: 'BA-PENYERAHAN/3' })
      .refused('benefit-exists', { reference: 'JKM/2021/17' }));

  it('of another kind stands beside it', () =>
    given(registered, died, recorded)
      .when(scholarship)
      .then({
        type: 'BenefitRecorded',
        data: { ...recorded.data, kind: 'scholarship', amount: '1500000', reference: 'BEA/1' } as typeof recorded.data,
      } as WorkerEvent));

  it('at death needs a death, and is not paid before it', () => {
    given(registered).when(command).refused('worker-not-deceased');
    given(registered, died)
      .when({ ...command, paidOn: '2021-04-01' })
      .refused('date-out-of-order', { notBefore: '2021-04-02' });
  });

  it('for an accident is the living worker’s too', () =>
    expect(
      given(registered)
        .when({ ...command, kind: 'jkk', heirs: 0 })
        .events(),
    ).toHaveLength(1));

  it.each(['0', '-1', '1.5', '1000000000000001'])('of %s rupiah is refused', (amount) =>
    given(registered, died)
      .when({ ...command, amount })
      .refused('amount-invalid', { field: 'amount' }),
  );

  it('is refused for a day to come and for nobody', () => {
    given(registered, died)
      .when({ ...command, paidOn: '2021-05-04' })
      .refused('date-in-the-future');
    given().when(command).refused('worker-unknown');
  });
});
