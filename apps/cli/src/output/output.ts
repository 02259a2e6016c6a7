import { failureOf, type Failure } from './failure';

/** Writes a command's answer: one JSON document, or text, on stdout. */
export class Output {
  constructor(readonly isJson: boolean) {}

  /** The answer of a command. `text` is asked for only when it is shown. */
  answer(document: object, text: () => string): void {
    const answer = this.isJson ? JSON.stringify(document, (_, value: unknown) => plain(value), 2) : text();
    if (answer !== '') process.stdout.write(`${answer}\n`);
  }

  /** Why a command has no answer: on stderr, with --json as a document on stdout. @returns the exit code */
  failed(error: unknown, isDebugging: boolean): number {
    const { exitCode, code, message } = failureOf(error);
    if (this.isJson) this.answer({ error: { code, message } satisfies Omit<Failure, 'exitCode'> }, () => '');
    else process.stderr.write(`sedekah: ${code}: ${message}\n`);
    if (isDebugging && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    return exitCode;
  }
}

const plain = (value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
