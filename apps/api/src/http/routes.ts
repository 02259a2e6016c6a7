import { applyDecorators, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { REJECTIONS, type RejectionCode } from '@sedekah/ledger';
import { EDGE_PROBLEMS, type EdgeProblemCode } from './problem';
import { ProblemBody, PositionBody } from './problem.body';
import { Roles, type Access } from './roles';

export const WRITE = 'sedekah:write';

type Codes = readonly (RejectionCode | EdgeProblemCode)[];

interface RouteOptions {
  readonly roles: Access;
  /** One line for /docs, in Indonesian. */
  readonly summary: string;
  readonly description?: string;
  /** The class of the answer; a list of them with `many`. */
  readonly answers?: Type;
  readonly many?: boolean;
  /** Refusals that belong to this route, beside those every route has. */
  readonly refusals?: Codes;
}

export interface WriteOptions extends RouteOptions {
  /** The command appends to one stream only, so `If-Match` may pin its revision. */
  readonly oneStream?: boolean;
  /** 201 unless said otherwise. */
  readonly status?: number;
}

const statusOf = (code: RejectionCode | EdgeProblemCode): number =>
  code in REJECTIONS ? REJECTIONS[code as RejectionCode] : EDGE_PROBLEMS[code as EdgeProblemCode].status;

/** One documented answer per status, naming its codes. */
export function problems(codes: Codes): MethodDecorator & ClassDecorator {
  const unique = [...new Set(codes)];
  const answers = [...new Set(unique.map(statusOf))].map((status) =>
    ApiResponse({
      status,
      description: unique
        .filter((code) => statusOf(code) === status)
        .map((code) => `\`${code}\``)
        .join(', '),
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemBody) } } },
    }),
  );
  return applyDecorators(...answers);
}

const success = (status: number, { answers, many }: RouteOptions, headers: object = {}) =>
  ApiResponse({
    status,
    description: 'Berhasil',
    headers: headers as Record<string, never>,
    ...(answers ? { type: answers, isArray: many ?? false } : {}),
  });

const described = ({ summary, description }: RouteOptions) =>
  ApiOperation({ summary, ...(description ? { description } : {}) });

const authenticated = (access: Access) => (access === 'anyone' ? [] : [ApiBearerAuth()]);
const accessProblems = (access: Access): Codes =>
  access === 'anyone' ? [] : ['unauthenticated', 'forbidden', 'password-change-required'];

/** A route that appends to the log: who may call it, its key and pin, every answer it can give. */
export function Write(options: WriteOptions) {
  const status = options.status ?? 201;
  const edge: Codes = [
    'invalid-body',
    'malformed-json',
    'idempotency-key-required',
    'idempotency-key-invalid',
    'idempotency-key-reused',
    'conflict',
    'outcome-unknown',
    'store-unavailable',
    ...(options.oneStream
      ? (['precondition-failed', 'if-match-invalid'] as const)
      : (['if-match-unsupported'] as const)),
  ];
  return applyDecorators(
    SetMetadata(WRITE, options),
    HttpCode(status),
    Roles(options.roles),
    described(options),
    ApiExtraModels(ProblemBody, PositionBody),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: 'Nilai baru untuk perintah baru; nilai yang sama bila mengulang perintah yang sama.',
    }),
    ...(options.oneStream
      ? [ApiHeader({ name: 'If-Match', required: false, description: 'Revisi dari `ETag`, misalnya "4".' })]
      : []),
    success(status, options.answers ? options : { ...options, answers: PositionBody }, {
      'Sedekah-Position': { description: 'Untuk `?waitFor=` pada bacaan.', schema: { type: 'string' } },
      ...(options.oneStream ? { ETag: { description: 'Revisi.', schema: { type: 'string' } } } : {}),
    }),
    ...authenticated(options.roles),
    problems([...edge, ...accessProblems(options.roles), ...(options.refusals ?? [])]),
  );
}

/** A route that reads: who may call it and every answer it can give. `?waitFor=` waits for a write. */
export function Read(options: RouteOptions & { readonly waits?: boolean }) {
  const waits = options.waits ?? true;
  return applyDecorators(
    HttpCode(200),
    Roles(options.roles),
    described(options),
    ApiExtraModels(ProblemBody),
    ...(waits
      ? [
          ApiQuery({
            name: 'waitFor',
            required: false,
            description: '`position` dari sebuah pencatatan.',
            type: String,
          }),
        ]
      : []),
    success(200, options),
    ...authenticated(options.roles),
    problems([
      'invalid-query',
      ...accessProblems(options.roles),
      ...(waits ? (['read-model-behind'] as const) : []),
      ...(options.refusals ?? []),
    ]),
  );
}
