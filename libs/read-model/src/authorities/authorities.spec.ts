import { openCrossings } from '../crossings/open-crossings';
import { pledgesOf } from '../sponsors/pledges';
import { projected, removeProjected } from '../testing/projected';
import { SchemeHistory } from '../testing/scheme-history';
import { findAuthority, listAuthorities } from './authorities';

afterEach(removeProjected);

const effectiveOn = '2024-01-10';
const document = { kind: 'surat', number: '1', date: effectiveOn };
const terms = { quota: 744, firstMonth: '2024-01', lastMonth: '2024-12', document, authorityIds: ['pks-1'] };
const pledge = { ...terms, pledgeId: 'pemkot.p1', budgetId: 'dpa-1', reserved: '149990400' };
const of = { authorityId: 'dpa-1', sponsorId: 'pemkot', pledgeId: 'pemkot.p1', effectiveOn };

function budget(): SchemeHistory {
  const paper = {
    number: '7',
    title: 'DPA',
    signedOn: '2024-01-02',
    validFrom: '2024-01-01',
    validThrough: '2024-12-31',
  };
  const of = { ...paper, effectiveOn: '2024-01-02' };
  const history = new SchemeHistory().at('2024-01-02').sponsor('pemkot', 'apbd', '2024-01-02');
  const dpa = { ...of, authorityId: 'dpa-1', kind: 'budget', fundingSource: 'apbd', ceiling: '150000000' } as const;
  history.add('authority-dpa-1', { type: 'AuthorityRegistered', data: dpa });
  const pks = { ...of, authorityId: 'pks-1', kind: 'pks', regionCode: '73.72' } as const;
  return history.add('authority-pks-1', { type: 'AuthorityRegistered', data: pks });
}

const command = (id: string, step = '') => ({ commandId: `${id}${step}` });
const reserved = (): SchemeHistory =>
  budget().add(
    'authority-dpa-1',
    { type: 'CommitmentReserved', data: { ...of, amount: '149990400', pledge } },
    command('c1'),
  );

const open = async (history: SchemeHistory) => {
  const crossings = await openCrossings((await projected(history)).db, { olderThan: '2031-01-01T00:00:00.000Z' });
  return crossings.map(({ kind, subject }) => `${kind} ${subject}`);
};

test('a budget shows its ceiling and what pledges hold of it, a paper has none', async () => {
  const { db } = await projected(reserved());
  expect((await listAuthorities(db)).items).toMatchObject([
    { authorityId: 'dpa-1', kind: 'budget', ceiling: '150000000', reserved: '149990400', endedOn: null },
    { authorityId: 'pks-1', kind: 'pks', ceiling: null, reserved: '0', regionCode: '73.72' },
  ]);
});

test('a ceiling amended and a paper ended show as they are now', async () => {
  const history = reserved();
  const raised = { ceiling: '200000000', previous: '150000000', number: '8', reason: 'perubahan', effectiveOn };
  history.add('authority-dpa-1', { type: 'CeilingAmended', data: { authorityId: 'dpa-1', ...raised } });
  const end = { authorityId: 'dpa-1', reason: 'dicabut', effectiveOn: '2024-06-01' };
  history.add('authority-dpa-1', { type: 'AuthorityEnded', data: end });
  const { db } = await projected(history);
  expect(await findAuthority(db, 'dpa-1')).toMatchObject({ ceiling: '200000000', endedOn: '2024-06-01' });
});

test('a reservation is open until the sponsor has pledged or it was released', async () => {
  expect(await open(reserved())).toEqual(['pledge pemkot.p1 c1']);
  const data = { ...of, amount: '149990400', reason: 'ditolak' };
  const released = { type: 'CommitmentReleased', data } as const;
  expect(await open(reserved().add('authority-dpa-1', released, command('c1', '#undo')))).toEqual([]);
  const made = { type: 'PledgeMade', data: { ...pledge, sponsorId: 'pemkot', effectiveOn } } as const;
  expect(await open(reserved().add('sponsor-pemkot', made, command('c1', '#pledge')))).toEqual([]);
});

test('two amendments at once are two crossings, each ended by its own command', async () => {
  const amended = { ...pledge, sponsorId: 'pemkot', reason: 'data baru', effectiveOn };
  const history = reserved().add(
    'authority-dpa-1',
    { type: 'CommitmentReserved', data: { ...of, amount: '9600', pledge, amendment: { reason: 'data baru' } } },
    command('c2'),
  );
  history.add('sponsor-pemkot', { type: 'PledgeAmended', data: amended }, command('c2', '#pledge'));
  expect(await open(history)).toEqual(['pledge pemkot.p1 c1']);
});

test('a smaller pledge is open until its budget has the rest back', async () => {
  const made = { type: 'PledgeMade', data: { ...pledge, sponsorId: 'pemkot', effectiveOn } } as const;
  const history = reserved().add('sponsor-pemkot', made, command('c1', '#pledge'));
  const smaller = { ...pledge, quota: 700, reserved: '141120000', released: '8870400', reason: 'data baru' };
  const amended = { type: 'PledgeAmended', data: { ...smaller, sponsorId: 'pemkot', effectiveOn } } as const;
  history.add('sponsor-pemkot', amended, command('c2'));
  expect(await open(history)).toEqual(['commitment-release pemkot.p1 c2']);
  const released = { ...of, amount: '8870400', reason: 'data baru' };
  history.add('authority-dpa-1', { type: 'CommitmentReleased', data: released }, command('c2', '#release'));
  expect(await open(history)).toEqual([]);
  const { db } = await projected(history);
  expect(await findAuthority(db, 'dpa-1')).toMatchObject({ reserved: '141120000' });
  expect(await pledgesOf(db, 'pemkot')).toMatchObject([
    { pledgeId: 'pemkot.p1', quota: 700, reserved: '141120000', budgetId: 'dpa-1', amendments: 1, withdrawnFrom: null },
  ]);
});
