import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refused } from '../output/failure';

const ROOT = resolve(__dirname, '../../../..');

/** The verifier as one file, as the build made it: beside the compiled program, or in `dist` of the sources. */
export function verifierFile(): string {
  const file = [join(ROOT, 'verify.js'), join(ROOT, 'dist', 'verify.js')].find((path) => existsSync(path));
  if (file) return file;
  throw new Refused(
    'verifier-missing',
    'Berkas pemeriksa belum dibuat; jalankan `npm run build`.',
    'The verifier’s file has not been built; run `npm run build`.',
  );
}
