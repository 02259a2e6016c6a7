import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { HttpRequest } from '../http/request';
import { Queries } from './queries';

/**
 * `?waitFor=<position>`: the read sees that write, or says that it cannot yet. Runs after the other guards: nobody waits
 * who may not ask.
 */
@Injectable()
export class WaitForGuard implements CanActivate {
  constructor(private readonly queries: Queries) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const { waitFor: position } = context.switchToHttp().getRequest<HttpRequest>().query;
    return typeof position === 'string' && position !== '' ? this.reached(position) : true;
  }

  private async reached(position: string): Promise<boolean> {
    await this.queries.reach(position);
    return true;
  }
}
