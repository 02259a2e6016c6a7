import { readFileSync, writeFileSync } from 'node:fs';
import { InvalidArgumentError, type Command } from 'commander';
import type { SealRecord } from '@sedekah/ledger';
import {
  fingerprintOf,
  isSealDocument,
  isSignedBy,
  sealHash,
  sealLine,
  signedBy,
  signedText,
  signText,
  type SealDocument,
} from '@sedekah/proof';
import { withLog } from '../ledger/open';
import { grouped } from '../output/numbers';
import { Refused } from '../output/failure';
import { facts, framed } from '../output/tables';
import { privateKeyOf } from '../proof/key-folder';
import { passphraseIn, withKeys, type KeyOptions } from '../proof/passphrase';
import { makeSeal } from '../proof/sealing';
import { documentOf, execute, sealOf, sealState, withWritableLog } from '../proof/seal-stream';
import { run } from '../run';
import { folderOf, partyName } from './keys';

/** `seal`: what is sealed cannot be changed any more without anybody being able to show it. */
export function addSeal(program: Command): void {
  const seal = program.command('seal').description('Segel atas catatan. / Seals over the log.');
  addMake(seal);
  addSign(seal);
  addRule(seal);
  addList(seal);
  addShow(seal);
}

interface PartyOptions extends KeyOptions {
  readonly party: string;
}

function addMake(seal: Command): void {
  const make = seal
    .command('make', { isDefault: true })
    .description('Menyegel semua sejak segel terakhir. / Seal everything since the last seal.')
    .requiredOption('--party <party>', 'pihak yang menyegel / the party that seals', partyName);
  withKeys(make).action((options: PartyOptions, self: Command) =>
    run(self, async ({ config, output }) => {
      const passphrase = passphraseIn(options);
      await withWritableLog(config, async (log) => {
        const key = (await sealState(log, config)).keys.get(options.party);
        if (!key) throw unregistered(options.party);
        const signer = privateKeyOf(folderOf(options, config), key, passphrase);
        const document = await makeSeal(config, log, signer);
        output.answer(shownDocument(document), () => shown(document));
      });
    }),
  );
}

const unregistered = (party: string) =>
  new Refused(
    'signing-party-unknown',
    `Pihak ${party} tidak punya kunci yang terdaftar untuk segel itu. Lihat: sedekah keys list.`,
    `The party ${party} has no key registered for that seal. See: sedekah keys list.`,
  );

interface SignOptions extends PartyOptions {
  readonly file?: string;
  readonly out?: string;
}

function addSign(seal: Command): void {
  const sign = seal
    .command('sign')
    .description('Menandatangani segel sebagai pihak lain. / Sign a seal as another party.')
    .argument('[number]', 'nomor segel; baku: yang terakhir / default: the last', number)
    .requiredOption('--party <party>', 'pihak yang menandatangani / the party that signs', partyName)
    .option('--file <seal>', 'tanpa buku besar: segel dari `seal show --out` / without a ledger: the seal’s file')
    .option('--out <file>', 'dengan --file: segel bertanda tangan / with --file: where the signed seal goes');
  withKeys(sign).action((which: number | undefined, options: SignOptions, self: Command) =>
    run(self, async ({ config, output }) => {
      const passphrase = passphraseIn(options);
      const folder = folderOf(options, config);
      const signed = (document: SealDocument): SealDocument => {
        const key = document.seal.rule.parties.find(({ party }) => party === options.party);
        if (!key) throw unregistered(options.party);
        const named = { ...key, fingerprint: fingerprintOf(key.publicKey) };
        const signature = signText(privateKeyOf(folder, named, passphrase).key, signedText(document.seal));
        const others = document.signatures.filter(({ party }) => party !== options.party);
        return { ...document, signatures: [...others, { party: options.party, signature }] };
      };
      if (options.file !== undefined) {
        const document = signed(readSeal(options.file));
        const out = options.out ?? options.file;
        writeFileSync(out, sealLine(document));
        return output.answer({ file: out, ...shownDocument(document) }, () => `${shown(document)}\n${out}`);
      }
      await withWritableLog(config, async (log) => {
        const record = sealOf(await sealState(log, config), which);
        const document = signed(documentOf(record));
        const after = await taken(config, log, record, document);
        output.answer(shownDocument(after), () => shown(after));
      });
    }),
  );
  seal
    .command('take')
    .description('Mengambil tanda tangan dari berkas segel. / Take the signatures of a seal’s file into the ledger.')
    .argument('<file>', 'segel yang ditandatangani di tempat lain / a seal signed elsewhere')
    .action((file: string, _: object, self: Command) =>
      run(self, async ({ config, output }) => {
        const document = readSeal(file);
        await withWritableLog(config, async (log) => {
          const record = sealOf(await sealState(log, config), document.seal.number);
          const after = await taken(config, log, record, document);
          output.answer(shownDocument(after), () => shown(after));
        });
      }),
    );
}

