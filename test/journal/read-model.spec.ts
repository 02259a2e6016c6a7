import fc from 'fast-check';
import { sql } from 'kysely';
import { postings, type LedgerEvent } from '@sedekah/ledger';
import { sponsorBalance, workerStatus, type ReadModel } from '@sedekah/read-model';
import { opened, step } from '../../libs/ledger/src/journal/simulation/play.fixtures';
import type { Choose } from '../../libs/ledger/src/journal/simulation/simulation.fixtures';
import { projected, removeProjected } from '../../libs/read-model/src/testing/projected';
import { SchemeHistory } from '../../libs/read-model/src/testing/scheme-history';
import { naiveArrears } from './naive-arrears';
import { naiveBalance } from './naive-balance';

afterEach(removeProjected);

const SPONSORS = ['b', 'c', 'da'];
const WORKERS_EACH = 3;

interface Told {
  readonly history: SchemeHistory;
  readonly workers: readonly string[];
  readonly lastDay: string;
}

/** A history out of the real deciders, chosen along a tape: money comes late, bounces, is refunded, laws come late. */
function tell(tape: readonly number[]): Told {
  const history = new SchemeHistory().at('2021-04-22').law();
  const simulation = opened(SPONSORS, WORKERS_EACH);
  const workers = [...simulation.workers.values()].flat();
  for (const worker of workers) history.worker(worker).enrolled(worker, '2021-05-01');
  let [at, told] = [0, 0];
  const choose: Choose = (bound) => (tape[at++] ?? 0) % bound;
  do {
    history.at(`${simulation.today}T04:00:00.000Z`);
    for (const { stream, event } of simulation.events.slice(told)) history.add(stream.replace(/^sedekah\./, ''), event);
    told = simulation.events.length;
    if (at < tape.length) step(simulation, choose);
    if (choose(30) === 0) live(history, workers[choose(workers.length)] ?? '', simulation.today, choose);
  } while (at < tape.length || told < simulation.events.length);
  return { history, workers, lastDay: simulation.today };
}

/** Somebody dies, leaves or comes back; the sponsor has not heard of it yet. */
function live(history: SchemeHistory, worker: string, today: string, choose: Choose): void {
  const isDead = history.events.some(({ type, stream }) => type === 'WorkerDied' && stream.endsWith(`-${worker}`));
  if (isDead) return;
  if (choose(3) === 0) history.died(worker, today);
  else if (choose(2) === 0) history.left(worker, today);
  else history.enrolled(worker, today);
}

const tapes = fc.array(fc.nat(10_000), { minLength: 400, maxLength: 4_000, size: 'max' });

/** Lines of both tables, `ordinal`, `commodity`, `amount`: the journal whole. */
const lines = sql`
  select ordinal, commodity, amount from journal_line
  union all select ordinal, 'COV:' || month, units from cover`;

async function unbalanced({ db }: ReadModel, by: 'ordinal' | 'prefix'): Promise<unknown[]> {
  const { rows } =
    by === 'ordinal'
      ? await sql`select ordinal, commodity from (${lines}) l group by ordinal, commodity having sum(amount) <> 0`.execute(
          db,
        )
      : await sql`select e.ordinal, l.commodity from journal_entry e join (${lines}) l on l.ordinal <= e.ordinal
          group by e.ordinal, l.commodity having sum(l.amount) <> 0`.execute(db);
  return rows;
}

/** Units of cover by `worker month`, from the postings of the first events. */
function heldAfter({ events }: SchemeHistory, ordinal: number): ReadonlyMap<string, bigint> {
  const held = new Map<string, bigint>();
  for (const { type, data } of events.slice(0, ordinal)) {
    for (const { account, commodity, amount } of postings({ type, data } as LedgerEvent)?.lines ?? []) {
      if (!account.startsWith('cover:worker:')) continue;
      const key = `${account.slice('cover:worker:'.length)} ${commodity.slice('COV:'.length)}`;
      held.set(key, (held.get(key) ?? 0n) + BigInt(amount));
    }
  }
  return held;
}

describe('the journal as tables, for any history', () => {
  test('comes to zero in every commodity at every prefix, and holds what the postings say', async () => {
    await fc.assert(
      fc.asyncProperty(tapes, async (tape) => {
        const { history } = tell(tape);
        const readModel = await projected(history, 37);
        expect(await unbalanced(readModel, 'ordinal')).toEqual([]);
        expect(await unbalanced(readModel, 'prefix')).toEqual([]);
        const entries = history.events.flatMap(({ type, data }) => postings({ type, data } as LedgerEvent) ?? []);
        const stored = await readModel.db
          .selectFrom('journal_entry')
          .select(['reference', 'corrects'])
          .orderBy('ordinal')
          .execute();
        expect(stored).toEqual(entries.map(({ reference, corrects = null }) => ({ reference, corrects })));
        await removeProjected();
      }),
      { numRuns: 12, interruptAfterTimeLimit: 40_000 },
    );
  }, 120_000);

  test('a worker is covered exactly when the account holds a unit, as known at any event', async () => {
    await fc.assert(
      fc.asyncProperty(tapes, fc.nat(), async (tape, some) => {
        const { history, workers } = tell(tape);
        const { db } = await projected(history, 53);
        const ordinal = 1 + (some % history.events.length);
        const held = heldAfter(history, ordinal);
        for (const workerId of workers) {
          for (const month of ['2021-05', '2021-06', '2021-07']) {
            const units = held.get(`${workerId} ${month}`) ?? 0n;
            const status = await workerStatus(db, { workerId, asOf: `${month}-28`, knownAt: { ordinal } });
            expect(units === 0n || units === 1n).toBe(true);
            if (status) expect([workerId, month, status.covered]).toEqual([workerId, month, units === 1n]);
            else expect(units).toBe(0n);
          }
        }
        await removeProjected();
      }),
      { numRuns: 12, interruptAfterTimeLimit: 40_000 },
    );
  }, 120_000);

  test("a sponsor's balance and arrears at any two times are those of all the events, gone through one by one", async () => {
    await fc.assert(
      fc.asyncProperty(
        tapes,
        fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 20, maxLength: 20 }),
        async (tape, asked) => {
          const { history, lastDay } = tell(tape);
          const { db } = await projected(history, 41);
          const days = (Date.parse(lastDay) - Date.parse('2021-04-25')) / 86_400_000 + 2;
          for (const [someDay, someEvent] of asked) {
            const asOf = new Date(Date.parse('2021-04-25') + (someDay % days) * 86_400_000).toISOString().slice(0, 10);
            const ordinal = 1 + (someEvent % history.events.length);
            for (const sponsorId of SPONSORS) {
              const balance = await sponsorBalance(db, { sponsorId, asOf, knownAt: { ordinal } });
              if (!balance) continue;
              expect(balance.arrears).toEqual(await naiveArrears({ db }, sponsorId, { asOf, ordinal }));
              const { payments, allocated, remitted, refunded, available, availableSplit, receivable } = balance;
              const answer = { ...payments, allocated, remitted, refunded, available, ...availableSplit, receivable };
              expect({ asOf, ordinal, ...answer }).toEqual({
                asOf,
                ordinal,
                ...naiveBalance(history.events, { sponsorId, asOf, ordinal }),
              });
            }
          }
          await removeProjected();
        },
      ),
      { numRuns: 12, interruptAfterTimeLimit: 40_000 },
    );
  }, 120_000);
});
