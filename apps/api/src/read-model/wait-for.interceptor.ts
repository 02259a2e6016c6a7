import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { LiveReadModel, waitFor } from '@sedekah/read-model';
import type { Observable } from 'rxjs';
import { EdgeProblem } from '../http/problem';
import type { HttpRequest } from '../http/request';
import { Settings } from '../settings';

/** `?waitFor=<position>`: the read sees that write, or says that it cannot yet. */
@Injectable()
export class WaitForInterceptor implements NestInterceptor {
  constructor(
    private readonly readModel: LiveReadModel,
    private readonly settings: Settings,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { waitFor: position } = context.switchToHttp().getRequest<HttpRequest>().query;
    if (typeof position === 'string' && position !== '') await this.reach(position);
    return next.handle();
  }

  /** Waits until the read model holds the event at `position`. @throws EdgeProblem `read-model-behind` */
  async reach(position: string): Promise<void> {
    const { waitForTimeoutMs } = this.settings.config;
    const reached = await this.readModel.query((db) => waitFor(db, position, waitForTimeoutMs));
    if (!reached) throw new EdgeProblem('read-model-behind');
  }
}
