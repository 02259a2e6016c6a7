import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { addMonths, type Month } from '@sedekah/ledger';
import { Projector, type ReadModel } from '@sedekah/read-model';
import { emptyReadModel, removeProjected } from '../../libs/read-model/src/testing/projected';
import { RemittanceHistory } from '../../libs/read-model/src/testing/remittance-history';

afterEach(removeProjected);

const WORKERS = 10_000;
const SPONSORS = 20;
const CHUNK = 500;
const FIRST_MONTH: Month = '2021-05';

/** A year of 10,000 workers: every month paid and settled; each month one death, found out after the month was settled. */
function yearOf(): RemittanceHistory {
  const history = new RemittanceHistory().at('2021-04-22').law();
  const people = Array.from({ length: WORKERS }, (_, index) => `w${String(index).padStart(15, '0')}`);
  const sponsors = Array.from({ length: SPONSORS }, (_, index) => `s${index}`);
  const quota = WORKERS / SPONSORS;
  const of = (index: number): string[] => people.slice(index * quota, (index + 1) * quota);
  const lastMonth = addMonths(FIRST_MONTH, 11);
  for (const sponsor of sponsors) history.sponsor(sponsor).pledge(sponsor, { quota, lastMonth });
  for (const person of people) history.worker(person).enrolled(person);
  history.at('2021-05-01');
  sponsors.forEach((sponsor, index) => history.assigned(sponsor, of(index), FIRST_MONTH, lastMonth));
  for (let number = 0; number < 12; number += 1) {
    const month = addMonths(FIRST_MONTH, number);
    history.at(`${month}-10T01:00:00.000Z`);
    sponsors.forEach((sponsor, index) => {
      history.paid(sponsor, `${sponsor}-${number}`, String(16_800 * quota), `${month}-0${1 + (index % 9)}`);
      for (let from = 0; from < quota; from += CHUNK) {
        history.month(sponsor, month, of(index).slice(from, from + CHUNK), `${month}-10`, 1 + index);
      }
    });
    const gone = people[number] ?? '';
    history
      .died(gone, `${addMonths(month, -1)}-28`)
      .coverCancelled('s0', `SB1.${month}.1`, month, [gone], `${month}-11`);
  }
  return history;
}

const ROWS = [
  'select ordinal, effective_on, event_type, reference, corrects, memo from journal_entry order by ordinal',
  'select ordinal, account, commodity, cast(amount as text) as amount from journal_line order by ordinal, account, commodity',
  'select worker_id, month, turn, ordinal, units from cover order by worker_id, month, turn',
];

/** The journal as one number. */
async function hashOf({ db }: ReadModel): Promise<{ readonly hash: string; readonly rows: number }> {
  const hash = createHash('sha256');
  let count = 0;
  for (const statement of ROWS) {
    const { rows } = await sql.raw(statement).execute(db as unknown as Kysely<unknown>);
    for (const row of rows) hash.update(JSON.stringify(row));
    count += rows.length;
  }
  return { hash: hash.digest('hex'), rows: count };
}

test('a year of 10,000 workers replays into the same journal twice', async () => {
  const history = yearOf();
  const whole = await emptyReadModel();
  await new Projector({ reader: history, readModel: whole, batchSize: 2_000 }).catchUp();
  const pieces = await emptyReadModel();
  for (let from = 0; from < history.events.length; from += 9_001) {
    const projector = new Projector({ reader: history, readModel: pieces, batchSize: 137 });
    await projector.apply(history.events.slice(Math.max(0, from - 50), from + 9_001));
  }
  const [one, other] = [await hashOf(whole), await hashOf(pieces)];
  expect(one).toEqual(other);
  expect(one.rows).toBeGreaterThan(12 * WORKERS);
}, 120_000);
