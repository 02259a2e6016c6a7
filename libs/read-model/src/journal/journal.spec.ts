import type { PremiumsAllocated } from '@sedekah/ledger';
import { readCheckpoint } from '../log/checkpoint';
import { Projector } from '../projector/projector';
import { rupiah } from '../store/table';
import { emptyReadModel, projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';

afterEach(removeProjected);

/** Two workers, and money for four months of one of them. */
function story(): RemittanceHistory {
  const history = new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 5 });
  history.worker('w1').worker('w2').enrolled('w1').enrolled('w2').assigned('bupati', ['w1', 'w2']);
  return history.at('2021-05-10').paid('bupati', 'k', '67200', '2021-05-03');
}

/** What the projector says at the last event; the tables must stand before it. */
async function stoppedAtTheLast(history: RemittanceHistory): Promise<string> {
  const readModel = await emptyReadModel();
  const failure = await new Projector({ reader: history, readModel }).catchUp().catch((error: unknown) => error);
  expect(failure).toMatchObject({ position: history.events.at(-1)?.position });
  expect((await readCheckpoint(readModel.db)).ordinal).toBeLessThan(history.events.length);
  return (failure as Error).message;
}

test('an entry is its head, its lines and the cover book, under the number of its event', async () => {
  const history = story();
  history.month('bupati', '2021-05', ['w1', 'w2'], '2021-05-10');
  const ordinal = history.events.length;
  const { db } = await projected(history);
  expect(await db.selectFrom('journal_entry').selectAll().where('ordinal', '=', ordinal).execute()).toEqual([
    {
      ordinal,
      effective_on: '2021-05-10',
      event_type: 'AllocationsSettled',
      reference: 'AllocationsSettled/SB1.2021-05.1/bupati',
      corrects: null,
      memo: 'perlindungan 2021-05 terbit / cover issued',
    },
  ]);
  const columns = ['account', 'commodity', rupiah('amount').as('amount')] as const;
  expect(await db.selectFrom('journal_line').select(columns).where('ordinal', '=', ordinal).execute()).toEqual([
    { account: 'cover:issued:2021-05', commodity: 'COV:2021-05', amount: '-2' },
  ]);
  expect(await db.selectFrom('cover').selectAll().orderBy('worker_id').execute()).toEqual([
    { worker_id: 'w1', month: '2021-05', turn: 0, ordinal, units: 1 },
    { worker_id: 'w2', month: '2021-05', turn: 0, ordinal, units: 1 },
  ]);
});

test('an entry that does not balance stops the projector', async () => {
  const history = story();
  history.allocated('bupati', '2021-05', ['w1', 'w2'], '2021-05-10');
  const allocation = history.events.at(-1)?.data as PremiumsAllocated['data'];
  Object.assign(allocation, { parts: [{ place: 'bank:kas', amount: '16800' }] });
  expect(await stoppedAtTheLast(history)).toMatch(/PremiumsAllocated\/allocation-2: IDR is out of balance by -16800/);
});

test('a place of money below zero stops the projector, though another place of the sponsor has more', async () => {
  const history = story();
  history.allocated('bupati', '2021-05', ['w1'], '2021-05-10', 'bpjs:SB1');
  expect(await stoppedAtTheLast(history)).toMatch(/sponsor bupati: bpjs:SB1 would be overdrawn by 16800 rupiah/);
});

test('a payment verified twice stops the projector', async () => {
  expect(await stoppedAtTheLast(story().verified('bupati', 'k', '67200', '2021-05-03'))).toMatch(
    /sponsor bupati: unverified would be -67200/,
  );
});

test('nobody holds two units of a month, whether they come in one page or in two', async () => {
  const history = story();
  history.month('bupati', '2021-05', ['w1'], '2021-05-10');
  history.settled('SB1.2021-05.2', 'bupati', '2021-05', ['w1'], '2021-05-11');
  expect(await stoppedAtTheLast(history)).toMatch(/a worker holds one unit of cover for a month at most/);
  const readModel = await emptyReadModel();
  const projector = new Projector({ reader: history, readModel });
  await projector.apply(history.events.slice(0, -1));
  await expect(projector.apply(history.events.slice(-1))).rejects.toThrow('one unit of cover');
});

test('cover that is not there cannot be cancelled', async () => {
  const history = story();
  history.month('bupati', '2021-05', ['w1'], '2021-05-10');
  history.coverCancelled('bupati', 'SB1.2021-05.1', '2021-05', ['w1'], '2021-05-11');
  await projected(history);
  history.coverCancelled('bupati', 'SB1.2021-05.1', '2021-05', ['w1'], '2021-05-12');
  expect(await stoppedAtTheLast(history)).toMatch(
    /worker w1 holds no unit of cover for 2021-05 that could be cancelled/,
  );
});

test('cover that was cancelled may be issued again, and taken back again, by another projector too', async () => {
  const history = story();
  history.month('bupati', '2021-05', ['w1'], '2021-05-10');
  history.coverCancelled('bupati', 'SB1.2021-05.1', '2021-05', ['w1'], '2021-05-11');
  const readModel = await projected(history);
  history.settled('SB1.2021-05.2', 'bupati', '2021-05', ['w1', 'w2'], '2021-05-12');
  history.coverCancelled('bupati', 'SB1.2021-05.2', '2021-05', ['w1'], '2021-05-13');
  await new Projector({ reader: history, readModel }).catchUp();
  const turns = await readModel.db
    .selectFrom('cover')
    .select(['worker_id', 'turn', 'units'])
    .orderBy('ordinal')
    .execute();
  expect(turns.map(({ worker_id: worker, turn, units }) => `${worker} ${turn} ${units}`)).toEqual(
    expect.arrayContaining(['w1 0 1', 'w1 1 -1', 'w1 2 1', 'w2 0 1', 'w1 3 -1']),
  );
  expect(turns).toHaveLength(5);
});
