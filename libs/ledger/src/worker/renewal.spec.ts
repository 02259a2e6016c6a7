import { renewalRefusal } from './renewal';
import { unregisteredWorker, type EligibilityCheck } from './state';

const check = (on: string, eligible = true): EligibilityCheck => ({ source: 'dukcapil', eligible, reference: 'D', on });
const refusal = (checks: EligibilityCheck[], on = '2025-12-31') =>
  renewalRefusal({ ...unregisteredWorker(), checks }, on, 90);

describe('renewal in December (A15)', () => {
  it('is for who was found eligible at most 90 days ago', () => {
    expect(refusal([check('2025-12-02')])).toBeUndefined();
    expect(refusal([check('2025-10-02')])).toBeUndefined();
    expect(refusal([check('2025-10-01')])).toMatchObject({
      code: 'worker-not-eligible',
      details: { checkedOn: '2025-10-01', days: '91', limitDays: '90' },
    });
  });

  it('goes by the latest check that is not after the day', () => {
    expect(refusal([check('2025-12-02'), check('2025-12-01', false)])).toBeUndefined();
    expect(refusal([check('2025-12-01'), check('2025-12-02', false)])).toMatchObject({
      details: { checkedOn: '2025-12-02' },
    });
    expect(refusal([check('2025-12-02', false), check('2026-01-05')])).toMatchObject({
      details: { checkedOn: '2025-12-02' },
    });
  });

  it('is not for who was never checked', () =>
    expect(refusal([])).toMatchObject({ code: 'worker-not-eligible', details: { limitDays: '90' } }));
});
