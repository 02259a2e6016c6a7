import { randomInt } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { IdempotencyKeyReused } from '@sedekah/event-store';
import { KeyStore } from '@sedekah/key-store';
import { tariffDecider, TARIFF_STREAM_ID, unpublishedLaw, userDecider } from '@sedekah/ledger';
import { Announcement } from './announcement';
import { ConfigError } from './config';
import { Calls } from './ledger/calls';
import { Ledger } from './ledger/ledger';
import { Settings } from './settings';

const ADMIN = 'admin';
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const PASSWORD_LENGTH = 20;

/** A new ledger gets the law it ships with and its first admin; an older one the law that was shipped since. */
@Injectable()
export class FirstStart implements OnApplicationBootstrap {
  constructor(
    private readonly ledger: Ledger,
    private readonly calls: Calls,
    private readonly keys: KeyStore,
    private readonly announcement: Announcement,
    private readonly settings: Settings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.publishLaw();
    await this.createAdmin();
  }

  private async publishLaw(): Promise<void> {
    const { state } = await this.ledger.load(tariffDecider, TARIFF_STREAM_ID);
    for (const command of unpublishedLaw(state)) {
      const call = await this.calls.bySystem(`shipped-law:${JSON.stringify(command)}`);
      await this.ledger.execute(tariffDecider, TARIFF_STREAM_ID, command, call);
    }
  }

  /** The password is shown once and must be changed at once. */
  private async createAdmin(): Promise<void> {
    const call = await this.calls.bySystem('first-start:admin');
    const command = { type: 'CreateUser', userId: ADMIN, roles: ['admin'] } as const;
    await this.ledger.execute(userDecider, ADMIN, command, call).catch((error: unknown) => {
      throw error instanceof IdempotencyKeyReused ? this.otherKeys() : error;
    });
    if (this.keys.credentials.has(ADMIN)) return;
    const password = Array.from({ length: PASSWORD_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    await this.keys.credentials.set(ADMIN, password, { oneTime: true });
    this.announcement.announce(
      `\nAkun pertama / first account:  ${ADMIN}\n` +
        `Kata sandi sekali pakai / one-time password:  ${password}\n` +
        'Ganti saat pertama masuk / change it at first use: POST /v1/sessions, POST /v1/sessions/password\n\n',
    );
  }

  /** The first admin was recorded with a hash under the ledger's secret: keys under which it differs are not its keys. */
  private otherKeys(): ConfigError {
    const { keysFolder } = this.settings.config;
    return new ConfigError(
      `Kunci di ${keysFolder} bukan kunci buku besar ini (folder kunci hilang, atau milik buku besar lain). ` +
        'Salin folder kunci yang dicadangkan ke sana, atau tunjuk dengan SEDEKAH_KEYS. / ' +
        `The keys in ${keysFolder} are not this ledger's (the key folder is missing, or another ledger's). ` +
        'Copy the key folder from its backup there, or name it in SEDEKAH_KEYS.',
    );
  }
}
