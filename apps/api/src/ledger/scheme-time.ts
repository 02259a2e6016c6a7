import { Injectable } from '@nestjs/common';
import { DEFAULT_TIME_ZONE, localDate, schemeDecider, type LocalDate } from '@sedekah/ledger';
import { Streams } from '@sedekah/event-store';
import { Clock } from '../clock';

/** One scheme a ledger. */
export const SCHEME_ID = 'main';

/** Days and month ends of the scheme's own time zone. */
@Injectable()
export class SchemeTime {
  constructor(
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  async zone(): Promise<string> {
    const { state } = await this.streams.load(schemeDecider, SCHEME_ID);
    return state.status === 'configured' ? state.settings.timeZone : DEFAULT_TIME_ZONE;
  }

  async today(): Promise<LocalDate> {
    return localDate(this.clock.now(), await this.zone());
  }
}
