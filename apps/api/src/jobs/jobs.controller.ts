import { setTimeout as wait } from 'node:timers/promises';
import { Controller, Get, Param, Query, Sse, type MessageEvent } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { JOB_KINDS } from '@sedekah/ledger';
import { findJob, jobRows, listJobs, type JobItem } from '@sedekah/read-model';
import { Observable } from 'rxjs';
import { NullableNumber, NullableText } from '../http/answer-fields';
import { Flag } from '../http/fields';
import { listOf } from '../http/list.body';
import { Roles } from '../http/roles';
import { problems, Read } from '../http/routes';
import { Queries } from '../read-model/queries';
import { AskPage, Waiting } from '../read-model/questions';

const LOOK_EVERY_MS = 250;

class AskJobs extends AskPage {
  @Flag({ optional: true, description: 'Hanya yang belum selesai.' }) running?: boolean;
}

class FailureBody {
  @ApiProperty() code!: string;
  @ApiProperty() reason!: string;
}

class JobBody {
  @ApiProperty() jobId!: string;
  @ApiProperty({ enum: JOB_KINDS }) kind!: string;
  @ApiProperty() scope!: string;
  @ApiProperty({ type: Object }) input!: object;
  @ApiProperty() submittedBy!: string;
  @ApiProperty() submittedOn!: string;
  @ApiProperty({ enum: ['running', 'completed', 'failed'] }) status!: string;
  @ApiProperty() done!: number;
  @NullableNumber('null selama banyaknya belum diketahui.') total!: number | null;
  @ApiProperty({ type: Object, example: { registered: 744, refused: 3 } }) counts!: object;
  @ApiProperty({ type: Object, nullable: true }) result!: object | null;
  @ApiProperty({ type: FailureBody, nullable: true }) failure!: FailureBody | null;
  @ApiProperty({ description: 'Banyaknya baris yang tidak diterima; lihat …/rows.' }) rowsReported!: number;
}

class JobRowBody {
  @ApiProperty({ description: 'Baris pada berkas, mulai 1.' }) line!: number;
  @NullableText('Kolom yang salah.') column?: string;
  @ApiProperty() code!: string;
  @ApiProperty() message!: string;
}

@ApiTags('jobs')
@Controller('v1/jobs')
export class JobsController {
  constructor(private readonly queries: Queries) {}

  @Get()
  @Read({ roles: 'signed-in', summary: 'Pekerjaan massal', answers: listOf(JobBody) })
  list(@Query() question: AskJobs) {
    return this.queries.ask((db) => listJobs(db, { ...question.page(), running: question.running }));
  }

  @Get(':jobId')
  @Read({ roles: 'signed-in', summary: 'Kemajuan dan hasil satu pekerjaan', answers: JobBody, refusals: ['not-found'] })
  show(@Param('jobId') jobId: string, @Query() _: Waiting) {
    return this.queries.one((db) => findJob(db, jobId));
  }

  @Get(':jobId/rows')
  @Read({
    roles: 'signed-in',
    summary: 'Baris yang tidak diterima: baris, kolom, sebab',
    answers: listOf(JobRowBody),
    refusals: ['not-found'],
  })
  async rows(@Param('jobId') jobId: string, @Query() question: AskPage) {
    await this.queries.one((db) => findJob(db, jobId));
    return this.queries.ask((db) => jobRows(db, jobId, question.page()));
  }

  @Sse(':jobId/events')
  @Roles('signed-in')
  @ApiOperation({ summary: 'Kemajuan sebagai server-sent events; berakhir bersama pekerjaannya' })
  @ApiProduces('text/event-stream')
  @ApiBearerAuth()
  @ApiResponse({ status: 200, description: 'Satu kejadian untuk setiap kemajuan', type: JobBody })
  @problems(['invalid-query', 'unauthenticated', 'password-change-required', 'not-found', 'read-model-behind'])
  async events(@Param('jobId') jobId: string, @Query() _: Waiting): Promise<Observable<MessageEvent>> {
    await this.queries.one((db) => findJob(db, jobId));
    return new Observable((subscriber) => {
      this.follow(
        jobId,
        (job) => subscriber.next({ type: job.status, data: job }),
        () => subscriber.closed,
      )
        .then(() => subscriber.complete())
        .catch((error: unknown) => subscriber.error(error));
    });
  }

  /** Tells every change until the job has ended or nobody listens any more. */
  private async follow(jobId: string, tell: (job: JobItem) => void, isOver: () => boolean): Promise<void> {
    for (let last = ''; !isOver(); await wait(LOOK_EVERY_MS)) {
      const job = await this.queries.one((db) => findJob(db, jobId));
      const seen = JSON.stringify(job);
      if (seen !== last) tell(job);
      last = seen;
      if (job.status !== 'running') return;
    }
  }
}