/** Records the signatures that the ledger does not have yet. @throws Rejection, Refused for one that is not right */
async function taken(
  config: Parameters<typeof execute>[1],
  log: Parameters<typeof execute>[0],
  record: SealRecord,
  { seal, signatures }: SealDocument,
): Promise<SealDocument> {
  const hash = sealHash(seal);
  const fresh = signatures.filter(({ party }) => !record.signatures.some((each) => each.party === party));
  const wanted = fresh.length > 0 ? fresh : signatures.slice(-1);
  let { statement, signatures: known } = record;
  for (const { party, signature } of wanted) {
    const publicKey = record.parties.find((each) => each.party === party)?.publicKey ?? '';
    if (record.hash === hash && publicKey !== '' && !isSignedBy(publicKey, signedText(seal), signature)) {
      throw new Refused(
        'signature-wrong',
        `Tanda tangan ${party} pada segel ${seal.number} bukan dari kuncinya.`,
        `The signature of ${party} on seal ${seal.number} is not by its key.`,
      );
    }
    const command = { type: 'SignSeal', number: seal.number, hash, party, publicKey, signature } as const;
    const after = sealOf(await execute(log, config, command), seal.number);
    ({ statement, signatures: known } = after);
  }
  return documentOf({ ...record, statement, signatures: known });
}

function readSeal(file: string): SealDocument {
  try {
    const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isSealDocument(document)) return document;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Refused('seal-malformed', `${file} bukan segel.`, `${file} is no seal.`);
}

function addRule(seal: Command): void {
  seal
    .command('rule')
    .description('Berapa pihak harus menandatangani segel berikutnya. / How many parties must sign the next seals.')
    .requiredOption('--required <n>', 'jumlah tanda tangan / signatures', number)
    .action(({ required }: { required: number }, self: Command) =>
      run(self, async ({ config, output }) => {
        const state = await withWritableLog(config, (log) => execute(log, config, { type: 'SetSealRule', required }));
        output.answer(
          { required, parties: state.keys.size },
          () =>
            `Segel berikutnya final dengan ${required} dari ${state.keys.size} tanda tangan. / ` +
            `The next seals are final at ${required} of ${state.keys.size}.`,
        );
      }),
    );
}

function addList(seal: Command): void {
  seal
    .command('list')
    .description('Semua segel. / All seals.')
    .action((_: object, self: Command) =>
      run(self, async ({ config, output }) => {
        const { seals } = await withLog(config, (log) => sealState(log, config));
        const documents = seals.map(documentOf);
        output.answer({ seals: documents.map(summary) }, () => listed(documents));
      }),
    );
}

function addShow(seal: Command): void {
  seal
    .command('show')
    .description(
      'Satu segel; dengan --out sebagai berkas untuk ditandatangani. / One seal; --out: as a file to be signed.',
    )
    .argument('[number]', 'nomor segel; baku: yang terakhir / default: the last', number)
    .option('--out <file>', 'tempat berkas segel / where the seal’s file goes')
    .action((which: number | undefined, { out }: { out?: string }, self: Command) =>
      run(self, async ({ config, output }) => {
        const document = documentOf(sealOf(await withLog(config, (log) => sealState(log, config)), which));
        if (out !== undefined) writeFileSync(out, sealLine(document), { flag: 'wx' });
        output.answer(shownDocument(document), () => shown(document) + (out === undefined ? '' : `\n${out}`));
      }),
    );
}

const summary = (document: SealDocument) => {
  const { number: n, firstOrdinal, lastOrdinal, recordedAt, rule } = document.seal;
  const signed = signedBy(document);
  const parties = typeof signed === 'string' ? [] : signed.parties;
  const isFinal = typeof signed !== 'string' && signed.isFinal;
  const hash = sealHash(document.seal);
  return {
    number: n,
    firstOrdinal,
    lastOrdinal,
    recordedAt,
    hash,
    signedBy: parties,
    required: rule.required,
    isFinal,
  };
};

const shownDocument = (document: SealDocument) => ({ ...summary(document), ...document });

const state = ({ signedBy: parties, required, isFinal }: ReturnType<typeof summary>, most: number): string =>
  `${isFinal ? 'final' : 'BELUM final / NOT final'}: ${parties.length}/${most} (perlu / required ${required}): ${parties.join(', ')}`;

function shown(document: SealDocument): string {
  const { seal } = document;
  const about = summary(document);
  return facts([
    ['Segel / seal', `${about.number}, ${about.recordedAt}`],
    ['Peristiwa / events', `${grouped(about.firstOrdinal)}–${grouped(about.lastOrdinal)}`],
    ['Hash', about.hash],
    ['Akar / root', seal.eventsRoot],
    ['Aliran / streams', grouped(seal.streams.count)],
    ['Bulan perlindungan / cover-months', grouped(seal.cover.entries)],
    ['Model baca / read model', `${seal.readModel.hash} (${grouped(seal.readModel.rows)} baris / rows)`],
    ['Tanda tangan / signatures', state(about, seal.rule.parties.length)],
  ]);
}

function listed(documents: readonly SealDocument[]): string {
  if (documents.length === 0) return 'Belum ada segel. / No seal yet: sedekah seal --party <party>';
  const rows = documents.map((document) => {
    const about = summary(document);
    const range = `${grouped(about.firstOrdinal)}–${grouped(about.lastOrdinal)}`;
    return [String(about.number), about.recordedAt, range, about.hash, state(about, document.seal.rule.parties.length)];
  });
  return framed(['Segel', 'Dicatat / recorded', 'Peristiwa / events', 'Hash', 'Tanda tangan / signatures'], rows);
}

export function number(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Harus bilangan mulai 1. / It must be a number from 1.');
}
