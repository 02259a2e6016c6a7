import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { SigningKey } from '@sedekah/ledger';
import { rotationText, signText } from '@sedekah/proof';
import type { Config } from '../config';
import { withLog } from '../ledger/open';
import { facts, framed } from '../output/tables';
import { Refused } from '../output/failure';
import {
  createKey,
  heldKeys,
  isHeld,
  privateKeyOf,
  publicFileOf,
  readPublicKey,
  signingFolder,
  type PublicKey,
} from '../proof/key-folder';
import { passphraseIn, withKeys, type KeyOptions } from '../proof/passphrase';
import { execute, sealState, withWritableLog } from '../proof/seal-stream';
import { run } from '../run';

/** `keys`: who may sign seals, with which key. Private keys never leave their folder and are never shown. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description('Kunci penanda tangan segel. / The keys that sign seals.');
  addCreate(keys);
  addRegister(keys);
  addRotate(keys);
  addList(keys);
}

export const folderOf = ({ keys }: KeyOptions, config: Config): string =>
  signingFolder(resolve(keys ?? config.keysFolder), config.dataFolder);

function addCreate(keys: Command): void {
  const create = keys
    .command('create')
    .description('Membuat kunci sebuah pihak dan mendaftarkannya. / Make a party’s key and register it.')
    .argument('<party>', 'pemda, bpjs, kejari, …', partyName)
    .option('--offline', 'hanya membuat berkasnya, tanpa buku besar / the files only, without a ledger');
  withKeys(create).action((party: string, options: KeyOptions & { offline?: true }, self: Command) =>
    run(self, async ({ config, output }) => {
      const passphrase = passphraseIn(options);
      const folder = folderOf(options, config);
      const isProtected = passphrase !== undefined;
      const answer = (key: PublicKey, isRegistered: boolean): void => {
        const { publicKey, fingerprint } = key;
        const file = publicFileOf(folder, key);
        output.answer({ party, publicKey, fingerprint, file, isProtected, isRegistered }, () =>
          made(key, file, isProtected),
        );
      };
      if (options.offline) return answer(createKey(folder, party, passphrase), false);
      await withWritableLog(config, async (log) => {
        // Asked before a key is made: a refusal leaves no file behind.
        const { keys: registered } = await sealState(log, config);
        const { key: _, ...key } = registered.has(party) ? refuseSecond(party) : createKey(folder, party, passphrase);
        await execute(log, config, { type: 'RegisterSigningKey', ...key });
        answer(key, true);
      });
    }),
  );
}

function refuseSecond(party: string): never {
  throw new Refused(
    'signing-party-exists',
    `Pihak ${party} sudah punya kunci. Untuk menggantinya: sedekah keys rotate ${party}.`,
    `The party ${party} has a key already. To replace it: sedekah keys rotate ${party}.`,
  );
}

const made = ({ party, fingerprint }: PublicKey, file: string, isProtected: boolean): string =>
  facts([
    ['Pihak / party', party],
    ['Sidik / fingerprint', fingerprint],
    ['Kunci umum / public key', file],
    ['Kata sandi / passphrase', isProtected ? 'ya / yes' : 'TIDAK ADA / NONE (--passphrase-file)'],
  ]);

function addRegister(keys: Command): void {
  keys
    .command('register')
    .description('Mendaftarkan kunci umum yang dibuat pihak lain. / Register a public key made elsewhere.')
    .argument('<file>', 'berkas .json dari `sedekah keys create --offline`')
    .action((file: string, _: object, self: Command) =>
      run(self, async ({ config, output }) => {
        const key = readPublicKey(file);
        await withWritableLog(config, (log) => execute(log, config, { type: 'RegisterSigningKey', ...key }));
        output.answer(key, () => `Terdaftar / registered: ${key.party}, ${key.fingerprint}`);
      }),
    );
}

interface RotateOptions extends KeyOptions {
  readonly reason: string;
  readonly lost?: true;
}

function addRotate(keys: Command): void {
  const rotate = keys
    .command('rotate')
    .description('Mengganti kunci sebuah pihak. / Replace a party’s key.')
    .argument('<party>', 'pemda, bpjs, kejari, …', partyName)
    .requiredOption('--reason <text>', 'mengapa diganti / why')
    .option('--lost', 'kunci lama hilang: tanpa tanda tangannya / the old key is lost and signs nothing');
  withKeys(rotate).action((party: string, options: RotateOptions, self: Command) =>
    run(self, async ({ config, output }) => {
      const passphrase = passphraseIn(options);
      const folder = folderOf(options, config);
      await withWritableLog(config, async (log) => {
        const old = (await sealState(log, config)).keys.get(party);
        if (!old) throw unregistered(party);
        const oldKey = options.lost ? undefined : privateKeyOf(folder, old, passphrase);
        const { key: _, ...key } = createKey(folder, party, passphrase);
        const endorsement = oldKey ? signText(oldKey.key, rotationText(party, key.publicKey)) : null;
        await execute(log, config, { type: 'RotateSigningKey', ...key, endorsement, reason: options.reason });
        const file = publicFileOf(folder, key);
        output.answer({ ...key, replaces: old.fingerprint, isEndorsed: endorsement !== null, file }, () =>
          made(key, file, passphrase !== undefined),
        );
      });
    }),
  );
}

const unregistered = (party: string) =>
  new Refused(
    'signing-party-unknown',
    `Pihak ${party} tidak punya kunci di buku besar ini. Lihat: sedekah keys list.`,
    `The party ${party} has no key in this ledger. See: sedekah keys list.`,
  );

function addList(keys: Command): void {
  const list = keys.command('list').description('Kunci yang terdaftar. / The keys that are registered.');
  withKeys(list).action((options: KeyOptions, self: Command) =>
    run(self, async ({ config, output }) => {
      const { keys: registered, required } = await withLog(config, (log) => sealState(log, config));
      const folder = resolve(options.keys ?? config.keysFolder);
      const held = existsSync(folder) ? heldKeys(folderOf(options, config)) : new Set<string>();
      const items = [...registered.values()].map((key) => ({ ...key, isHere: isHeld(held, key.fingerprint) }));
      output.answer({ required, keys: items }, () => listed(items, required));
    }),
  );
}

function listed(items: readonly (SigningKey & { isHere: boolean })[], required: number): string {
  if (items.length === 0) return 'Belum ada kunci. / No key yet: sedekah keys create <party>';
  const rows = items.map(({ party, fingerprint, isHere }) => [party, fingerprint, isHere ? 'ya / yes' : 'tidak / no']);
  const rule = `Segel final dengan ${required} dari ${items.length} tanda tangan. / A seal is final at ${required} of ${items.length}.`;
  return `${framed(['Pihak / party', 'Sidik / fingerprint', 'Kunci pribadi di sini / private key here'], rows)}\n${rule}`;
}

export function partyName(text: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,39}$/.test(text)) return text;
  throw new InvalidArgumentError('Harus huruf kecil, angka dan -. / Lower-case letters, digits and - only.');
}
