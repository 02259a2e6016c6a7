import { isMainThread, workerData } from 'node:worker_threads';
import { fingerprintsIn, named } from './arguments';
import { reportText } from './report';
import { runThread, type ThreadOrder } from './second-thread';
import type { Trust } from './trust';
import { verify } from './verify';

const USAGE = `Cara pakai / usage:
  node verify.js <bundel> [<bundel lain>]   folder hasil "sedekah export bundle"; dua folder dibandingkan
  node verify.js <bukti.json>               hasil "sedekah prove …"

Pilihan / options:
  --trust <sidik>     kunci yang Anda percayai; beberapa: --trust A,B atau --trust A B atau --trust A --trust B
                      a key you trust; several in any of these forms
  --require <n>       berapa kunci tepercaya harus menandatangani / how many of them must have signed
  --seal <segel>      segel yang Anda pegang: berkas atau hash / a seal you hold: its file or hash
  --json              jawaban sebagai JSON / the answer as JSON

Kode keluar / exit code: 0 sah / valid, 1 tidak sah / not valid, 2 salah pakai / usage, 70 kesalahan program / bug`;

interface Asked {
  readonly paths: readonly string[];
  readonly trust: Trust;
  readonly isJson: boolean;
}

/** @returns what is wrong with the command line, as text */
function asked(argv: readonly string[]): Asked | string {
  const words: string[] = [];
  const trusted: string[] = [];
  let required: number | undefined;
  let seal: string | undefined;
  let isJson = false;
  for (let index = 0; index < argv.length; index++) {
    const [each = '', value = ''] = [argv[index], argv[index + 1]];
    if (each === '--json') isJson = true;
    else if (each === '--trust') {
      const fingerprints = fingerprintsIn(value);
      if (!fingerprints) return `--trust "${value}": harus 64 digit heksadesimal / it must be 64 hexadecimal digits`;
      trusted.push(...fingerprints);
      index++;
    } else if (each === '--require') {
      if (!/^[1-9]\d?$/.test(value)) return `--require "${value}": harus bilangan mulai 1 / a number from 1`;
      required = Number(value);
      index++;
    } else if (each === '--seal' && value !== '') {
      seal = value;
      index++;
    } else if (each.startsWith('-'))
      return `${each}: pilihan tidak dikenal atau belum diisi / unknown, or without its value`;
    else words.push(each);
  }
  const { paths, fingerprints } = named(words, trusted);
  if (paths.length < 1 || paths.length > 2) {
    return `${paths.length} berkas atau folder disebut, harus 1 atau 2 / name one file or folder, or two folders`;
  }
  const trust = {
    fingerprints,
    ...(required === undefined ? {} : { required }),
    ...(seal === undefined ? {} : { seal }),
  };
  return { paths, trust, isJson };
}

/** Runs `node verify.js …`, or the thread it has started. @returns the exit code */
export function main(argv: readonly string[]): number {
  if (!isMainThread) {
    runThread(workerData as ThreadOrder);
    return 0;
  }
  const question = asked(argv);
  if (typeof question === 'string') {
    process.stderr.write(argv.length === 0 ? `${USAGE}\n` : `verify.js: ${question}\n\n${USAGE}\n`);
    return 2;
  }
  try {
    const report = verify(question.paths, question.trust, {
      workerFile: __filename,
      ...(process.stderr.isTTY && { onProgress: showProgress }),
    });
    process.stdout.write(`${question.isJson ? JSON.stringify(report, null, 2) : reportText(report)}\n`);
    return report.isProved ? 0 : 1;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`Kesalahan program pemeriksa: ${reason}. / A bug of the verifier.\n`);
    return 70;
  }
}

function showProgress(done: number, expected: number): void {
  process.stderr.write(`\r\u001b[K${Math.floor((done * 100) / expected)}% (${done})${done === expected ? '\n' : ''}`);
}
