import { join } from 'node:path';
import * as ts from 'typescript';

export interface EventForm {
  readonly type: string;
  /** Names of the fields of `data`, in the order of the source. */
  readonly fields: readonly string[];
  /** Those that may be absent. */
  readonly optional: readonly string[];
}

const SOURCE = join(__dirname, '../../libs/ledger/src/events.ts');

/** Every member of the closed union `LedgerEvent`, as the compiler sees it: an event that is added is here at once. */
export function ledgerEventForms(): EventForm[] {
  const program = ts.createProgram([SOURCE], { strict: true, noEmit: true, skipLibCheck: true, types: [] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(SOURCE);
  const alias = source?.statements.find(
    (statement): statement is ts.TypeAliasDeclaration =>
      ts.isTypeAliasDeclaration(statement) && statement.name.text === 'LedgerEvent',
  );
  if (!alias) throw new Error(`${SOURCE} declares no LedgerEvent`);
  const union = checker.getTypeAtLocation(alias);
  if (!union.isUnion()) throw new Error('LedgerEvent is no union');

  const propertyOf = (type: ts.Type, name: string): ts.Type => {
    const property = type.getProperty(name);
    if (!property) throw new Error(`a LedgerEvent has no ${name}`);
    return checker.getTypeOfSymbol(property);
  };
  return union.types.map((event) => {
    const type = propertyOf(event, 'type');
    if (!type.isStringLiteral()) throw new Error('the type of a LedgerEvent is no literal');
    const fields = propertyOf(event, 'data').getProperties();
    const optional = fields.filter(({ flags }) => (flags & ts.SymbolFlags.Optional) !== 0);
    return { type: type.value, fields: fields.map(({ name }) => name), optional: optional.map(({ name }) => name) };
  });
}
