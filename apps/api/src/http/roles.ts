import { SetMetadata } from '@nestjs/common';
import type { Role } from '@sedekah/ledger';

export const ROLES_ALLOWED = 'sedekah:roles';

/** `anyone`: without a token. `signed-in`: any user, whatever the roles. */
export type Access = readonly Role[] | 'anyone' | 'signed-in';

/** Who may use a route. Every route says it (a test compares). */
export const Roles = (access: Access) => SetMetadata(ROLES_ALLOWED, access);
