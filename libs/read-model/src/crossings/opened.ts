/** Flows over several streams that the log has begun. Their subject is the id that their last step names. */
export const CROSSING_KINDS = [
  'pledge',
  'commitment-release',
  'payment',
  'part-return',
  'charge-back',
  'code-release',
  'registration',
  'assignment',
  'release',
  'order',
  'unorder',
  'remittance-payment',
  'settlement',
  'refund',
  'direct-payment',
  'direct-allocation',
  'death',
  'leaving',
] as const;
export type CrossingKind = (typeof CROSSING_KINDS)[number];

export interface OpenedCrossing {
  readonly kind: CrossingKind;
  readonly subject: string;
  readonly ordinal: number;
}

/**
 * Crossings opened and closed by one page's events. Most open and close within a page and never reach the table, which
 * holds the open ones only.
 */
export class OpenedCrossings {
  private readonly pending = new Map<string, OpenedCrossing>();
  private readonly closings: OpenedCrossing[] = [];

  /** The event at `ordinal` began a crossing. */
  open(kind: CrossingKind, subject: string, ordinal: number): void {
    const key = `${kind} ${subject}`;
    if (!this.pending.has(key)) this.pending.set(key, { kind, subject, ordinal });
  }

  /** The event at `ordinal` finished it, or took back what it began with. */
  close(kind: CrossingKind, subject: string, ordinal: number): void {
    this.pending.delete(`${kind} ${subject}`);
    this.closings.push({ kind, subject, ordinal });
  }

  /** Begun in this page and still open at its end. */
  opened(): OpenedCrossing[] {
    return [...this.pending.values()];
  }

  /** Finished in this page; most of them were never open in the table. */
  closed(): readonly OpenedCrossing[] {
    return this.closings;
  }
}
