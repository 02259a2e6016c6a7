import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerEventType } from '@sedekah/ledger';
import { ledgerEventForms } from './ledger-event-types';
import { faultOf, fieldsOf, kindOf } from '../../apps/cli/src/forms/fault';
import { EVENT_FORMS, INNER_FORMS } from '../../apps/cli/src/forms/forms';

const folder = join(__dirname, 'v1');
const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { type: LedgerEventType; data: object });

test('the forms name the fields that the compiler knows, and which of them may be absent', () => {
  const named = Object.entries(EVENT_FORMS).map(([type, form]) => ({
    type,
    fields: fieldsOf(`${form} effectiveOn`)
      .map(({ name, isOptional }) => `${name}${isOptional ? '?' : ''}`)
      .sort(),
  }));
  const known = ledgerEventForms().map(({ type, fields, optional }) => ({
    type,
    fields: fields.map((name) => `${name}${optional.includes(name) ? '?' : ''}`).sort(),
  }));
  expect(named.sort((a, b) => (a.type < b.type ? -1 : 1))).toEqual(known.sort((a, b) => (a.type < b.type ? -1 : 1)));
});

test('every kind that a form names is defined', () => {
  const forms = [...Object.values(EVENT_FORMS), ...Object.values(INNER_FORMS).flat()];
  for (const { kind } of forms.flatMap(fieldsOf)) expect(() => kindOf(kind)).not.toThrow();
});

describe.each(examples)('$type', ({ type, data }) => {
  test('as it was written has no fault', () => {
    expect(faultOf(type, data)).toBeUndefined();
  });

  test('is not whole without a field that belongs to it, nor with one that does not', () => {
    for (const { name, isOptional } of fieldsOf(`${EVENT_FORMS[type]} effectiveOn`)) {
      const { [name]: _, ...rest } = data as Record<string, unknown>;
      expect(faultOf(type, rest)).toEqual(isOptional ? undefined : { field: name, problem: 'missing' });
    }
    expect(faultOf(type, { ...data, disisipkan: '1' })).toEqual({ field: 'disisipkan', problem: 'unknown' });
  });

  test('shows a field that holds another kind of value', () => {
    for (const name of Object.keys(data)) {
      for (const wrong of [Symbol('wrong'), () => undefined]) {
        const fault = faultOf(type, { ...data, [name]: wrong });
        expect(fault).toEqual({ field: name, problem: 'malformed' });
      }
    }
  });
});

test.each([
  ['PaymentVerified', { amount: 20_000 }, 'amount'],
  ['PaymentVerified', { amount: '20000.5' }, 'amount'],
  ['PaymentVerified', { place: 'kas' }, 'place'],
  ['PremiumsAllocated', { month: '2021-13' }, 'month'],
  ['PremiumsAllocated', { parts: [{ place: 'bank:kas' }] }, 'parts'],
  ['PremiumsAllocated', { workers: [1] }, 'workers'],
  ['PaymentRecorded', { custody: { kind: 'scheme', accountId: 'kas' } }, 'custody'],
  ['WorkerRegistered', { effectiveOn: '2021-02-30' }, 'effectiveOn'],
  ['WorkerRegistered', { sector: 'laut' }, 'sector'],
] as const)('%s with %j is malformed', (type, change, field) => {
  const example = examples.find((each) => each.type === type);
  expect(faultOf(type, { ...example?.data, ...change })).toEqual({ field, problem: 'malformed' });
});
