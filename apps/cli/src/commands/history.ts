import type { Command } from 'commander';
import type { StoredEvent } from '@sedekah/event-store';
import { entryOf, type Entry } from '../history/entry';
import { eventsAbout } from '../history/find';
import { withLog } from '../ledger/open';
import { Refused } from '../output/failure';
import { framed } from '../output/tables';
import { run } from '../run';

export function addHistory(program: Command): void {
  program
    .command('history')
    .description('Siapa mencatat apa, berlaku kapan, diketahui kapan, mengapa. / Who did what, when it holds, why.')
    .argument('<id>', 'penanggung, pekerja, setoran, ikrar, perintah setor, … / any id of the ledger')
    .action((id: string, _: object, self: Command) =>
      run(self, async ({ config, output }) => {
        const events = await withLog(config, (log) => eventsAbout(log, config.ledger, id));
        if (events.length === 0) {
          throw new Refused(
            'id-unknown',
            `Tidak ada peristiwa tentang ${id} di buku besar ini. Periksa nomornya.`,
            `No event of this ledger is about ${id}. Check the id.`,
          );
        }
        const entries = events.map((event) => wholeEntryOf(event, config.ledger));
        output.answer({ id, events: entries }, () => shown(entries));
      }),
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
