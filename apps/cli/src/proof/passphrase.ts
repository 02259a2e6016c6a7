import { readFileSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { Refused } from '../output/failure';

/** Of every command that uses a private key. */
export interface KeyOptions {
  readonly keys?: string;
  readonly passphraseFile?: string;
}

export const withKeys = (command: Command): Command =>
  command
    .option('--keys <folder>', 'folder kunci; baku: SEDEKAH_KEYS, lalu <data>-keys / the key folder')
    .option('--passphrase-file <file>', 'berkas berisi kata sandi kunci / a file that holds the key’s passphrase');

/** The first line of the file. @throws Refused when others may read it, or it is empty */
export function passphraseIn({ passphraseFile }: KeyOptions): string | undefined {
  if (passphraseFile === undefined) return undefined;
  const passphrase = readFileSync(passphraseFile, 'utf8').split(/\r?\n/)[0] ?? '';
  if ((statSync(passphraseFile).mode & 0o077) !== 0) {
    throw new Refused(
      'passphrase-open',
      `${passphraseFile} dapat dibaca orang lain; jalankan chmod 600.`,
      `Others can read ${passphraseFile}; run chmod 600.`,
    );
  }
  if (passphrase !== '') return passphrase;
  throw new Refused('passphrase-empty', `${passphraseFile} kosong.`, `${passphraseFile} is empty.`);
}
