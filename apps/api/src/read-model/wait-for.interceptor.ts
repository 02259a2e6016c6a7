import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';
import type { HttpRequest } from '../http/request';
import { Queries } from './queries';

/** `?waitFor=<position>`: the read sees that write, or says that it cannot yet. */
@Injectable()
export class WaitForInterceptor implements NestInterceptor {
  constructor(private readonly queries: Queries) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { waitFor: position } = context.switchToHttp().getRequest<HttpRequest>().query;
    if (typeof position === 'string' && position !== '') await this.queries.reach(position);
    return next.handle();
  }
}
