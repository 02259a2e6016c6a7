import { rupiah } from '../store/table';
import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';

afterEach(removeProjected);

test('a credit that was recorded wrong stands there as recorded, taken back and recorded again', async () => {
  const history = new RemittanceHistory().at('2021-05-04').credit('k1', '480000', '2021-05-02');
  const credit = { accountId: 'kas', creditKey: 'k1', amount: '840000' };
  const reading = { reading: 1, previous: '480000', valueDate: '2021-05-03', recordedBy: 'bendahara' };
  const corrected = { ...credit, ...reading, effectiveOn: '2021-05-02' };
  history.add('credit-kas.k1', { type: 'CreditCorrected', data: corrected });
  const again = { ...credit, reading: 2, effectiveOn: '2021-05-03' };
  history.add('credit-kas.k1', { type: 'CreditRecorded', data: again });
  const { db } = await projected(history);
  const rows = await db
    .selectFrom('credit')
    .select(['reading', 'change', 'effective_on', rupiah('amount').as('amount')])
    .orderBy('ordinal')
    .execute();
  expect(rows.map((row) => [row.reading, row.change, row.effective_on, row.amount])).toEqual([
    [1, 1, '2021-05-02', '480000'],
    [1, -1, '2021-05-02', '480000'],
    [2, 1, '2021-05-03', '840000'],
  ]);
});
