/** A place in the queue for the right to be a read model's one projector. */
export interface Queue {
  /** True when it is our turn. @throws ReadModelUnusable */
  isOurs(): Promise<boolean>;
  /** Aborts when the turn was ours and somebody else may have it: we were frozen, or the database went away. */
  readonly lost: AbortSignal;
  /** Gives up the place and the turn. */
  leave(): Promise<void>;
}
