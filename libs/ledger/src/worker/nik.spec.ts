import fc from 'fast-check';
import { Rejection } from '../rejection';
import { maskName, maskNik, nikProblem, parseNik, type NikExpectation } from './nik';

const man = { birthDate: '1980-05-31', sex: 'male', testNiks: true } as const;
const nikOf = (birth: string, serial = '0000', region = '760303') => `${region}${birth}${serial}`;

function codeAndDetails(nik: string, expected: NikExpectation) {
  const problem = nikProblem(nik, expected);
  return problem && { code: problem.code, ...problem.details };
}

describe('NIK', () => {
  it('is read with the century of the birth date given', () => {
    expect(parseNik(nikOf('310580'), man)).toEqual({ province: '76', birthDate: '1980-05-31', sex: 'male' });
    expect(parseNik(nikOf('010205'), { birthDate: '2005-02-01', testNiks: true }).birthDate).toBe('2005-02-01');
  });

  it("adds 40 to a woman's day", () => {
    expect(parseNik(nikOf('710580'), { birthDate: '1980-05-31', testNiks: true }).sex).toBe('female');
  });

  it.each([
    ['15 digits', '76030331058000', 'length'],
    ['17 digits', '76030331058000000', 'length'],
    ['letters', '7603033105800O00', 'length'],
    ['full-width digits', '７６０３０３３１０５８００００１', 'length'],
    ['a line break after it', `${nikOf('310580')}\n`, 'length'],
    ['nothing', '', 'length'],
    ['province 10', nikOf('310580', '0001', '100101'), 'province'],
    ['province 98', nikOf('310580', '0001', '980101'), 'province'],
    ['a leading zero', nikOf('310580', '0001', '060101'), 'province'],
    ['day 0', nikOf('000580'), 'birth-date'],
    ['day 32', nikOf('320580'), 'birth-date'],
    ['day 40', nikOf('400580'), 'birth-date'],
    ['day 72', nikOf('720580'), 'birth-date'],
    ['month 13', nikOf('311380'), 'birth-date'],
    ['31 April', nikOf('310480'), 'birth-date'],
    ['29 February of no leap year', nikOf('290281'), 'birth-date'],
  ])('is refused with %s', (_, nik, part) => {
    expect(codeAndDetails(nik, man)).toEqual({ code: 'nik-invalid', field: 'nik', part });
  });

  it('takes serial 0000 in test mode only', () => {
    expect(codeAndDetails(nikOf('310580'), { birthDate: '1980-05-31' })).toMatchObject({ part: 'serial' });
    expect(nikProblem(nikOf('310580', '0001'), { birthDate: '1980-05-31' })).toBeUndefined();
  });

  it('must agree with the birth date and the sex given', () => {
    expect(codeAndDetails(nikOf('310580'), { ...man, birthDate: '1981-05-31' })).toEqual({
      code: 'nik-mismatch',
      field: 'birthDate',
    });
    expect(codeAndDetails(nikOf('310580'), { ...man, sex: 'female' })).toEqual({ code: 'nik-mismatch', field: 'sex' });
    // 29 February exists in 2000, so the NIK itself is sound.
    expect(codeAndDetails(nikOf('290200'), { ...man, birthDate: '1999-03-01' })).toMatchObject({
      code: 'nik-mismatch',
    });
  });

  it.each(['1981-02-29', '31-05-1980', '1899-12-31', '', '1900-01-01'])(
    'is refused with the impossible birth date %j',
    (birthDate) => {
      const refusal = codeAndDetails(nikOf('310580'), { ...man, birthDate, today: '2026-11-02' });
      expect(refusal).toEqual({ code: 'birth-date-impossible', field: 'birthDate' });
    },
  );

  it('is refused with a birth date after today', () => {
    expect(
      codeAndDetails(nikOf('010130'), { birthDate: '2030-01-01', testNiks: true, today: '2026-11-02' })?.code,
    ).toBe('birth-date-impossible');
  });

  it('agrees with every person it was made for, and shows up in no refusal', () => {
    const people = fc.record({
      birthDate: fc
        .date({ min: new Date('1930-01-01'), max: new Date('2010-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      sex: fc.constantFrom('male' as const, 'female' as const),
      serial: fc.integer({ min: 1, max: 9999 }).map((serial) => String(serial).padStart(4, '0')),
    });
    fc.assert(
      fc.property(people, people, ({ birthDate, sex, serial }, other) => {
        const day = String(Number(birthDate.slice(8)) + (sex === 'female' ? 40 : 0)).padStart(2, '0');
        const nik = nikOf(`${day}${birthDate.slice(5, 7)}${birthDate.slice(2, 4)}`, serial);
        expect(parseNik(nik, { birthDate, sex })).toEqual({ province: '76', birthDate, sex });
        const problem = nikProblem(nik, other);
        const same = other.birthDate === birthDate && other.sex === sex;
        expect(problem instanceof Rejection).toBe(!same);
        if (problem) expect(JSON.stringify([problem.message, problem.english, problem.details])).not.toContain(nik);
      }),
    );
  });

  it('is shown masked', () => {
    expect(maskNik('7603033105800012')).toBe('7603••••••••0012');
    expect(maskNik('760303310580001')).toBe('•'.repeat(16));
    expect(maskName('Andi  Bulan')).toBe('A••• B••••');
    expect(maskName('  ')).toBe('');
  });
});
