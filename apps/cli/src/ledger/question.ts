import type { EventStore } from '@sedekah/event-store';
import type { EventMetadata, LocalDate } from '@sedekah/ledger';
import { resolveKnownAt, UnknownPosition, type Known, type KnownAt, type ReadModel } from '@sedekah/read-model';
import type { Config } from '../config';
import { counted, grouped } from '../output/numbers';
import { Refused } from '../output/failure';
import { inZone, type AskedKnownAt } from './known-at';
import { withLog, withReadModel } from './open';
import { timeZoneOf, today } from './scheme-time';

/** A question about one sponsor or worker, with both times. */
export interface Question {
  readonly subject: 'sponsor' | 'worker';
  readonly id: string;
  readonly asOf?: LocalDate | undefined;
  readonly knownAt?: AskedKnownAt | undefined;
}

type Query<Answer> = (
  db: ReadModel['db'],
  question: { asOf: LocalDate; knownAt?: KnownAt },
) => Promise<Answer | undefined>;

const SUBJECTS = { sponsor: 'Penanggung', worker: 'Pekerja' } as const;

/**
 * Asks the read model, caught up with the log. @throws Refused for an id that is nowhere, a day before anything is on
 * file about it, and a place in the log before the first event or beyond the last
 */
export function ask<Answer>(config: Config, question: Question, query: Query<Answer>): Promise<Answer> {
  return withLog(config, async (log) => {
    const timeZone = await timeZoneOf(log, config);
    const asOf = question.asOf ?? today(timeZone);
    await refuseBeforeItsTime(log, config, question, asOf);
    return withReadModel(config, log, async ({ db }) => {
      const knownAt = inZone(question.knownAt, timeZone);
      await knowable(log, db, knownAt);
      const answer = await query(db, { asOf, ...(knownAt && { knownAt }) });
      if (answer !== undefined) return answer;
      throw new Refused(
        `${question.subject}-unknown`,
        `${SUBJECTS[question.subject]} ${question.id} belum dicatat sampai saat yang ditanyakan (--known-at).`,
        `The ${question.subject} ${question.id} had not been recorded by then (--known-at).`,
      );
    });
  });
}

/** The day may not lie before the earliest fact of the stream. */
export async function refuseBeforeItsTime(
  log: EventStore,
  { ledger }: Config,
  { subject, id }: Pick<Question, 'subject' | 'id'>,
  asOf: LocalDate,
): Promise<void> {
  let earliest: LocalDate | undefined;
  for await (const page of log.readStream(`${ledger}.${subject}-${id}`)) {
    for (const { data } of page) {
      const { effectiveOn } = data as { effectiveOn: LocalDate };
      if (effectiveOn <= asOf) return;
      if (earliest === undefined || effectiveOn < earliest) earliest = effectiveOn;
    }
  }
  if (earliest === undefined) {
    throw new Refused(
      `${subject}-unknown`,
      `${SUBJECTS[subject]} ${id} tidak ada di buku besar ini. Periksa nomornya.`,
      `There is no ${subject} ${id} in this ledger. Check the id.`,
    );
  }
  throw new Refused(
    'before-first-fact',
    `Tentang ${id} belum ada fakta pada ${asOf}; yang pertama berlaku ${earliest}.`,
    `Nothing holds about ${id} on ${asOf} yet; the first fact holds from ${earliest}.`,
  );
}

/** How much of the log was known by then. @throws Refused when that is nothing, or more than there is */
export async function knowable(
  log: EventStore,
  db: ReadModel['db'],
  knownAt: KnownAt | undefined,
  option = '--known-at',
): Promise<Known> {
  try {
    const known = await resolveKnownAt(db, knownAt);
    if (known.ordinal > 0) return known;
  } catch (error) {
    if (!(error instanceof UnknownPosition)) throw error;
    const { ordinal } = await resolveKnownAt(db);
    throw new Refused(
      'position-unknown',
      `Buku besar tidak memuat tempat itu (${option}); isinya ${grouped(ordinal)} peristiwa.`,
      `The log has no such place (${option}); it holds ${counted(ordinal, 'event')}.`,
    );
  }
  for await (const [first] of log.readAll({ pageSize: 1 })) {
    if (!first) break;
    const { recordedAt } = first.metadata as EventMetadata;
    throw new Refused(
      'before-first-event',
      `Saat itu buku besar belum memuat apa pun (${option}); peristiwa pertama dicatat ${recordedAt}.`,
      `The log was empty at that time (${option}); its first event was recorded ${recordedAt}.`,
    );
  }
  return { ordinal: 0, time: null };
}
