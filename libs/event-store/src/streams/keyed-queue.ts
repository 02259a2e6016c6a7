/** Runs tasks of one key one after another, tasks of different keys beside each other. */
export class KeyedQueue {
  private readonly last = new Map<string, Promise<unknown>>();

  run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const previous = this.last.get(key) ?? Promise.resolve();
    // The next one runs whether the one before it succeeded or not.
    const current = previous.then(task, task);
    this.last.set(key, current);
    const forget = () => {
      if (this.last.get(key) === current) this.last.delete(key);
    };
    current.then(forget, forget);
    return current;
  }

  /** Whether a task of this key runs or waits. */
  isBusy(key: string): boolean {
    return this.last.has(key);
  }
}
