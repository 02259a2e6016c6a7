import { contextOf } from '../specification';
import { costOfLapse, jkmFor, jkmRules, wholeJkmFrom } from './jkm';
import { emptyLaw, type LawState } from './law';
import { SHIPPED_LAW } from './shipped-law';
import { tariffDecider } from './tariff';

const law = SHIPPED_LAW.reduce<LawState>(
  (state, command) => tariffDecider.decide(state, command, contextOf()).reduce(tariffDecider.evolve, state),
  emptyLaw(),
);

describe('JKM', () => {
  it('was whole from the first day before Permenaker 1/2025 (B10)', () =>
    expect(jkmFor(law, '2025-02-01', '2025-02-10')).toBe('42000000'));

  it.each([
    ['2025-03-01', '2025-03-01', '10000000'],
    ['2025-03-01', '2025-05-31', '10000000'],
    ['2025-03-01', '2025-06-01', '42000000'],
    ['2025-11-30', '2026-02-27', '10000000'],
    ['2025-11-30', '2026-02-28', '42000000'],
    ['2025-02-23', '2025-02-23', '42000000'],
    ['2025-02-23', '2025-02-24', '10000000'],
    ['2019-12-01', '2019-12-01', '24000000'],
    ['2019-12-01', '2019-12-02', '42000000'],
  ])('of somebody enrolled on %s who dies on %s is %s', (enrolledOn, diedOn, amount) =>
    expect(jkmFor(law, enrolledOn, diedOn)).toBe(amount),
  );

  it('names the law it rests on, and whether somebody has checked it', () => {
    const rules = jkmRules(law, '2025-03-01');
    expect(rules).toMatchObject({ full: '42000000', waitingMonths: 3, waiting: '10000000', needsChecking: true });
    expect(rules.citations.filter((citation) => citation.startsWith('Permenaker 1/2025'))).toHaveLength(2);
    expect(wholeJkmFrom(rules, '2025-03-15')).toBe('2025-06-15');
  });

  it('is a rule of its own: unpublished, it is not guessed', () =>
    expect(() => jkmFor(emptyLaw(), '2025-03-01', '2025-03-01')).toThrow('tariff-missing'));
});

describe('a lapse', () => {
  it('costs the family 32 million since Permenaker 1/2025, and nothing before', () => {
    expect(costOfLapse(law, '2024-01-01', '2025-06-01')).toBe('32000000');
    expect(costOfLapse(law, '2024-01-01', '2025-02-23')).toBe('0');
  });

  it('costs nothing to who is still waiting', () => expect(costOfLapse(law, '2025-05-01', '2025-06-01')).toBe('0'));
});
