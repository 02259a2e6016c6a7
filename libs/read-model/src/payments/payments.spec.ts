import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { findPayment, listPayments } from './payments';

afterEach(removeProjected);

const of = { sponsorId: 'bupati', place: 'bank:kas', amount: '500', effectiveOn: '2021-05-04' };

function story(): RemittanceHistory {
  const history = new RemittanceHistory().at('2021-04-22').sponsor('bupati').sponsor('wabup');
  for (const key of ['k1', 'k2', 'k3', 'k4', 'k5']) history.recorded('bupati', key, '500', '2021-05-03');
  history.verified('bupati', 'k2', '500', '2021-05-03').verified('bupati', 'k4', '500', '2021-05-03');
  const rejection = { ...of, paymentId: 'bupati.k3', rejectedBy: 'pemeriksa', reason: 'bukti tidak ada' };
  history.add('sponsor-bupati', { type: 'PaymentRejected', data: rejection });
  const reversal = { ...of, paymentId: 'bupati.k4', wasVerified: true, reversedBy: 'admin', reason: 'salah akun' };
  history.add('sponsor-bupati', { type: 'PaymentReversed', data: reversal });
  return history.recorded('wabup', 'k9', '700', '2021-05-05');
}

test('each payment shows what became of it, who decided and why', async () => {
  const { db } = await projected(story());
  const { items } = await listPayments(db, { sponsorId: 'bupati' });
  expect(items.map(({ paymentId, status, decidedBy, reason }) => [paymentId, status, decidedBy, reason])).toEqual([
    ['bupati.k1', 'recorded', null, null],
    ['bupati.k2', 'verified', 'pemeriksa', null],
    ['bupati.k3', 'rejected', 'pemeriksa', 'bukti tidak ada'],
    ['bupati.k4', 'reversed', 'admin', 'salah akun'],
    ['bupati.k5', 'recorded', null, null],
  ]);
});

test('a part charged back leaves a payment what it was, all of it does not', async () => {
  const history = story();
  const back = { ...of, paymentId: 'bupati.k2', wasVerified: true, receivable: '0', reason: 'ditarik bank' };
  const chargedBack = (amount: string) =>
    history.add('sponsor-bupati', { type: 'PaymentChargedBack', data: { ...back, amount, fromAvailable: amount } });
  chargedBack('200');
  const find = async () => findPayment((await projected(history)).db, 'bupati.k2');
  expect(await find()).toMatchObject({ status: 'verified', chargedBack: '200', amount: '500' });
  chargedBack('300');
  expect(await find()).toMatchObject({ status: 'charged-back', chargedBack: '500' });
});

test('pages follow each other without gap or repeat, whatever the filter', async () => {
  const { db } = await projected(story());
  const ids: string[] = [];
  let after: string | null = '';
  while (after !== null) {
    const page: Awaited<ReturnType<typeof listPayments>> = await listPayments(db, {
      status: 'recorded',
      limit: 2,
      after,
    });
    ids.push(...page.items.map(({ paymentId }) => paymentId));
    after = page.next;
  }
  expect(ids).toEqual(['bupati.k1', 'bupati.k5', 'wabup.k9']);
});

test('a cursor that no list gave out is refused', async () => {
  const { db } = await projected(story());
  await expect(listPayments(db, { after: 'lima' })).rejects.toThrow(/not a cursor/);
});

test('an unknown payment is not found', async () => {
  expect(await findPayment((await projected(story())).db, 'bupati.k8')).toBeUndefined();
});
