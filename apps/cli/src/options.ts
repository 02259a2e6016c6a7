import { InvalidArgumentError, type Command } from 'commander';
import { isLocalDate, type LocalDate } from '@sedekah/ledger';
import { parseKnownAt, type AskedKnownAt } from './ledger/known-at';

/** Options of every command, before or after its name. */
export interface GlobalOptions {
  readonly data?: string;
  readonly json?: true;
  readonly debug?: true;
}

/** The two times of a question. */
export interface TimeOptions {
  readonly asOf?: LocalDate;
  readonly knownAt?: AskedKnownAt;
}

export const withTimes = (command: Command): Command =>
  command
    .option('--as-of <day>', 'keadaan pada hari ini, YYYY-MM-DD; baku: hari ini / the day asked about', day)
    .option(
      '--known-at <when>',
      'yang diketahui sampai: hari, saat ISO 8601, jumlah peristiwa, atau posisi / what was known by then',
      knownAt,
    );

/** Years are counted month by month. */
const LAST_DAY = '2199-12-31';

function day(text: string): LocalDate {
  if (!isLocalDate(text)) {
    throw new InvalidArgumentError('Harus hari YYYY-MM-DD. / It must be a day YYYY-MM-DD.');
  }
  if (text <= LAST_DAY) return text;
  throw new InvalidArgumentError(`Paling lambat ${LAST_DAY}. / ${LAST_DAY} at the latest.`);
}

function knownAt(text: string): AskedKnownAt {
  const asked = parseKnownAt(text);
  if (asked) return asked;
  throw new InvalidArgumentError(
    'Harus hari, saat ISO 8601, jumlah peristiwa, atau posisi. / It must be a day, a time, a number of events or a position.',
  );
}
