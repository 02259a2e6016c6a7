// The limit of `verify-bundle`: a program that does nothing but read files and hash them.
const { createHash } = require('node:crypto');
const { closeSync, openSync, readSync } = require('node:fs');

const block = Buffer.allocUnsafe(1 << 20);
for (const file of process.argv.slice(2)) {
  const hash = createHash('sha256');
  const descriptor = openSync(file, 'r');
  for (let read; (read = readSync(descriptor, block)) > 0;) hash.update(block.subarray(0, read));
  closeSync(descriptor);
  process.stdout.write(`${hash.digest('hex')}  ${file}\n`);
}
