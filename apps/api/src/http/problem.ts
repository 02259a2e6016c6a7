/** Refusals of the HTTP edge itself, beside the ledger's rejections: code → status and sentences. docs/rejections.md describes each. */
export const EDGE_PROBLEMS = {
  'invalid-body': {
    status: 400,
    detail: 'Isi permintaan salah; lihat `errors`.',
    english: 'The body is wrong; see `errors`.',
  },
  'invalid-query': {
    status: 400,
    detail: 'Alamat atau parameter permintaan salah; lihat `errors`.',
    english: 'The path or query is wrong; see `errors`.',
  },
  'malformed-json': {
    status: 400,
    detail: 'Isi permintaan bukan JSON yang benar.',
    english: 'The body is not well-formed JSON.',
  },
  'idempotency-key-required': {
    status: 400,
    detail:
      'Setiap pencatatan perlu kepala `Idempotency-Key`: nilai baru untuk perintah baru, nilai yang sama bila mengulang.',
    english:
      'Every write needs an `Idempotency-Key` header: a new value for a new command, the same value to repeat one.',
  },
  'idempotency-key-invalid': {
    status: 400,
    detail: '`Idempotency-Key` harus 1 sampai 200 huruf, angka atau tanda baca tanpa spasi.',
    english: '`Idempotency-Key` must be 1 to 200 printable ASCII characters without spaces.',
  },
  'if-match-invalid': {
    status: 400,
    detail: '`If-Match` harus berisi revisi seperti yang diberikan `ETag`, misalnya "4".',
    english: '`If-Match` must hold a revision as given by `ETag`, for example "4".',
  },
  'if-match-unsupported': {
    status: 400,
    detail: 'Perintah ini menyentuh lebih dari satu catatan; `If-Match` tidak berlaku di sini.',
    english: 'This command touches more than one stream; `If-Match` does not apply to it.',
  },
  'csv-unreadable': {
    status: 400,
    detail: 'Berkas tidak dapat dibaca sebagai CSV.',
    english: 'The file cannot be read as CSV.',
  },
  unauthenticated: {
    status: 401,
    detail: 'Masuk dahulu: kirim token dari POST /v1/sessions di kepala `Authorization: Bearer …`.',
    english: 'Sign in first: send the token of POST /v1/sessions in the `Authorization: Bearer …` header.',
  },
  'wrong-credentials': {
    status: 401,
    detail: 'Nama pengguna atau kata sandi salah.',
    english: 'The user id or the password is wrong.',
  },
  forbidden: {
    status: 403,
    detail: 'Peran Anda tidak mengizinkan tindakan ini.',
    english: 'Your roles do not allow this.',
  },
  'password-change-required': {
    status: 403,
    detail: 'Ganti dahulu kata sandi sekali pakai: POST /v1/sessions/password.',
    english: 'Replace the one-time password first: POST /v1/sessions/password.',
  },
  'not-found': { status: 404, detail: 'Tidak ada catatan dengan id ini.', english: 'There is no record with this id.' },
  'route-unknown': {
    status: 404,
    detail: 'Alamat ini tidak ada; lihat /docs.',
    english: 'There is no such address; see /docs.',
  },
  conflict: {
    status: 409,
    detail: 'Catatan ini sedang diubah oleh orang lain; ulangi dengan kunci yang sama.',
    english: 'Others keep changing this record; send it again with the same key.',
  },
  'precondition-failed': {
    status: 412,
    detail: 'Catatan ini sudah berubah sejak Anda membacanya; baca lagi, lalu putuskan.',
    english: 'The record has changed since you read it; read it again, then decide.',
  },
  'body-too-large': {
    status: 413,
    detail: 'Isi permintaan terlalu besar.',
    english: 'The body is too large.',
  },
  'unsupported-media-type': {
    status: 415,
    detail: 'Jenis isi ini tidak diterima di alamat ini.',
    english: 'This address does not take this content type.',
  },
  'too-many-requests': {
    status: 429,
    detail: 'Terlalu banyak percobaan; tunggu satu menit.',
    english: 'Too many attempts; wait a minute.',
  },
  'internal-error': {
    status: 500,
    detail: 'Terjadi kesalahan pada server; sampaikan `instance` kepada pengelola.',
    english: 'Something went wrong on the server; give `instance` to the operator.',
  },
  'outcome-unknown': {
    status: 503,
    detail: 'Belum diketahui apakah perintah tercatat; ulangi dengan `Idempotency-Key` yang sama.',
    english: 'It is not known whether the command was recorded; repeat it with the same `Idempotency-Key`.',
  },
  'store-unavailable': {
    status: 503,
    detail: 'Penyimpanan buku besar tidak menjawab; tidak ada yang tercatat. Coba lagi sebentar lagi.',
    english: 'The ledger’s storage does not answer; nothing was recorded. Try again shortly.',
  },
  'read-model-behind': {
    status: 503,
    detail: 'Laporan belum memuat perubahan yang ditunggu; coba lagi sebentar lagi.',
    english: 'The read model has not reached the position waited for; try again shortly.',
  },
} as const satisfies Record<string, { status: number; detail: string; english: string }>;

export type EdgeProblemCode = keyof typeof EDGE_PROBLEMS;

/** One field that is wrong: its path (`tiers.0.rank`) and a sentence in Indonesian. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** RFC 9457. Members beyond these are the numbers of the refusal. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly detailEnglish: string;
  readonly [member: string]: unknown;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Permintaan salah',
  401: 'Belum masuk',
  403: 'Tidak berwenang',
  404: 'Tidak ditemukan',
  409: 'Tidak dapat dilakukan dalam keadaan ini',
  412: 'Sudah berubah',
  413: 'Terlalu besar',
  415: 'Jenis isi tidak diterima',
  422: 'Perintah tidak dapat diterima',
  429: 'Terlalu sering',
  500: 'Kesalahan server',
  503: 'Belum dapat dilayani',
};

/** Builds the document; `members` are shown beside the standard ones and never replace them. */
export function problem(
  code: string,
  status: number,
  detail: string,
  detailEnglish: string,
  members: Readonly<Record<string, unknown>> = {},
): Problem {
  return {
    ...members,
    type: `urn:sedekah:problem:${code}`,
    title: TITLES[status] ?? 'Kesalahan',
    status,
    code,
    detail,
    detailEnglish,
  };
}

/** The edge refuses a request. `sentence` replaces the code's own detail when it can say more. */
export class EdgeProblem extends Error {
  override readonly name = 'EdgeProblem';

  constructor(
    readonly code: EdgeProblemCode,
    readonly members: Readonly<Record<string, unknown>> = {},
    readonly sentence?: { readonly detail: string; readonly english: string },
  ) {
    super(code);
  }

  document(): Problem {
    const { status, detail, english } = { ...EDGE_PROBLEMS[this.code], ...this.sentence };
    return problem(this.code, status, detail, english, this.members);
  }
}

/** The request names things that are not as they should be. */
export const invalid = (code: 'invalid-body' | 'invalid-query', ...errors: FieldError[]): EdgeProblem =>
  new EdgeProblem(code, { errors });
