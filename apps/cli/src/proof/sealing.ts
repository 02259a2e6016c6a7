import type { EventStore } from '@sedekah/event-store';
import type { SealState } from '@sedekah/ledger';
import {
  compareReadModels,
  digestReadModel,
  readCheckpoint,
  type RowDifference,
  type ReadModelDigest,
} from '@sedekah/read-model';
import {
  canonicalJson,
  sealHash,
  signedText,
  signText,
  type Reckoned,
  type SealDocument,
  type SealStatement,
} from '@sedekah/proof';
import type { Config } from '../config';
import { atOneMoment, withRebuilt } from '../ledger/scratch';
import { Refused } from '../output/failure';
import { Progress } from '../output/progress';
import type { PrivateKey } from './key-folder';
import { leafFile, NewLeaves } from './leaf-file';
import { LogPass, passOver } from './log-pass';
import { documentOf, execute, sealState, sealStream } from './seal-stream';

/**
 * Seals everything up to where the read model stands. @throws Refused when a rebuild from zero is not the live read
 * model, and when what was sealed before is not what it was
 */
export async function makeSeal(config: Config, log: EventStore, signer: PrivateKey): Promise<SealDocument> {
  const state = await sealState(log, config);
  const { last, readModel } = await provenReadModel(config, log);
  const leaves = new NewLeaves(leafFile(config));
  try {
    const reckoned = await reckon(config, log, state, last, leaves);
    const document = await recorded(config, log, state, signer, { ...reckoned, readModel });
    leaves.keep();
    return document;
  } catch (error) {
    leaves.discard();
    throw error;
  }
}

/** Signs the seal that follows the last one, and records it. */
async function recorded(
  config: Config,
  log: EventStore,
  state: SealState,
  { party, publicKey, key }: PrivateKey,
  reckoned: Reckoned & Pick<SealStatement, 'readModel'>,
): Promise<SealDocument> {
  const before = state.seals.at(-1);
  const parties = [...state.keys.values()].map((each) => ({ party: each.party, publicKey: each.publicKey }));
  const seal: SealStatement = {
    format: 'sedekah-seal-1',
    ledger: config.ledger,
    number: (before?.number ?? 0) + 1,
    firstOrdinal: (before?.lastOrdinal ?? 0) + 1,
    ...reckoned,
    previous: before?.hash ?? null,
    recordedAt: new Date().toISOString(),
    rule: { required: state.required, parties },
  };
  const { number, firstOrdinal, lastOrdinal, previous, recordedAt } = seal;
  const signature = signText(key, signedText(seal));
  const chain = { number, firstOrdinal, lastOrdinal, hash: sealHash(seal), previous };
  const command = { type: 'MakeSeal', ...chain, statement: canonicalJson(seal), party, publicKey, signature } as const;
  await execute(log, config, command, recordedAt);
  return { seal, signatures: [{ party, signature }] };
}

/** The read model, proven by a rebuild from zero, and the event at which both stand. @throws Refused naming the tables */
function provenReadModel(config: Config, log: EventStore): Promise<{ last: number; readModel: ReadModelDigest }> {
  return atOneMoment(config, log, async (live) => {
    const { ordinal } = await readCheckpoint(live.db);
    return withRebuilt(config, log, live, async (rebuilt) => {
      const differences = await compareReadModels(live, rebuilt);
      if (differences.length > 0) throw readModelDiffers(differences);
      return { last: ordinal, readModel: await digestReadModel(rebuilt) };
    });
  });
}

function readModelDiffers(differences: readonly RowDifference[]): Refused {
  const tables = [...new Set(differences.map(({ table }) => table))].join(', ');
  return new Refused(
    'read-model-differs',
    `Tidak disegel: model baca tidak sama dengan hasil bangun ulang (tabel ${tables}). Jalankan \`sedekah check ` +
      'read-model-equals-rebuild`, cari sebabnya, lalu `sedekah rebuild`.',
    `Not sealed: the read model does not equal a rebuild (table ${tables}). Run \`sedekah check ` +
      'read-model-equals-rebuild`, find the cause, then `sedekah rebuild`.',
  );
}

/** Every seal leaves these behind: they alone are nothing new to seal. */
const OF_A_SEAL: ReadonlySet<string> = new Set(['SealMade', 'SealSigned']);

/** What the log says of itself up to event `last`. @throws Refused when an earlier seal does not hold, or nothing is new */
async function reckon(config: Config, log: EventStore, state: SealState, last: number, leaves: NewLeaves) {
  const sealedTo = state.seals.at(-1)?.lastOrdinal ?? 0;
  const ownStream = sealStream(config);
  const pass = new LogPass(config, state.seals.map(documentOf));
  const progress = new Progress('Menyegel / sealing', last);
  let isNew = false;
  await passOver(log, pass, last, ({ stream, type }, hash, ordinal) => {
    leaves.add(hash);
    isNew ||= ordinal > sealedTo && !(stream === ownStream && OF_A_SEAL.has(type));
    progress.at(ordinal);
  });
  progress.done();
  const [breach] = pass.breaches;
  if (breach) {
    const { at, seal } = breach;
    const where = at ? `${at.stream} #${at.revision} ${at.type}` : `1–${sealedTo}`;
    throw new Refused(
      'sealed-events-differ',
      `Tidak disegel: yang disegel dengan segel ${seal} sudah berubah (${where}). Jalankan \`sedekah check seals-verify\`.`,
      `Not sealed: what seal ${seal} covers is not what it was (${where}). Run \`sedekah check seals-verify\`.`,
    );
  }
  if (isNew) return pass.reckoning.result();
  throw new Refused(
    'nothing-to-seal',
    `Semua peristiwa sampai ${sealedTo} sudah tersegel; sejak itu tidak ada yang dicatat.`,
    `Everything up to event ${sealedTo} is sealed; nothing has been recorded since.`,
  );
}
