import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { isLocalDate, isMonth } from '@sedekah/ledger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  buildMessage,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateNested,
} from 'class-validator';

/** What every field of a body or query may say for /docs. */
interface FieldOptions {
  readonly optional?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

/** Rules and documentation of one field. Rules of the ledger itself (amounts, quotas, NIK) are the ledger's to refuse. */
function field(options: FieldOptions, schema: ApiPropertyOptions, ...rules: PropertyDecorator[]): PropertyDecorator {
  const { optional, ...documentation } = options;
  return applyDecorators(
    ApiProperty({ ...schema, ...documentation, required: !optional } as ApiPropertyOptions),
    ...(optional ? [IsOptional()] : []),
    ...rules,
  );
}

/** The value must pass `test`. */
const satisfies = (name: string, test: (value: unknown) => boolean, message: string, each = false) =>
  ValidateBy({ name, validator: { validate: test, defaultMessage: buildMessage(() => message) } }, { each });

/**
 * Nobody types control characters or half a character; they come from copied binary. PostgreSQL takes no U+0000 at all:
 * one recorded in an event would stop the projector there for ever.
 */
const ILLEGIBLE = /[^\P{Cc}\t\n\r]|\p{Surrogate}/u;
const legible = (each = false) =>
  satisfies(
    'legible',
    (value) => typeof value !== 'string' || !ILLEGIBLE.test(value),
    each ? 'masing-masing tidak boleh memuat karakter kendali' : 'tidak boleh memuat karakter kendali',
    each,
  );

interface TextOptions extends FieldOptions {
  readonly max?: number;
  readonly pattern?: RegExp;
  /** Said when the pattern does not match. */
  readonly message?: string;
}

/** Text of 1 to `max` (200) characters. */
export const Text = ({ max = 200, pattern, message, ...options }: TextOptions = {}) =>
  field(
    options,
    { type: String, maxLength: max, ...(pattern ? { pattern: pattern.source } : {}) },
    IsString({ message: 'harus berupa teks' }),
    MinLength(1, { message: 'tidak boleh kosong' }),
    MaxLength(max, { message: `paling panjang ${max} huruf` }),
    legible(),
    ...(pattern ? [Matches(pattern, { message: message ?? 'bentuknya salah' })] : []),
  );

/** An id as the ledger makes them, or an officer's short code. */
export const Id = (options: FieldOptions = {}) =>
  Text({
    max: 100,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    message: 'hanya huruf, angka, titik, garis bawah dan tanda hubung',
    ...options,
  });

/** Kemendagri region code: `76`, `76.03`, `76.03.03` or `76.03.03.2001`. */
export const RegionCode = (options: FieldOptions = {}) =>
  Text({
    pattern: /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/,
    message: 'harus kode wilayah Kemendagri, misalnya 76.03.03',
    example: '76.03.03',
    ...options,
  });

/** Rupiah as a decimal string of what money can reckon with: whether it is sensible, the ledger says (`amount-invalid`). */
export const Amount = (options: FieldOptions = {}) =>
  field(
    { example: '16800', ...options },
    { type: String },
    IsString({ message: 'jumlah rupiah ditulis sebagai teks, misalnya "840000"' }),
    MaxLength(30, { message: 'paling panjang 30 huruf' }),
  );

/** A JSON number; the ledger says whether it may be this one. */
export const Count = (options: FieldOptions = {}) =>
  field(options, { type: Number }, IsNumber({}, { message: 'harus berupa angka' }));

/** A whole number between `min` and `max`. In a query its text is read as a number. */
export const Whole = ({ min = 0, max = 1_000_000, ...options }: FieldOptions & { min?: number; max?: number } = {}) =>
  field(
    options,
    { type: 'integer', minimum: min, maximum: max },
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
    ),
    IsInt({ message: 'harus bilangan bulat' }),
    Min(min, { message: `paling kecil ${min}` }),
    Max(max, { message: `paling besar ${max}` }),
  );

/** Years counted month by month: one far ahead, typed for "for ever", would keep the server counting. */
const LAST_YEAR = '2199';
const isNear = (date: unknown): boolean => typeof date === 'string' && date.slice(0, 4) <= LAST_YEAR;
const isNearMonth = (value: unknown): boolean => isMonth(value) && isNear(value);
const isNearDay = (value: unknown): boolean => isLocalDate(value) && isNear(value);

