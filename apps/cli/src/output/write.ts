import { once } from 'node:events';

/** Writes to stdout; what is written may be larger than memory wants to hold, so the reader sets the pace. */
export async function write(block: string): Promise<void> {
  if (!process.stdout.write(block)) await once(process.stdout, 'drain');
}

/** One JSON document whose `list` is written item by item; what `end` gives stands after it. */
export async function writeJson<Item>(
  head: object,
  list: string,
  items: AsyncIterable<Item> | Iterable<Item>,
  end: () => object,
): Promise<void> {
  await write(`${JSON.stringify(head, null, 2).slice(0, -2)},\n  ${JSON.stringify(list)}: [`);
  let separator = '\n';
  for await (const item of items) {
    await write(`${separator}    ${JSON.stringify(item)}`);
    separator = ',\n';
  }
  await write(`${separator === '\n' ? '' : '\n  '}],\n${JSON.stringify(end(), null, 2).slice(2)}\n`);
}
