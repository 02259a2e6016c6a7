import { failureOf, type Failure } from './failure';
import { write } from './write';

/** Writes a command's answer: one JSON document, or text, on stdout. */
export class Output {
  /** How far the document on stdout has come: a failure must not begin a second one. */
  private document: 'none' | 'list begun' | 'in its list' | 'whole' = 'none';

  constructor(readonly isJson: boolean) {}

  /** The answer of a command. `text` is asked for only when it is shown. */
  answer(document: object, text: () => string): void {
    const answer = this.isJson ? json(document) : text();
    this.document = 'whole';
    if (answer !== '') process.stdout.write(`${answer}\n`);
  }

  /**
   * The answer as a document whose list `name` is written item by item; what `end` gives stands after it. When the items
   * fail on the way, the reason stands there instead.
   */
  async answerList<Item>(head: object, name: string, items: AsyncIterable<Item>, end: () => object): Promise<void> {
    this.document = 'list begun';
    await write(`${json(head).slice(0, -2)},\n  ${JSON.stringify(name)}: [`);
    for await (const item of items) {
      const separator = this.document === 'list begun' ? '' : ',';
      this.document = 'in its list';
      await write(`${separator}\n    ${JSON.stringify(item)}`);
    }
    this.endList(end());
  }

  /** Why a command has no answer: on stderr, with --json in the document on stdout. @returns the exit code */
  failed(error: unknown, isDebugging: boolean): number {
    const { exitCode, code, message } = failureOf(error);
    const reason = { error: { code, message } satisfies Omit<Failure, 'exitCode'> };
    if (this.document === 'list begun' || this.document === 'in its list') this.endList(reason);
    else if (this.isJson && this.document === 'none') this.answer(reason, () => '');
    else process.stderr.write(`sedekah: ${code}: ${message}\n`);
    if (isDebugging && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    return exitCode;
  }

  private endList(rest: object): void {
    const isEmpty = this.document === 'list begun';
    this.document = 'whole';
    process.stdout.write(`${isEmpty ? '' : '\n  '}],\n${json(rest).slice(2)}\n`);
  }
}

const json = (document: object): string => JSON.stringify(document, (_, value: unknown) => plain(value), 2);

const plain = (value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
