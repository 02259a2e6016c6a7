import { Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { EdgeProblem } from '../http/problem';
import type { HttpRequest } from '../http/request';

/** Attempts a minute, per address and user: enough for a person, too few for guessing. */
export const SESSION_ATTEMPTS = { ttl: 60_000, limit: 10 };

@Injectable()
export class SessionThrottle extends ThrottlerGuard {
  protected override async getTracker(request: HttpRequest): Promise<string> {
    const { userId } = (request.body ?? {}) as { userId?: unknown };
    return Promise.resolve(`${request.ip} ${typeof userId === 'string' ? userId : (request.user ?? '')}`);
  }

  protected override async throwThrottlingException(): Promise<void> {
    return Promise.reject(new EdgeProblem('too-many-requests'));
  }
}
