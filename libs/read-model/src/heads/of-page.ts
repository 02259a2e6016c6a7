/** An assignment, by the event that made it. */
export interface Assigned {
  readonly sponsorId: string;
  readonly ordinal: number;
}

export interface Released {
  readonly workerId: string;
  readonly assignmentId: string;
  readonly ordinal: number;
}

/** What one page of events does to the sponsors' heads; reckoned when its rows are in. */
export class HeadsOfPage {
  readonly assigned: Assigned[] = [];
  readonly released: Released[] = [];
  /** Enrolments that may be a second one, or later than an assignment. */
  readonly enrolled: { readonly workerId: string; readonly ordinal: number }[] = [];
  /** Since which event they are looked at one by one. */
  readonly apart = new Map<string, number>();
  /** Registered on this page, and neither enrolled nor assigned yet: most are. */
  private readonly fresh = new Set<string>();

  register(workerId: string): void {
    this.fresh.add(workerId);
  }

  enrol(workerId: string, ordinal: number): void {
    if (!this.fresh.delete(workerId)) this.enrolled.push({ workerId, ordinal });
  }

  assign(sponsorId: string, workers: readonly string[], ordinal: number): void {
    if (this.fresh.size > 0) for (const workerId of workers) this.fresh.delete(workerId);
    this.assigned.push({ sponsorId, ordinal });
  }

  release(released: Released): void {
    this.released.push(released);
  }

  setApart(workers: readonly string[], ordinal: number): void {
    for (const workerId of workers) this.apart.set(workerId, Math.min(ordinal, this.apart.get(workerId) ?? ordinal));
  }
}
