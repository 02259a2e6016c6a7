import { fold } from '../decider';
import { specification } from '../specification';
import { authorityDecider } from './authority';
import { ended, paper, paperRegistered, register, registered } from './authority.fixtures';
import type { AuthorityEvent, UnusedFunds } from './events';
import { assertRefundAgreed } from './refund-terms';

const { given } = specification(authorityDecider);

const agreed = (unusedFunds: UnusedFunds): AuthorityEvent =>
  ({ ...paperRegistered, data: { ...paperRegistered.data, unusedFunds } }) as AuthorityEvent;
const asked = { amount: '16800', today: '2021-05-10' };
const refund = (events: AuthorityEvent[], on = asked.today) =>
  assertRefundAgreed(fold(authorityDecider, events), { ...asked, today: on });

test('a paper says what becomes of money not used', () => {
  const terms = { ...paper, validFrom: '2021-05-03', validThrough: '2021-07-02', unusedFunds: 'returned' as const };
  const command = { type: 'RegisterAuthority', ...terms } as const;
  given()
    .when(command)
    .then({ type: 'AuthorityRegistered', data: { ...terms, effectiveOn: '2021-05-03' } });
});

test('a budget has no such terms: its money is never in custody', () =>
  given()
    .when(register({ unusedFunds: 'returned' }))
    .refused('not-a-paper', { kind: 'budget' }));

test('a refund is paid by a paper that returns what is not used, or says nothing', () => {
  expect(() => refund([agreed('returned')])).not.toThrow();
  expect(() => refund([paperRegistered])).not.toThrow();
  expect(() => refund([registered])).not.toThrow();
});

test('a refund is refused by a paper that returns nothing', () =>
  expect(() => refund([agreed('not-returned')])).toThrow(
    expect.objectContaining({
      code: 'refund-not-agreed',
      details: { field: 'amount', authorityId: 'pks', unusedFunds: 'not-returned', amount: '16800' },
    }),
  ));

test('a paper that returns what is left after its end refuses a refund before that', () => {
  const early = { code: 'refund-before-end', details: { validThrough: '2021-07-02', today: '2021-07-02' } };
  expect(() => refund([agreed('returned-after-end')], '2021-07-02')).toThrow(
    expect.objectContaining({ ...early, details: expect.objectContaining(early.details) as object }),
  );
  expect(() => refund([agreed('returned-after-end')], '2021-07-03')).not.toThrow();
  expect(() =>
    refund([agreed('returned-after-end'), { ...ended, data: { ...ended.data } } as AuthorityEvent]),
  ).not.toThrow();
});
