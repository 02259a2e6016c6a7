import { isMainThread, workerData } from 'node:worker_threads';
import { isHash } from '../sha256';
import { reportText } from './report';
import { runThread, type ThreadOrder } from './second-thread';
import type { Trust } from './trust';
import { verify } from './verify';

const USAGE = `Cara pakai / usage:
  node verify.js <bundel> [<bundel lain>]   folder hasil "sedekah export bundle"; dua folder dibandingkan
  node verify.js <bukti.json>               hasil "sedekah prove …"

Pilihan / options:
  --trust <sidik>     kunci yang Anda percayai; boleh berulang / a key you trust; may be repeated
  --require <n>       berapa kunci tepercaya harus menandatangani / how many of them must have signed
  --seal <segel>      segel yang Anda pegang: berkas atau hash / a seal you hold: its file or hash
  --json              jawaban sebagai JSON / the answer as JSON

Kode keluar / exit code: 0 sah / valid, 1 tidak sah / not valid, 2 salah pakai / usage, 70 kesalahan program / bug`;

interface Asked {
  readonly paths: readonly string[];
  readonly trust: Trust;
  readonly isJson: boolean;
}

function asked(argv: readonly string[]): Asked | undefined {
  const paths: string[] = [];
  const fingerprints: string[] = [];
  let required: number | undefined;
  let seal: string | undefined;
  let isJson = false;
  for (let index = 0; index < argv.length; index++) {
    const each = argv[index] ?? '';
    if (each === '--json') isJson = true;
    else if (each === '--trust' && isHash(argv[index + 1])) fingerprints.push(argv[++index] ?? '');
    else if (each === '--require' && /^[1-9]\d?$/.test(argv[index + 1] ?? '')) required = Number(argv[++index]);
    else if (each === '--seal' && argv[index + 1] !== undefined) seal = argv[++index];
    else if (each.startsWith('-')) return undefined;
    else paths.push(each);
  }
  if (paths.length < 1 || paths.length > 2) return undefined;
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
  if (!question) {
    process.stderr.write(`${USAGE}\n`);
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