const MONTH_MESSAGE = `harus bulan iuran YYYY-MM dari 1900 sampai ${LAST_YEAR}, misalnya 2021-05`;
export const MonthField = (options: FieldOptions = {}) =>
  field({ example: '2021-05', ...options }, { type: String }, satisfies('month', isNearMonth, MONTH_MESSAGE));

export const MonthList = ({ max = 120, ...options }: FieldOptions & { max?: number } = {}) =>
  field(
    { example: ['2021-05'], ...options },
    { type: [String] },
    IsArray({ message: 'harus berupa daftar bulan' }),
    ArrayMinSize(1, { message: 'paling sedikit satu bulan' }),
    ArrayMaxSize(max, { message: `paling banyak ${max} bulan` }),
    satisfies('month', isNearMonth, MONTH_MESSAGE, true),
  );

/** A day that exists: `2021-05-03`. */
export const Day = (options: FieldOptions = {}) =>
  field(
    { example: '2021-05-03', ...options },
    { type: String, format: 'date' },
    satisfies(
      'day',
      isNearDay,
      `harus tanggal YYYY-MM-DD yang ada di kalender, dari 1900 sampai ${LAST_YEAR}, misalnya 2021-05-03`,
    ),
  );

/** One of a closed list. */
export const OneOf = <Value extends string>(values: readonly Value[], options: FieldOptions = {}) =>
  field(
    options,
    { type: String, enum: [...values] },
    IsIn([...values], { message: `harus salah satu dari: ${values.join(', ')}` }),
  );

/** Several of a closed list. */
export const SomeOf = <Value extends string>(values: readonly Value[], options: FieldOptions = {}) =>
  field(
    options,
    { type: String, enum: [...values], isArray: true },
    IsArray({ message: 'harus berupa daftar' }),
    IsIn([...values], { each: true, message: `masing-masing salah satu dari: ${values.join(', ')}` }),
  );

/** true or false; in a query `true` or `false` as text. */
export const Flag = (options: FieldOptions = {}) =>
  field(
    options,
    { type: Boolean },
    Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value)),
    IsBoolean({ message: 'harus true atau false' }),
  );

/** A list of texts, each of 1 to 200 characters. */
export const TextList = ({ max = 1000, min = 0, ...options }: FieldOptions & { max?: number; min?: number } = {}) =>
  field(
    options,
    { type: [String], maxItems: max },
    IsArray({ message: 'harus berupa daftar' }),
    ArrayMinSize(min, { message: `paling sedikit ${min} isi` }),
    ArrayMaxSize(max, { message: `paling banyak ${max} isi` }),
    IsString({ each: true, message: 'masing-masing harus berupa teks' }),
    MinLength(1, { each: true, message: 'masing-masing tidak boleh kosong' }),
    MaxLength(200, { each: true, message: 'masing-masing paling panjang 200 huruf' }),
    legible(true),
  );

/** A list of whole numbers. */
export const WholeList = (options: FieldOptions = {}) =>
  field(
    options,
    { type: [Number] },
    IsArray({ message: 'harus berupa daftar' }),
    ArrayMaxSize(1000, { message: 'paling banyak 1000 isi' }),
    IsInt({ each: true, message: 'masing-masing harus bilangan bulat' }),
  );

/** An object with fields of its own. */
export const Nested = (type: () => Class, options: FieldOptions = {}) =>
  field(options, { type }, satisfies('object', isObject, 'harus sebuah objek'), ValidateNested(), Type(type));

/** A list of objects with fields of their own. */
export const NestedList = (
  type: () => Class,
  { min = 0, max = 1000, ...options }: FieldOptions & { min?: number; max?: number } = {},
) =>
  field(
    options,
    { type, isArray: true, maxItems: max },
    IsArray({ message: 'harus berupa daftar' }),
    ArrayMinSize(min, { message: `paling sedikit ${min} isi` }),
    ArrayMaxSize(max, { message: `paling banyak ${max} isi` }),
    satisfies('object', isObject, 'masing-masing harus sebuah objek', true),
    ValidateNested({ each: true }),
    Type(type),
  );

const isObject = (value: unknown): boolean => value !== null && typeof value === 'object' && !Array.isArray(value);
