import { specification } from '../specification';
import type { PremiumsAllocated, SponsorEvent } from './events';
import { sponsorDecider } from './sponsor';
import {
  allocated,
  assigned,
  due,
  ordered,
  pledgeMade,
  recorded,
  registeredRegent,
  verified,
} from './sponsor.fixtures';

const { given } = specification(sponsorDecider);
const workers = ['w1', 'w2', 'w3'];
const paying = (amount: string) => [
  registeredRegent,
  pledgeMade,
  assigned(...workers),
  recorded(amount),
  verified(amount),
];
const run = (...dues: ReturnType<typeof due>[]) => ({
  type: 'AllocatePremiums' as const,
  runId: 'run-1',
  due: dues.flat(),
});
const funded = (events: SponsorEvent[]) =>
  events.flatMap((event) =>
    (event as PremiumsAllocated).data.workers.map((worker) => `${worker} ${(event as PremiumsAllocated).data.month}`),
  );

describe('the month run', () => {
  it('funds the oldest month first and stops at the first premium that does not fit', () => {
    const events = given(...paying('70000'))
      .when(run(due('2021-05', ...workers), due('2021-06', ...workers)))
      .events();
    expect(funded(events)).toEqual(['w1 2021-05', 'w2 2021-05', 'w3 2021-05', 'w1 2021-06']);
  });

  it('changes nothing when it is run again on unchanged state', () => {
    const history = [...paying('50400'), allocated('2021-05', 'b1', ...workers)];
    given(...history)
      .when(run(due('2021-05', ...workers)))
      .then();
  });

  it('goes on where it stopped when money comes late', () => {
    const history = [...paying('16800'), allocated('2021-05', 'b1', 'w1')];
    const late = [recorded('33600', 'regent.r2'), verified('33600', 'regent.r2')];
    const events = given(...history, ...late)
      .when(run(due('2021-05', ...workers)))
      .events();
    expect(funded(events)).toEqual(['w2 2021-05', 'w3 2021-05']);
  });

  it('spends only verified money', () => {
    given(registeredRegent, pledgeMade, assigned(...workers), recorded('840000'))
      .when(run(due('2021-05', ...workers)))
      .then();
  });

  it('uses credit at BPJS first and splits one premium over places when it must', () => {
    const rejected: SponsorEvent = {
      type: 'AllocationsRejected',
      data: {
        sponsorId: 'regent',
        remittanceId: 'SG01.2021-05.1',
        month: '2021-05',
        group: 'SG01',
        workers: [{ workerId: 'w1', reason: 'NIK ganda' }],
        total: '16800',
        place: 'bpjs:SG01',
        effectiveOn: '2021-05-05',
      },
    };
    const history = [
      ...paying('26800'),
      allocated('2021-05', 'b1', 'w1'),
      ordered('2021-05', 'SG01.2021-05.1', 1, 'b1'),
      rejected,
    ];
    const dear = due('2021-06', 'w2').map((premium) => ({ ...premium, amount: '20000' }));
    const [event] = given(...history)
      .when(run(dear))
      .events();
    expect(event).toMatchObject({
      data: {
        total: '20000',
        parts: [
          { place: 'bpjs:SG01', amount: '16800' },
          { place: 'bank:kas', amount: '3200' },
        ],
      },
    });
  });
});
