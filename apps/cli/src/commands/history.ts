import type { Command } from 'commander';
import type { EventStore, StoredEvent } from '@sedekah/event-store';
import type { EventMetadata } from '@sedekah/ledger';
import type { Config } from '../config';
import { entryOf, type Entry } from '../history/entry';
import { eventsAbout } from '../history/find';
import { withLog } from '../ledger/open';
import { isSeen, viewOf } from '../ledger/view';
import { withTimes, type TimeOptions } from '../options';
import { Refused } from '../output/failure';
import { framed } from '../output/tables';
import { run } from '../run';

export function addHistory(program: Command): void {
  const command = program
    .command('history')
    .description('Siapa mencatat apa, berlaku kapan, diketahui kapan, mengapa. / Who did what, when it holds, why.')
    .argument('<id>', 'penanggung, pekerja, setoran, ikrar, perintah setor, … / any id of the ledger');
  withTimes(command).action((id: string, { asOf, knownAt }: TimeOptions, self: Command) =>
    run(self, async ({ config, output }) => {
      const { entries, times } = await withLog(config, (log) => history(config, log, id, { asOf, knownAt }));
      output.answer({ id, ...times, events: entries }, () => shown(entries));
    }),
  );
}

/** Without times everything that is stored, also what holds from a day that has not come. @throws Refused */
async function history(config: Config, log: EventStore, id: string, times: TimeOptions) {
  const events = await eventsAbout(log, config.ledger, id);
  if (events.length === 0) {
    throw new Refused(
      'id-unknown',
      `Tidak ada peristiwa tentang ${id} di buku besar ini. Periksa nomornya.`,
      `No event of this ledger is about ${id}. Check the id.`,
    );
  }
  const isAsked = times.asOf !== undefined || times.knownAt !== undefined;
  const view = await viewOf(config, log, { ...times, asOf: times.asOf ?? END_OF_TIME });
  const seen = events.filter((event) => isSeen(view, event));
  const [first] = events;
  if (seen.length === 0 && first) throw nothingYet(id, first);
  const { known } = view;
  const knownThen = { knownAt: known?.time ?? null, knownAtOrdinal: known ? String(known.ordinal) : null };
  return {
    entries: seen.map((event) => wholeEntryOf(event, config.ledger)),
    times: isAsked ? { asOf: times.asOf ?? null, ...knownThen } : {},
  };
}

/** The last day of the calendar: every day is on or before it. */
const END_OF_TIME = '9999-12-31';

function nothingYet(id: string, first: StoredEvent): Refused {
  const { recordedAt } = first.metadata as EventMetadata;
  const { effectiveOn } = first.data as { effectiveOn: string };
  return new Refused(
    'before-first-event',
    `Tentang ${id} saat itu belum ada apa pun (--as-of, --known-at); yang pertama dicatat ${recordedAt}, berlaku ${effectiveOn}.`,
    `Nothing was there about ${id} by then (--as-of, --known-at); the first was recorded ${recordedAt} and holds from ${effectiveOn}.`,
  );
}

interface WholeEntry extends Entry {
  readonly data: object;
}

const wholeEntryOf = (event: StoredEvent, ledger: string): WholeEntry => ({
  ...entryOf(event, ledger),
  data: withoutPersonalData(event.data),
});

/** Neither ciphertext nor the keyed hash of a NIK is of use to a reader. */
function withoutPersonalData(data: object): object {
  const { sealed: _sealed, nikHash: _nikHash, ...rest } = data as Record<string, unknown>;
  return rest;
}

const WHAT_WIDTH = 60;
const WHY_WIDTH = 36;

function shown(entries: readonly Entry[]): string {
  const head = [
    'Dicatat / recorded',
    'Berlaku / holds',
    'Oleh / by',
    'Aliran / stream',
    'Peristiwa / what',
    'Alasan / why',
  ];
  const rows = entries.map(({ recordedAt, effectiveOn, by, stream, revision, type, what, why }) => [
    recordedAt,
    effectiveOn,
    by,
    `${stream} #${revision}`,
    `${type}\n${what}`,
    why,
  ]);
  return framed(head, rows, { widths: [null, null, null, null, WHAT_WIDTH, WHY_WIDTH] });
}
