/** A line of a file, without its end; the first is number 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** No honest row is longer; a file without line ends must not fill the memory. */
export const LONGEST_LINE = 64 * 1024;

const ENDS = /\r\n|\n|\r/g;

/** Lines that end in CRLF, LF or CR. A line above the limit comes cut, once, at its full number. */
export async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 0;
  let rest = '';
  const line = (text: string): Line => ({ number: (number += 1), text: text.slice(0, LONGEST_LINE) });
  for await (const text of texts) {
    rest += text;
    // A CR at the very end may be half of a CRLF.
    const until = rest.endsWith('\r') ? rest.length - 1 : rest.length;
    let from = 0;
    ENDS.lastIndex = 0;
    for (let end = ENDS.exec(rest); end && end.index < until; end = ENDS.exec(rest)) {
      yield line(rest.slice(from, end.index));
      from = end.index + end[0].length;
    }
    rest = rest.slice(from);
    if (rest.length > 2 * LONGEST_LINE) rest = rest.slice(0, LONGEST_LINE) + rest.slice(-1);
  }
  const last = rest.replace(/\r$/, '');
  if (last !== '') yield line(last);
}
