import type { StoredEvent } from '@sedekah/event-store';
import type { AuthorityEvent } from '@sedekah/ledger';
import type { Audit, Finding } from './check';
import { commitmentsWithinCeiling } from './commitments-within-ceiling';

const effectiveOn = '2021-05-03';
const of = { authorityId: 'dpa', sponsorId: 's', pledgeId: 's.p', effectiveOn };
const terms = { pledgeId: 's.p', quota: 2, firstMonth: '2021-05', lastMonth: '2021-06', budgetId: 'dpa' };
const pledge = { ...terms, document: { kind: 'SK', number: '1', date: effectiveOn }, authorityIds: [] };
const dates = { signedOn: effectiveOn, validFrom: '2021-01-01', validThrough: '2021-12-31' };

const registered: AuthorityEvent = {
  type: 'AuthorityRegistered',
  data: { ...dates, authorityId: 'dpa', kind: 'budget', number: 'DPA/1', title: 'DPA', ceiling: '70000', effectiveOn },
};
const reserved = (amount: string): AuthorityEvent => ({ type: 'CommitmentReserved', data: { ...of, amount, pledge } });
const released: AuthorityEvent = { type: 'CommitmentReleased', data: { ...of, amount: '8000', reason: 'susut' } };
const raised: AuthorityEvent = {
  type: 'CeilingAmended',
  data: { authorityId: 'dpa', ceiling: '80000', previous: '70000', number: 'DPPA/1', reason: 'naik', effectiveOn },
};

function findingsOf(...events: AuthorityEvent[]): Finding[] {
  const findings: Finding[] = [];
  // The check looks at the log alone: at no store and no clock.
  const watch = commitmentsWithinCeiling.start({} as Audit, (finding) => findings.push(finding));
  events.forEach((event, index) =>
    watch.see?.({ ...event, stream: 'sedekah.authority-dpa', revision: BigInt(index) } as unknown as StoredEvent),
  );
  void watch.end?.();
  return findings;
}

test('a budget within its ceiling is no finding', () => {
  expect(findingsOf(registered, reserved('67200'))).toEqual([]);
  expect(findingsOf(registered, reserved('70000'))).toEqual([]);
});

test('one that a later law took above its ceiling is, with the event that did and by how much', () => {
  const [finding, ...more] = findingsOf(registered, reserved('67200'), reserved('8000'), reserved('100'));
  expect(more).toEqual([]);
  expect(finding?.at?.revision).toBe(2n);
  expect(finding?.sentence).toBe('anggaran DPA/1: pagu 70000, terikat 75300, lebih 5300');
});

test('a ceiling raised, or a pledge reduced, ends it', () => {
  expect(findingsOf(registered, reserved('67200'), reserved('8000'), raised)).toEqual([]);
  expect(findingsOf(registered, reserved('67200'), reserved('8000'), released)).toEqual([]);
});
