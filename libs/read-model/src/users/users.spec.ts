import { projected, removeProjected } from '../testing/projected';
import { History } from '../testing/history';
import { listUsers } from './users';

afterEach(removeProjected);

test('users show the roles they hold now', async () => {
  const effectiveOn = '2021-05-01';
  const history = new History();
  for (const userId of ['sri', 'budi']) {
    history.add(`user-${userId}`, { type: 'UserCreated', data: { userId, effectiveOn } });
  }
  for (const role of ['verifier', 'auditor'] as const) {
    history.add('user-sri', { type: 'RoleGranted', data: { userId: 'sri', role, effectiveOn } });
  }
  const revoked = { userId: 'sri', role: 'auditor', reason: 'mutasi', effectiveOn } as const;
  history.add('user-sri', { type: 'RoleRevoked', data: revoked });
  const { db } = await projected(history);
  expect((await listUsers(db)).items).toEqual([
    { userId: 'sri', createdOn: effectiveOn, roles: ['verifier'] },
    { userId: 'budi', createdOn: effectiveOn, roles: [] },
  ]);
});
