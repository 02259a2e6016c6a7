import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { KeyStore } from '@sedekah/key-store';
import type { Instant } from '@sedekah/ledger';
import { Clock } from '../clock';
import { EdgeProblem, invalid } from '../http/problem';

const SESSION_SECONDS = 12 * 3600;
const ALGORITHM = 'HS256';
/** Tokens whose signature is known to be good. */
const MOST_VERIFIED = 1_000;
/** NIST SP 800-63B asks for length, not for kinds of characters. */
export const SHORTEST_PASSWORD = 12;

interface Token {
  readonly sub: string;
  readonly exp: number;
}

/** Signing in and out of passwords; tokens are signed with the key store's own secret and last 12 hours. */
@Injectable()
export class Sessions {
  private readonly verified = new Map<string, Token>();

  constructor(
    private readonly keys: KeyStore,
    private readonly jwt: JwtService,
    private readonly clock: Clock,
  ) {}

  /** @throws EdgeProblem `wrong-credentials` */
  async begin(userId: string, password: string): Promise<{ token: string; expiresOn: Instant; oneTime: boolean }> {
    const check = await this.keys.credentials.check(userId, password);
    if (check === 'wrong') throw new EdgeProblem('wrong-credentials');
    const issuedAt = this.seconds();
    const expires = issuedAt + SESSION_SECONDS;
    const token = await this.jwt.signAsync(
      { sub: userId, iat: issuedAt, exp: expires },
      { secret: this.keys.secret('token'), algorithm: ALGORITHM },
    );
    return { token, expiresOn: new Date(expires * 1000).toISOString(), oneTime: check === 'one-time' };
  }

  /** @throws EdgeProblem `wrong-credentials`, `invalid-body` */
  async changePassword(userId: string, current: string, next: string): Promise<void> {
    if ((await this.keys.credentials.check(userId, current)) === 'wrong') throw new EdgeProblem('wrong-credentials');
    if (current === next)
      throw invalid('invalid-body', { field: 'newPassword', message: 'harus kata sandi yang baru' });
    await this.keys.credentials.set(userId, next);
  }

  /** The user a token was given to. @throws EdgeProblem `unauthenticated` */
  async userOf(token: string): Promise<string> {
    const known = this.verified.get(token) ?? (await this.verify(token));
    if (known.exp <= this.seconds()) throw new EdgeProblem('unauthenticated');
    return known.sub;
  }

  /** A token says the same as long as it lasts: its signature is checked once. @throws EdgeProblem `unauthenticated` */
  private async verify(token: string): Promise<Token> {
    try {
      const { sub, exp } = await this.jwt.verifyAsync<Token>(token, {
        secret: this.keys.secret('token'),
        algorithms: [ALGORITHM],
        clockTimestamp: this.seconds(),
      });
      if (this.verified.size >= MOST_VERIFIED) this.verified.clear();
      this.verified.set(token, { sub, exp });
      return { sub, exp };
    } catch {
      throw new EdgeProblem('unauthenticated');
    }
  }

  private seconds(): number {
    return Math.floor(Date.parse(this.clock.now()) / 1000);
  }
}
