import type { LedgerEventType } from '@sedekah/ledger';
import { EVENT_FORMS, INNER_FORMS } from './forms';
import { kindNamed, listOf, PLAIN_KINDS, type Kind } from './kinds';

/** One field of a form. */
export interface FormField {
  readonly name: string;
  readonly isOptional: boolean;
  readonly kind: string;
}

/** The fields that a form in `forms.ts` names. */
export const fieldsOf = (form: string): FormField[] =>
  form.split(' ').map((field) => {
    const [mark = '', kind] = field.split(':');
    const isOptional = mark.endsWith('?');
    const name = isOptional ? mark.slice(0, -1) : mark;
    return { name, isOptional, kind: kindNamed(name, kind) };
  });

interface CheckedField extends FormField {
  readonly is: Kind;
}
type Form = ReadonlyMap<string, CheckedField>;

const compiled = new Map<string, Form>();

/** Forms are read once, when first needed. */
function formOf(form: string): Form {
  const known = compiled.get(form);
  if (known) return known;
  const fields = fieldsOf(form).map((field): [string, CheckedField] => [
    field.name,
    { ...field, is: kindOf(field.kind) },
  ]);
  const fresh = new Map(fields);
  compiled.set(form, fresh);
  return fresh;
}

/** @throws Error for a kind that nobody has defined */
export function kindOf(name: string): Kind {
  if (name.startsWith('[')) return listOf(kindOf(name.slice(1, -1)));
  const plain = PLAIN_KINDS[name];
  if (plain) return plain;
  const inner = INNER_FORMS[name];
  if (!inner) throw new Error(`no kind of field is called ${name}`);
  return (value) => inner.some((form) => faultIn(value, formOf(form)) === undefined);
}

/** What is wrong with a field of an event's data. */
export interface FormFault {
  readonly field: string;
  readonly problem: 'missing' | 'unknown' | 'malformed';
}

/** The first field of an event's data that is not as its form wants it; nothing when all are. */
export const faultOf = (type: LedgerEventType, data: object): FormFault | undefined =>
  faultIn(data, formOf(`${EVENT_FORMS[type]} effectiveOn`));

function faultIn(value: unknown, form: Form): FormFault | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { field: '', problem: 'malformed' };
  const data = value as Readonly<Record<string, unknown>>;
  for (const { name, isOptional, is } of form.values()) {
    if (data[name] === undefined) {
      if (!isOptional) return { field: name, problem: 'missing' };
    } else if (!is(data[name])) return { field: name, problem: 'malformed' };
  }
  const unknown = Object.keys(data).find((name) => !form.has(name));
  return unknown === undefined ? undefined : { field: unknown, problem: 'unknown' };
}
