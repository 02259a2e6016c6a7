const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** The same numbers, ids and bytes for the same seed, on every machine (mulberry32). Nothing secret comes from it. */
export class Random {
  private readonly bytes = Buffer.alloc(256);
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A whole number from 0 up to, not including, 2^32. */
  word(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A whole number from 0 up to, not including, `bound`. */
  below(bound: number): number {
    return this.word() % bound;
  }

  /** 16 characters, as the ledger derives its ids. */
  id(): string {
    let id = '';
    for (let words = 0; words < 4; words += 1) {
      const word = this.word();
      id += ALPHABET.charAt(word & 31) + ALPHABET.charAt((word >>> 5) & 31);
      id += ALPHABET.charAt((word >>> 10) & 31) + ALPHABET.charAt((word >>> 15) & 31);
    }
    return id;
  }

  /** `length` hexadecimal digits. */
  hex(length: number): string {
    this.fill(length / 2);
    return this.bytes.toString('hex', 0, length / 2);
  }

  /** `bytes` bytes, base64url. */
  base64(bytes: number): string {
    this.fill(bytes);
    return this.bytes.toString('base64url', 0, bytes);
  }

  private fill(bytes: number): void {
    for (let at = 0; at < bytes; at += 4) this.bytes.writeUInt32LE(this.word(), at);
  }
}
