import type { EventMetadata } from '@sedekah/ledger';

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

/**
 * Subject of a crossing that one thing can be in several times at once, each begun by a command of its own: two
 * amendments cut short by the same crash are two crossings. Steps carry `<command>#<step>`.
 */
export const subjectByCommand = (id: string, { commandId }: Pick<EventMetadata, 'commandId'>): string =>
  `${id} ${commandId.split('#')[0]}`;

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
  private readonly closings = new Map<CrossingKind, Set<string>>();
  private readonly touched = new Map<CrossingKind, Set<string>>();

  /** `open`: what the table may hold, `<kind> <subject>`. */
  constructor(private readonly present: Set<string>) {}

  /** The event at `ordinal` began a crossing; the first one counts while it is open. */
  open(kind: CrossingKind, subject: string, ordinal: number): void {
    const key = `${kind} ${subject}`;
    if (!this.pending.has(key)) this.pending.set(key, { kind, subject, ordinal });
  }

  /** An event finished the crossing, or took back what it began with. */
  close(kind: CrossingKind, subject: string): void {
    const key = `${kind} ${subject}`;
    this.pending.delete(key);
    if (this.present.delete(key)) add(this.closings, kind, subject);
  }

  /** A crossing with several last steps may have opened or closed. */
  touch(kind: CrossingKind, ...subjects: readonly string[]): void {
    for (const subject of subjects) add(this.touched, kind, subject);
  }

  /** Begun in this page and still open at its end. From now on they count as open. */
  opened(): OpenedCrossing[] {
    for (const key of this.pending.keys()) this.present.add(key);
    return [...this.pending.values()];
  }

  /** Begun before this page and finished in it. */
  closed(): ReadonlyMap<CrossingKind, ReadonlySet<string>> {
    return this.closings;
  }

  /** To be looked at again in the tables. */
  doubtful(): ReadonlyMap<CrossingKind, ReadonlySet<string>> {
    return this.touched;
  }
}

function add(sets: Map<CrossingKind, Set<string>>, kind: CrossingKind, subject: string): void {
  const set = sets.get(kind);
  if (set) set.add(subject);
  else sets.set(kind, new Set([subject]));
}
