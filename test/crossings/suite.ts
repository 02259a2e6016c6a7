import type { Row } from './row';
import { tellBase, type Base } from './story';
import { prepare, tryCrash, tryCrashTwice, tryHiccup, tryRace, type Prepared } from './trial';

/** Every append of a command, by its place. */
const everyAppend = ({ appends }: Prepared): number[] => Array.from({ length: appends }, (_, index) => index + 1);

/** A test for each row: `attempt` is made with the row's command at each of its appends. */
function forEveryRow(
  rows: readonly Row[],
  what: string,
  attempt: (prepared: Prepared, at: number) => Promise<void>,
): void {
  let base: Base;
  beforeAll(async () => {
    base = await tellBase();
  }, 60_000);
  afterAll(() => base.folder.remove());

  test.each(rows.map((row) => [row.name, row] as const))(
    `%s: ${what}`,
    async (_, row) => {
      const prepared = await prepare(base, row);
      for (const at of everyAppend(prepared)) await attempt(prepared, at);
      prepared.folder.remove();
    },
    120_000,
  );
}

/** The process dies at every append in turn. */
export const dieEverywhere = (rows: readonly Row[]): void =>
  forEveryRow(rows, 'dies at every append, finishes without the client', (prepared, at) =>
    tryCrash(prepared, at, 'lost'),
  );

/** The process dies with its first append stored and not answered: what it began is there, and nobody was told. */
export const dieHavingBegun = (rows: readonly Row[]): void =>
  forEveryRow(rows, 'dies with the first append stored', async (prepared, at) => {
    if (at === 1) await tryCrash(prepared, at, 'stored');
  });

/** Everything else that can happen between two appends. `rounds`: how often each race is run. */
export function failEveryWay(rows: readonly Row[], rounds: number): void {
  describe('stored without an answer', () => {
    forEveryRow(rows, 'dies with the append stored', (prepared, at) => tryCrash(prepared, at, 'stored'));
    forEveryRow(rows, 'goes on after an unknown outcome', (prepared, at) => tryHiccup(prepared, at, 'stored'));
  });
  describe('dies again', () => {
    forEveryRow(rows, 'while it is finished', tryCrashTwice);
  });
  describe('asked again at once', () => {
    forEveryRow(rows, 'the store refuses one append', (prepared, at) => tryHiccup(prepared, at, 'lost'));
  });
  describe('asked again while the ledger finishes', () => {
    forEveryRow(rows, `${rounds} times at every append`, async (prepared, at) => {
      for (let round = 0; round < rounds; round += 1) await tryRace(prepared, at, pauses(at * 1_000 + round));
    });
  });
}

/** Pauses of 0 to 4 ms, the same for the same seed. */
function pauses(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 5;
  };
}
