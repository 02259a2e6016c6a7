import { OCCUPATIONS, occupationOf, sectorOf } from './occupations';

describe('occupations', () => {
  it.each([
    ['tukang-ojek', 'transport'],
    ['sopir-angkot', 'transport'],
    ['kurir', 'transport'],
    ['nelayan', 'other'],
    ['pedagang-pasar', 'other'],
    ['petani-sawit', 'other'],
  ])('%s belongs to sector %s', (code, sector) => expect(sectorOf(code)).toBe(sector));

  it('are coded once each, in kebab-case', () => {
    const codes = OCCUPATIONS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
    expect(codes.length).toBeGreaterThanOrEqual(40);
  });

  it('unknown to the list are refused, without repeating what was typed', () => {
    expect(() => occupationOf('7603033105800000')).toThrow(expect.objectContaining({ code: 'occupation-unknown' }));
    expect(() => sectorOf('constructor')).toThrow(/occupation-unknown: (?!.*constructor)/);
  });
});
