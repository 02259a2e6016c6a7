import type { Decider } from '../decider';
import { Rejection } from '../rejection';
import type { Role } from '../vocabulary';
import type { UserEvent } from './events';

export interface CreateUser {
  readonly type: 'CreateUser';
  readonly userId: string;
  readonly roles?: readonly Role[];
}
export interface GrantRole {
  readonly type: 'GrantRole';
  readonly userId: string;
  readonly role: Role;
}
export interface RevokeRole {
  readonly type: 'RevokeRole';
  readonly userId: string;
  readonly role: Role;
  readonly reason: string;
  /** How many other users are admins, as the caller knows it; given when the role is `admin`. */
  readonly otherAdmins?: number;
}
export type UserCommand = CreateUser | GrantRole | RevokeRole;

export type UserState =
  { readonly status: 'unknown' } | { readonly status: 'known'; readonly userId: string; roles: readonly Role[] };

/** Owner of: one user a login name, one live grant a role. Passwords never come here. */
export const userDecider: Decider<UserState, UserCommand, UserEvent> = {
  category: 'user',
  initial: () => ({ status: 'unknown' }),
  decide: (state, command, { today }) => {
    if (command.type === 'CreateUser') {
      requireNew(state, command.userId);
      return [
        { type: 'UserCreated', data: { userId: command.userId, effectiveOn: today } },
        ...[...new Set(command.roles)].map((role): UserEvent => ({
          type: 'RoleGranted',
          data: { userId: command.userId, role, effectiveOn: today },
        })),
      ];
    }
    const { userId, role } = command;
    const roles = rolesOf(state, userId);
    switch (command.type) {
      case 'GrantRole':
        if (roles.includes(role)) throw alreadyGranted(userId, role);
        return [{ type: 'RoleGranted', data: { userId, role, effectiveOn: today } }];
      case 'RevokeRole':
        if (!roles.includes(role)) throw notGranted(userId, role);
        if (role === 'admin' && command.otherAdmins === 0) throw lastAdmin(userId);
        return [{ type: 'RoleRevoked', data: { userId, role, reason: command.reason, effectiveOn: today } }];
      default:
        throw new Error(`unknown command ${JSON.stringify(command satisfies never)}`);
    }
  },
  evolve: (state, event) => {
    if (event.type === 'UserCreated') return { status: 'known', userId: event.data.userId, roles: [] };
    if (state.status !== 'known') throw new Error(`${event.type} before UserCreated`);
    const others = state.roles.filter((role) => role !== event.data.role);
    state.roles = event.type === 'RoleGranted' ? [...others, event.data.role] : others;
    return state;
  },
};

function rolesOf(state: UserState, userId: string): readonly Role[] {
  if (state.status === 'known') return state.roles;
  throw new Rejection(
    'not-found',
    `Pengguna "${userId}" tidak ada. Periksa nama masuknya, atau buat pengguna itu lebih dahulu.`,
    `There is no user "${userId}". Check the login name, or create the user first.`,
    { field: 'userId', userId },
  );
}

function requireNew(state: UserState, userId: string): void {
  if (state.status === 'unknown') return;
  throw new Rejection(
    'user-exists',
    `Pengguna "${userId}" sudah ada. Pilih nama masuk lain, atau beri peran kepada pengguna itu.`,
    `The user "${userId}" exists already. Choose another login name, or grant roles to that user.`,
    { field: 'userId', userId },
  );
}

const alreadyGranted = (userId: string, role: Role) =>
  new Rejection(
    'role-already-granted',
    `Pengguna "${userId}" sudah memegang peran "${role}". Tidak ada yang perlu dilakukan.`,
    `The user "${userId}" already holds the role "${role}". There is nothing to do.`,
    { userId, role },
  );

const notGranted = (userId: string, role: Role) =>
  new Rejection(
    'role-not-granted',
    `Pengguna "${userId}" tidak memegang peran "${role}", jadi tidak ada yang dapat dicabut.`,
    `The user "${userId}" does not hold the role "${role}", so there is nothing to revoke.`,
    { userId, role },
  );

const lastAdmin = (userId: string) =>
  new Rejection(
    'last-admin',
    `"${userId}" adalah admin terakhir. Beri peran admin kepada orang lain lebih dahulu.`,
    `"${userId}" is the last admin. Grant the role to someone else first.`,
    { userId },
  );
