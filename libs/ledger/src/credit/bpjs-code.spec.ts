import { specification } from '../specification';
import { assertBillingCode, bpjsCodeDecider, type ClaimCode } from './bpjs-code';
import type { BpjsCodeEvent, BpjsCodePayer } from './events';

const { given } = specification(bpjsCodeDecider);
const payer: BpjsCodePayer = {
  kind: 'remittance',
  remittanceId: 'SG-1.2021-05.1',
  accountId: 'sulselbar',
  reference: 'FT9',
};
const directPayer: BpjsCodePayer = {
  kind: 'direct',
  sponsorId: 's1',
  paymentId: 'p1',
  pledgeId: 'l1',
  group: 'SG-1',
  months: ['2021-05'],
  receiptNumber: '123456789012345',
  workers: [{ prices: [{ month: '2021-05', amount: '16800', tariffId: 't1' }], workers: ['w1'] }],
  recordedBy: 'bendahara',
};
const claim: ClaimCode = { type: 'ClaimCode', code: '210500000001', amount: '16800', payer, paidOn: '2021-05-02' };
const claimed = (by: BpjsCodePayer = payer, amount = '16800'): BpjsCodeEvent => ({
  type: 'BpjsCodeClaimed',
  data: { code: '210500000001', amount, payer: by, effectiveOn: '2021-05-02' },
});
const released: BpjsCodeEvent = {
  type: 'BpjsCodeReleased',
  data: { code: '210500000001', reason: 'ditolak', effectiveOn: '2021-05-02' },
};
const release = { type: 'ReleaseCode', payerId: 'SG-1.2021-05.1', reason: 'ditolak' } as const;

describe('billing code', () => {
  test('is paid from the account or direct, with all that the next step needs', () => {
    given().when(claim).then(claimed());
    given()
      .when({ ...claim, payer: directPayer })
      .then(claimed(directPayer));
  });

  test('is paid once, whoever comes second', () => {
    given(claimed())
      .when({ ...claim, payer: directPayer })
      .refused('billing-code-already-paid', { amount: '16800', paidOn: '2021-05-02' });
    given(claimed(directPayer)).when(claim).refused('billing-code-already-paid');
    given(claimed())
      .when({ ...claim, amount: '33600' })
      .refused('billing-code-already-paid');
  });

  test('the same claim by the same payer again records nothing', () => given(claimed()).when(claim).then());

  test('is released by its payer only and then free for another', () => {
    given(claimed()).when(release).then(released);
    given(claimed(directPayer)).when(release).then();
    given(claimed(), released).when(release).then();
    given(claimed()).when({ type: 'ReleaseCode', reason: 'ditolak' }).then(released);
    given(claimed(), released)
      .when({ ...claim, payer: directPayer })
      .then(claimed(directPayer));
  });

  test('is not paid in the future, nor with nothing', () => {
    given()
      .when({ ...claim, paidOn: '2021-05-04' })
      .refused('date-in-the-future', { field: 'paidOn' });
    given()
      .when({ ...claim, payer: directPayer, paidOn: '2021-05-04' })
      .refused('date-in-the-future', { field: 'valueDate' });
    given()
      .when({ ...claim, amount: '0' })
      .refused('amount-invalid');
  });

  test.each(['12345678', '12345678901234567890'])('%p is a billing code', (code) => {
    expect(() => assertBillingCode(code)).not.toThrow();
  });

  test.each(['', '1234567', '123456789012345678901', '1234 5678', '12345678\n', '1234567a', '１２３４５６７８'])(
    '%j is not a billing code',
    (code) => {
      expect(() => assertBillingCode(code)).toThrow(expect.objectContaining({ code: 'billing-code-invalid' }));
      given()
        .when({ ...claim, code })
        .refused('billing-code-invalid', { field: 'billingCode' });
    },
  );

  test('a refusal of a later step is recorded and leaves the claim to be released', () => {
    const refusal = { code: 'direct-payment-mismatch', sentence: 'Beda.', english: 'Differs.', details: {} } as const;
    const refused: BpjsCodeEvent = { type: 'CommandRefused', data: { ...refusal, effectiveOn: '2021-05-03' } };
    given(claimed())
      .when({ type: 'RefuseCommand', ...refusal })
      .then(refused);
    given(claimed(), refused).when(release).then(released);
  });
});
