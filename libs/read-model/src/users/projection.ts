import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';

export const appUser = defineTable({
  columns: { user_id: 'text', ordinal: 'integer', effective_on: 'text' },
  key: ['user_id'],
});

/** `change` +1: granted, −1: revoked. */
export const userRole = defineTable({
  columns: {
    ordinal: 'integer',
    user_id: 'text',
    role: 'text',
    change: 'integer',
    reason: 'text?',
    by_user: 'text',
    effective_on: 'text',
  },
  key: ['ordinal'],
  indexes: [['user_id']],
});

export const usersProjection: Projection<'UserCreated' | 'RoleGranted' | 'RoleRevoked'> = {
  UserCreated({ data, ordinal }, page) {
    page.insert('app_user', { user_id: data.userId, ordinal, effective_on: data.effectiveOn });
  },
  RoleGranted({ data: { userId, role, effectiveOn }, ordinal, metadata }, page) {
    page.insert('user_role', {
      ordinal,
      user_id: userId,
      role,
      change: 1,
      reason: null,
      by_user: metadata.by,
      effective_on: effectiveOn,
    });
  },
  RoleRevoked({ data: { userId, role, reason, effectiveOn }, ordinal, metadata }, page) {
    page.insert('user_role', {
      ordinal,
      user_id: userId,
      role,
      change: -1,
      reason,
      by_user: metadata.by,
      effective_on: effectiveOn,
    });
  },
};
