import { specification } from '../specification';
import type { UserEvent } from './events';
import { userDecider } from './user';

const effectiveOn = '2021-05-03';
const created: UserEvent = { type: 'UserCreated', data: { userId: 'sitti', effectiveOn } };
const granted: UserEvent = { type: 'RoleGranted', data: { userId: 'sitti', role: 'admin', effectiveOn } };
const revoked: UserEvent = {
  type: 'RoleRevoked',
  data: { userId: 'sitti', role: 'admin', reason: 'pindah tugas', effectiveOn },
};
const grant = { type: 'GrantRole', userId: 'sitti', role: 'admin' } as const;
const revoke = { type: 'RevokeRole', userId: 'sitti', role: 'admin', reason: 'pindah tugas' } as const;
const { given } = specification(userDecider);

describe('user', () => {
  test('a user is created with roles, each once', () => {
    given()
      .when({ type: 'CreateUser', userId: 'sitti', roles: ['admin', 'admin'] })
      .then(created, granted);
  });

  test('a user may be created without a role', () => {
    given().when({ type: 'CreateUser', userId: 'sitti' }).then(created);
  });

  test('a login name is taken once', () => {
    given(created).when({ type: 'CreateUser', userId: 'sitti' }).refused('user-exists', { userId: 'sitti' });
  });

  test('a role is granted once while it lives, and again after it was revoked', () => {
    given(created).when(grant).then(granted);
    given(created, granted).when(grant).refused('role-already-granted', { role: 'admin' });
    given(created, granted, revoked).when(grant).then(granted);
  });

  test('a role is revoked with a reason, once', () => {
    given(created, granted).when(revoke).then(revoked);
    given(created, granted, revoked).when(revoke).refused('role-not-granted', { role: 'admin' });
  });

  test('the last admin stays', () => {
    given(created, granted)
      .when({ ...revoke, otherAdmins: 0 })
      .refused('last-admin');
    given(created, granted)
      .when({ ...revoke, otherAdmins: 1 })
      .then(revoked);
  });

  test('nobody grants to a user who does not exist', () => {
    given().when(grant).refused('not-found', { userId: 'sitti' });
  });
});
