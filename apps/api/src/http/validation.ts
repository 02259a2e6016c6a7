import {
  ValidationPipe,
  type ArgumentMetadata,
  type PipeTransform,
  type ValidationError,
  type ValidationPipeOptions,
} from '@nestjs/common';
import { invalid, type FieldError } from './problem';

/** Messages of class-validator itself, for the rules no field decorator words. */
const DEFAULTS: Readonly<Record<string, string>> = {
  whitelistValidation: 'tidak dikenal di sini',
  unknownValue: 'harus sebuah objek',
  nestedValidation: 'harus sebuah objek, atau daftar objek',
};

/** Every field that is wrong, with the path to it. The value itself is never repeated: it may be personal. */
export function fieldErrors(errors: readonly ValidationError[], path: readonly string[] = []): FieldError[] {
  return errors.flatMap((error) => {
    const field = [...path, error.property];
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      field: field.join('.'),
      message: DEFAULTS[rule] ?? message,
    }));
    return [...own.slice(0, 1), ...fieldErrors(error.children ?? [], field)];
  });
}

const OPTIONS: ValidationPipeOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  transform: true,
  stopAtFirstError: true,
};

/** Bodies, queries and paths become their classes; what no class names is refused. */
export class RequestValidation implements PipeTransform {
  private readonly body = this.refusingWith('invalid-body');
  private readonly query = this.refusingWith('invalid-query');

  transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'body') return this.query.transform(value, metadata);
    if (value === null || typeof value === 'string' || Array.isArray(value)) {
      throw invalid('invalid-body', { field: '', message: 'harus sebuah objek JSON' });
    }
    return this.body.transform(value, metadata);
  }

  private refusingWith(code: 'invalid-body' | 'invalid-query'): ValidationPipe {
    return new ValidationPipe({ ...OPTIONS, exceptionFactory: (errors) => invalid(code, ...fieldErrors(errors)) });
  }
}
