import type { Command } from 'commander';
import { readConfig, type Config } from './config';
import type { GlobalOptions } from './options';
import { Output } from './output/output';

/** What a command works with. */
export interface Run {
  readonly config: Config;
  readonly output: Output;
}

/** Runs a command and sets the exit code: what `work` returns (0 by default), else what its failure means. */
export async function run(command: Command, work: (run: Run) => Promise<number | void>): Promise<void> {
  const { data, json, debug } = command.optsWithGlobals<GlobalOptions>();
  const output = new Output(json === true);
  try {
    process.exitCode = (await work({ config: readConfig(data), output })) ?? 0;
  } catch (error) {
    process.exitCode = output.failed(error, debug === true);
  }
}
