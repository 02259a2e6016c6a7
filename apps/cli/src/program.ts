import { Command, CommanderError } from 'commander';
import { addBackup } from './commands/backup';
import { addBalance } from './commands/balance';
import { addCheck } from './commands/check';
import { addCopy } from './commands/copy';
import { addExplain } from './commands/explain';
import { addExport } from './commands/export';
import { addHistory } from './commands/history';
import { addKeys } from './commands/keys';
import { addProve } from './commands/prove';
import { addRebuild } from './commands/rebuild';
import { addReplay } from './commands/replay';
import { addRestore } from './commands/restore';
import { addSeal } from './commands/seal';
import { addStatus } from './commands/status';
import { addVerify } from './commands/verify';
import { EXIT } from './output/failure';

/** All commands, and nothing run yet. */
function createProgram(): Command {
  const program = new Command('sedekah')
    .description('Alat pengelola dan pemeriksa buku besar sedekah. / The operator’s and auditor’s tool of the ledger.')
    .option('--data <folder>', 'folder data; baku: SEDEKAH_DATA, lalu ./data / the data folder')
    .option('--json', 'jawaban sebagai satu dokumen JSON / the answer as one JSON document')
    .option('--debug', 'jejak kesalahan program / the stack of a bug')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: () => undefined })
    .helpOption('-h, --help', 'bantuan / help')
    .helpCommand('help [command]', 'bantuan sebuah perintah / help on a command')
    .exitOverride();
  addBalance(program);
  addStatus(program);
  addHistory(program);
  addExplain(program);
  addCheck(program);
  addReplay(program);
  addRebuild(program);
  addBackup(program);
  addRestore(program);
  addCopy(program);
  addExport(program);
  addKeys(program);
  addSeal(program);
  addProve(program);
  addVerify(program);
  return program;
}

/** Runs one command line. Sets the exit code. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  const program = createProgram();
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
    if (error.exitCode !== 0 && error.code !== 'commander.help') process.stderr.write(`${misread(program, error)}\n`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  'commander.unknownOption': 'pilihan tidak dikenal',
  'commander.unknownCommand': 'perintah tidak dikenal',
  'commander.missingArgument': 'ada yang belum diisi',
  'commander.optionMissingArgument': 'pilihan belum diisi',
  'commander.missingMandatoryOptionValue': 'pilihan wajib belum diisi',
  'commander.excessArguments': 'terlalu banyak isian',
  'commander.invalidArgument': 'isian salah',
};

function misread(program: Command, { code, message }: CommanderError): string {
  const command = program.commands.find((each) => program.args[0] === each.name()) ?? program;
  const usage = command === program ? program.usage() : `${command.name()} ${command.usage()}`;
  const reason = REASONS[code] ?? 'tidak dapat dibaca';
  return `sedekah: ${reason}: ${message.replace(/^error: /, '')}\nCara pakai / usage: sedekah ${usage}`;
}
