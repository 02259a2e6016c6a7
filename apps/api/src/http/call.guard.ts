import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Calls } from '../ledger/calls';
import { KnownCommands } from '../ledger/known-commands';
import { isStream, readCall } from './call';
import { EdgeProblem } from './problem';
import type { HttpRequest } from './request';
import { WRITE, type WriteOptions } from './routes';

/** Before a write: its key, its input and the revision it expects. Runs after the access guard. */
@Injectable()
export class CallGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly calls: Calls,
    private readonly known: KnownCommands,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const write = this.reflector.get<WriteOptions | undefined>(WRITE, context.getHandler());
    if (!write) return true;
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const { expectedRevision, ...read } = readCall(request);
    if (expectedRevision !== undefined && !write.oneStream) throw new EdgeProblem('if-match-unsupported');
    request.call = await this.calls.begin(read, expectedRevision);
    // The content of an upload is known only when it has been read; its route compares it then.
    if (!isStream(request.body)) await this.known.assertSame(request.call);
    return true;
  }
}
