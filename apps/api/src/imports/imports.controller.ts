import { Controller, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CHECK_SOURCES, type CheckSource } from '@sedekah/ledger';
import { CurrentCall, type Call } from '../http/call';
import { Day, Flag, Id, MonthField, OneOf, Text, Whole } from '../http/fields';
import { EdgeProblem, invalid } from '../http/problem';
import type { HttpRequest } from '../http/request';
import { Write } from '../http/routes';
import { ImportAssignments } from './import-assignments';
import type { ImportEnrolment } from './import-input';
import { ImportWorkers } from './import-workers';

class AskImport {
  @Flag({ optional: true, description: 'Sekaligus mencatat pemeriksaan dan pendaftaran setiap orang.' })
  enrol?: boolean;
  @Id({ optional: true, description: 'Dengan `enrol`: wadah.' }) group?: string;
  @Day({ optional: true, description: 'Dengan `enrol`: hari pendaftaran.' }) enrolledOn?: string;
  @Text({ optional: true, description: 'Dengan `enrol`: nomor jawaban atau berita acara pemeriksaan.' })
  checkReference?: string;
  @OneOf(CHECK_SOURCES, { optional: true, description: 'Baku: field-visit.' }) checkSource?: CheckSource;
  @Day({ optional: true, description: 'Baku: hari pendaftaran.' }) checkedOn?: string;
  @Whole({ optional: true, min: 1, max: 99, description: 'Golongan penghasilan; baku: 1.' }) band?: number;

  /** @throws EdgeProblem `invalid-query` when something needed for an enrolment is missing */
  enrolment(): ImportEnrolment | null {
    if (!this.enrol) return null;
    const { group, enrolledOn, checkReference, checkSource = 'field-visit', band = 1 } = this;
    if (group !== undefined && enrolledOn !== undefined && checkReference !== undefined) {
      return { group, band, enrolledOn, checkReference, checkSource, checkedOn: this.checkedOn ?? enrolledOn };
    }
    const missing = Object.entries({ group, enrolledOn, checkReference }).filter(([, value]) => value === undefined);
    throw invalid('invalid-query', ...missing.map(([field]) => ({ field, message: 'wajib bersama enrol=true' })));
  }
}

class AskAssignments {
  @Id({ optional: true, description: 'Ikrar setiap baris yang tidak mengisi id_ikrar.' }) pledgeId?: string;
  @MonthField({ optional: true, description: 'Baku: bulan pertama ikrar.' }) firstMonth?: string;
  @MonthField({ optional: true, description: 'Baku: bulan terakhir ikrar.' }) lastMonth?: string;
}

class JobIdBody {
  @ApiProperty({ description: 'Ikuti di GET /v1/jobs/{id}; baris yang ditolak di …/rows.' }) jobId!: string;
  @ApiProperty() position!: string;
}

@ApiTags('imports')
@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportWorkers,
    private readonly assignments: ImportAssignments,
  ) {}

  @Post('workers')
  @Write({
    roles: ['treasurer'],
    summary: 'Mengunggah daftar pekerja (CSV); jawabannya sebuah pekerjaan massal',
    description:
      'Koma, titik koma atau tab; UTF-8 atau UTF-16; baris judul dengan kolom nik, nama_lengkap, tanggal_lahir ' +
      '(DD-MM-YYYY atau YYYY-MM-DD), kode_wilayah, kode_pekerjaan, dan boleh jenis_kelamin (L/P), alamat, no_hp. ' +
      'Baris yang baik disimpan, setiap baris yang salah dilaporkan; berkas yang sama lagi tidak menambah apa pun.',
    status: 202,
    answers: JobIdBody,
    refusals: [
      'csv-unreadable',
      'body-too-large',
      'unsupported-media-type',
      'invalid-query',
      'job-running',
      'scheme-not-configured',
      'group-not-registered',
    ],
  })
  @ApiConsumes('text/csv', 'multipart/form-data')
  @ApiBody({
    schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
  })
  async importWorkers(@Query() question: AskImport, @Req() request: HttpRequest, @CurrentCall() call: Call) {
    return this.imports.submit(await fileOf(request), question.enrolment(), call);
  }

  @Post('assignments')
  @Write({
    roles: ['treasurer'],
    summary: 'Mengunggah daftar penetapan (CSV) berapa pun banyaknya; jawabannya sebuah pekerjaan massal',
    description:
      'Baris judul dengan kolom id_pekerja atau nik, id_ikrar (boleh tidak ada bila `pledgeId` diisi), dan boleh ' +
      'bulan_pertama, bulan_terakhir (YYYY-MM). Baris yang baik ditetapkan, setiap baris yang salah dilaporkan; yang ' +
      'melebihi kuota ditolak menurut urutan baris; berkas yang sama lagi tidak menambah apa pun.',
    status: 202,
    answers: JobIdBody,
    refusals: [
      'csv-unreadable',
      'body-too-large',
      'unsupported-media-type',
      'invalid-query',
      'job-running',
      'pledge-unknown',
    ],
  })
  @ApiConsumes('text/csv', 'multipart/form-data')
  @ApiBody({
    schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
  })
  async importAssignments(@Query() question: AskAssignments, @Req() request: HttpRequest, @CurrentCall() call: Call) {
    const { pledgeId = null, firstMonth = null, lastMonth = null } = question;
    return this.assignments.submit(await fileOf(request), { pledgeId, firstMonth, lastMonth }, call);
  }
}

/** The bytes of the file: the body itself, or the first file of a form. */
async function fileOf(request: HttpRequest): Promise<AsyncIterable<Buffer>> {
  if (request.isMultipart?.()) {
    const part = await request.file?.();
    if (!part)
      throw new EdgeProblem(
        'csv-unreadable',
        {},
        { detail: 'Formulir tidak memuat berkas.', english: 'The form holds no file.' },
      );
    return part.file;
  }
  const body = request.body as AsyncIterable<Buffer> | null;
  if (body === null || typeof body !== 'object' || !(Symbol.asyncIterator in body)) {
    throw new EdgeProblem('unsupported-media-type');
  }
  return body;
}
