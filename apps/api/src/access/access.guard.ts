import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { KeyStore } from '@sedekah/key-store';
import { EdgeProblem } from '../http/problem';
import { header, type HttpRequest } from '../http/request';
import { ROLES_ALLOWED, type Access } from '../http/roles';
import { PasswordChangeController } from './sessions.controller';
import { Sessions } from './sessions';
import { UserRoles } from './user-roles';

/** Who is calling, and whether a route is theirs. A route that does not say whose it is, is nobody's. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly userRoles: UserRoles,
    private readonly keys: KeyStore,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ROLES_ALLOWED, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'anyone') return true;
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const user = await this.sessions.userOf(bearer(request));
    request.user = user;
    if (context.getClass() !== PasswordChangeController && this.keys.credentials.isOneTime(user)) {
      throw new EdgeProblem('password-change-required');
    }
    if (access === 'signed-in') return true;
    const roles = await this.userRoles.of(user);
    if (!access?.some((role) => roles.has(role))) throw new EdgeProblem('forbidden', { allowed: access ?? [] });
    return true;
  }
}

function bearer(request: HttpRequest): string {
  const token = /^Bearer ([A-Za-z0-9._-]+)$/i.exec(header(request, 'authorization') ?? '')?.[1];
  if (!token) throw new EdgeProblem('unauthenticated');
  return token;
}
