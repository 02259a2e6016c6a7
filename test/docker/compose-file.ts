import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';

export const ROOT = join(__dirname, '..', '..');

export const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What these tests look at in a service; Compose knows more. */
export interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** As it is written, variables not yet filled in. */
export const composeFile = (name: string): ComposeFile =>
  load(text(`docker/${name}`), { schema: CORE_SCHEMA.withTags([mergeTag]) }) as ComposeFile;

const VARIABLE = /\$(?:\$|\{(\w+)(?::([-?])([^}]*))?\})/g;

/** Names of the variables in a text, those without a default apart. */
export function variablesOf(content: string): { readonly required: Set<string>; readonly all: Set<string> } {
  const found = [...content.matchAll(VARIABLE)].filter(([, name]) => name !== undefined);
  const names = (matches: readonly RegExpExecArray[]) => new Set(matches.map(([, name]) => name as string));
  return { required: names(found.filter(([, , operator]) => operator === '?')), all: names(found) };
}

/** Fills in variables as Compose does, for the two forms these files use. @throws Error for a missing required one */
export function filledIn(content: string, values: Readonly<Record<string, string>>): string {
  return content.replace(VARIABLE, (whole, name?: string, operator?: string, fallback?: string) => {
    if (name === undefined) return '$';
    const value = values[name] ?? (operator === '-' ? fallback : undefined);
    if (value === undefined) throw new Error(`${whole} has no value`);
    return value;
  });
}
