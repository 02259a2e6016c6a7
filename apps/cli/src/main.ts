#!/usr/bin/env node
import './node-version';
import { EXIT } from './output/failure';
import { runProgram } from './program';

// Whoever reads our answer may stop early, as `head` does: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : EXIT.bug));

runProgram(process.argv).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`sedekah: bug: Kesalahan program: ${reason}. / A bug of the program.\n`);
  process.exitCode = EXIT.bug;
});
