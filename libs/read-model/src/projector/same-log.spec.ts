import { SchemeHistory } from '../testing/scheme-history';
import { projected, removeProjected } from '../testing/projected';
import { checkpointIn, ReadModelForeign } from './same-log';

afterEach(removeProjected);

const ledger = () => new SchemeHistory().at('2021-04-22').law().sponsor('bupati');

test('the log a read model was made of is its log, however much longer it has become', async () => {
  const history = ledger();
  const readModel = await projected(history);
  const stood = history.events.length;
  history.sponsor('wakil');
  await expect(checkpointIn(history, readModel)).resolves.toMatchObject({ ordinal: stood });
});

test('another log is refused, and nothing of it is applied', async () => {
  const readModel = await projected(ledger().sponsor('wakil'));
  const other = new SchemeHistory().at('2022-01-03').law().sponsor('camat').sponsor('lurah').sponsor('dinas');
  await expect(checkpointIn(other, readModel)).rejects.toThrow(ReadModelForeign);
});

test('an older backup of the same log is refused', async () => {
  const readModel = await projected(ledger().sponsor('wakil'));
  await expect(checkpointIn(ledger(), readModel)).rejects.toThrow(/sedekah rebuild/);
});
