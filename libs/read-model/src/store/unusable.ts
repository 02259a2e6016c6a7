/** The read model's place cannot be used; the message says what to change, without secrets. */
export class ReadModelUnusable extends Error {
  override readonly name = 'ReadModelUnusable';
  constructor(
    message: string,
    /** Nobody has to change anything for it to come back: trying later makes sense. */
    readonly isPassing = false,
  ) {
    super(message);
  }
}

/** The tables are of another version of the program: build them anew (`sedekah rebuild`); nothing is lost by it. */
export class ReadModelOutdated extends Error {
  override readonly name = 'ReadModelOutdated';
}
