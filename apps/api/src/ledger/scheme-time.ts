import { Injectable } from '@nestjs/common';
import { DEFAULT_TIME_ZONE, localDate, schemeDecider, type Instant, type LocalDate } from '@sedekah/ledger';
import { Streams } from '@sedekah/event-store';
import { Clock } from '../clock';

/** One scheme a ledger. */
export const SCHEME_ID = 'main';

/** No time zone of today begins a day but at a quarter of an hour. */
const QUARTER_MS = 15 * 60_000;

/** Days and month ends of the scheme's own time zone. */
@Injectable()
export class SchemeTime {
  /** The day asked for last: a calendar's arithmetic costs more than most of a command. */
  private last: { readonly zone: string; readonly quarter: number; readonly day: LocalDate } | undefined;

  constructor(
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  async zone(): Promise<string> {
    const { state } = await this.streams.load(schemeDecider, SCHEME_ID);
    return state.status === 'configured' ? state.settings.timeZone : DEFAULT_TIME_ZONE;
  }

  async today(): Promise<LocalDate> {
    return this.dayOf(this.clock.now());
  }

  /** The day that a moment of our own clock belongs to. */
  async dayOf(now: Instant): Promise<LocalDate> {
    const zone = await this.zone();
    const quarter = Math.floor(Date.parse(now) / QUARTER_MS);
    if (this.last?.quarter !== quarter || this.last.zone !== zone) {
      this.last = { zone, quarter, day: localDate(now, zone) };
    }
    return this.last.day;
  }
}
