import { NotProved } from './not-proved';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
const BRACE = 0x7b;
const COMMA = 0x2c;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/** Where the parts of an event's line are, read off its front without making a text of them. */
export class EventHead {
  /** Of the stream's name, as it is written. */
  streamStart = 0;
  streamEnd = 0;
  /** FNV-1a over the name. */
  streamHash = 0;
  revision = 0;
  typeStart = 0;
  typeEnd = 0;

  /** Reads `["stream","revision","id","type",{`. @throws NotProved when the line begins like no event */
  read(buffer: Buffer, start: number, end: number, ordinal: number): void {
    let at = start;
    if (buffer[at++] !== BRACKET) throw noEvent(ordinal);
    this.streamStart = at + 1;
    let hash = 0x811c9dc5;
    if (buffer[at++] !== QUOTE) throw noEvent(ordinal);
    for (; at < end && buffer[at] !== QUOTE; at++) {
      hash = Math.imul(hash ^ (buffer[at] ?? 0), 0x01000193);
      // What follows a backslash does not end the name.
      if (buffer[at] === BACKSLASH) hash = Math.imul(hash ^ (buffer[++at] ?? 0), 0x01000193);
    }
    this.streamEnd = at;
    this.streamHash = hash;
    at = this.afterQuote(buffer, at, ordinal);
    let revision = 0;
    const digits = at;
    for (let digit = buffer[at] ?? 0; digit >= DIGIT_0 && digit <= DIGIT_9; digit = buffer[++at] ?? 0) {
      revision = revision * 10 + digit - DIGIT_0;
    }
    const isNumber = at > digits && Number.isSafeInteger(revision) && (buffer[digits] !== DIGIT_0 || at === digits + 1);
    if (!isNumber) throw noEvent(ordinal);
    this.revision = revision;
    at = this.afterQuote(buffer, at, ordinal);
    while (at < end && buffer[at] !== QUOTE) at++;
    this.typeStart = this.afterQuote(buffer, at, ordinal);
    at = this.typeStart;
    while (at < end && buffer[at] !== QUOTE) at++;
    this.typeEnd = at;
    if (buffer[at + 1] !== COMMA || buffer[at + 2] !== BRACE || at + 2 >= end) throw noEvent(ordinal);
  }

  /** From the quote that ends one text to the first character of the next. */
  private afterQuote(buffer: Buffer, at: number, ordinal: number): number {
    if (buffer[at] === QUOTE && buffer[at + 1] === COMMA && buffer[at + 2] === QUOTE) return at + 3;
    throw noEvent(ordinal);
  }
}

export const noEvent = (ordinal: number) =>
  new NotProved(
    'event-malformed',
    `Peristiwa ${ordinal} tidak berbentuk peristiwa: rusak atau diubah.`,
    `Event ${ordinal} has not the form of an event: damaged or changed.`,
  );
