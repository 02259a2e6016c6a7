import type { LocalDate } from '@sedekah/ledger';
import type { KnownAt, PageRequest } from '@sedekah/read-model';
import { Day, Text, Whole } from '../http/fields';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const KNOWN_AT = /^(\d{1,40}|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})|[\w./-]{1,100})$/;

/** A question that may wait for a write. */
export class Waiting {
  @Text({
    optional: true,
    max: 100,
    description: '`position` dari sebuah pencatatan: jawabannya memuat pencatatan itu.',
  })
  waitFor?: string;
}

/** A question about a past knowledge of the log. */
export class AskKnownAt extends Waiting {
  @Text({
    optional: true,
    max: 100,
    pattern: KNOWN_AT,
    message: 'harus saat (2021-06-30T15:59:59Z), jumlah kejadian, atau `position`',
    description: 'Yang diketahui sampai saat ini (ISO 8601), sampai sekian kejadian, atau sampai `position`.',
  })
  knownAt?: string;

  known(): KnownAt | undefined {
    return this.knownAt === undefined ? undefined : knownAtOf(this.knownAt);
  }
}

/** A question about a day. */
export class AskAsOf extends AskKnownAt {
  @Day({ optional: true, description: 'Keadaan pada hari ini; baku: hari ini di zona waktu skema.' }) asOf?: LocalDate;
}

/** A question for a page of a list. */
export class AskPage extends Waiting {
  @Text({ optional: true, max: 100, description: '`next` dari halaman sebelumnya.' }) after?: string;
  @Whole({ optional: true, min: 1, max: 500, description: 'Paling banyak sekian; baku: 50.' }) limit?: number;

  page(): PageRequest {
    return { after: this.after, limit: this.limit };
  }
}

/** Up to 15 digits: a number of events. ISO 8601: a time. Anything else: a position. */
function knownAtOf(text: string): KnownAt {
  if (/^\d{1,15}$/.test(text)) return { ordinal: Number(text) };
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return { time: text };
  return { position: text };
}
