import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { closeLedger, type OpenLedger } from './open-ledger';

/** After the last request has been answered: everything that was opened is closed. */
@Injectable()
export class Closing implements OnApplicationShutdown {
  constructor(private readonly open: OpenLedger) {}

  async onApplicationShutdown(): Promise<void> {
    await closeLedger(this.open);
  }
}
