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
  /** Who has to choose a password: asked once for all requests of one turn of the event loop. */
  private readonly oneTime = new Map<string, boolean>();

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
    if (context.getClass() !== PasswordChangeController && this.hasOneTimePassword(user)) {
      throw new EdgeProblem('password-change-required');
    }
    if (access === 'signed-in') return true;
    const roles = await this.userRoles.of(user);
    if (!access?.some((role) => roles.has(role))) throw new EdgeProblem('forbidden', { allowed: access ?? [] });
    return true;
  }

  private hasOneTimePassword(user: string): boolean {
    const known = this.oneTime.get(user);
    if (known !== undefined) return known;
    if (this.oneTime.size === 0) setImmediate(() => this.oneTime.clear());
    const found = this.keys.credentials.isOneTime(user);
    this.oneTime.set(user, found);
    return found;
  }
}

function bearer(request: HttpRequest): string {
  const token = /^Bearer ([A-Za-z0-9._-]+)$/i.exec(header(request, 'authorization') ?? '')?.[1];
  if (!token) throw new EdgeProblem('unauthenticated');
  return token;
}
