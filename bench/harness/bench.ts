/** What must hold of a figure, or of its ratio to a limit. */
export interface Goal {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Something else that was measured in the same run, in the unit of our figure. */
export interface MeasuredLimit {
  readonly name: string;
  readonly figure: number;
  /** Of the ratio our figure ÷ this one; absent: shown for comparison only. */
  readonly goal?: Goal;
}

/** One line of the table: our figure and what it is held against. */
export interface Measured {
  /** Name of the bench, and what of it: `commands: one hot sponsor`. */
  readonly bench: string;
  readonly figure: number;
  /** `s`, `ms`, `MB`, or a rate such as `events/s`. */
  readonly unit: string;
  /** How much it was measured on, in words. */
  readonly size: string;
  /** Of the figure itself. */
  readonly goal?: Goal;
  readonly limits: readonly MeasuredLimit[];
  /** Other figures worth printing, by name with its unit. */
  readonly details?: Readonly<Record<string, number | string>>;
}

/** What a bench is given: it runs in a process of its own. */
export interface Run {
  /** How large: workers, or what the bench says it scales by. */
  readonly workers: number;
  readonly seed: number;
  /** Empty, its own, removed afterwards. */
  readonly folder: string;
  /** Says on the terminal what is going on. */
  readonly tell: (sentence: string) => void;
}

export interface Bench {
  readonly name: string;
  /** What it answers, in a sentence. */
  readonly question: string;
  /** `workers` unless the command line says otherwise: the size the goal speaks of. */
  readonly workers: number;
  readonly measure: (run: Run) => Promise<readonly Measured[]>;
}
