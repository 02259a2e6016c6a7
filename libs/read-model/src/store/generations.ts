import type { Kysely } from 'kysely';
import type { ReadModelTables } from '../tables';
import { dialectOf, type Location } from './location';
import { createPostgres, openPostgres, pointerSeenFrom } from './postgres';
import {
  dropInPostgres,
  generationsInPostgres,
  pointAtInPostgres,
  pointedAtInPostgres,
  pointFromInPostgres,
  preparePostgres,
} from './postgres-home';
import type { ReadModel } from './read-model';
import { createSqlite, openSqlite, type Access } from './sqlite';
import { generationsIn, pointAt, pointedAt, pointFrom, removeFiles } from './sqlite-pointer';
import { ReadModelOutdated } from './unusable';

export interface OpenOptions extends Location {
  /** Name of the ledger (default `sedekah`): the tables of another ledger are refused. */
  readonly ledger?: string;
  /** `read` (default): for queries. `write`: for a projector, which also reads. `build`: for a rebuild. */
  readonly access?: Access;
  /** PostgreSQL connections at most (default 10). */
  readonly connections?: number;
  /** How long a query may wait for PostgreSQL (default 30 seconds; a projector waits as long as it takes). */
  readonly queryTimeoutMs?: number;
}

export const ledgerOf = ({ ledger = 'sedekah' }: OpenOptions): string => ledger;

/** The generation that queries read, `undefined` while there is none. @throws ReadModelUnusable */
export const currentGeneration = async (location: Location): Promise<number | undefined> =>
  dialectOf(location) === 'sqlite' ? pointedAt(location) : pointedAtInPostgres(location);

/** The same, seen from an open read model: cheap enough to ask before every query. */
export const generationSeenFrom = async (location: Location, db: Kysely<ReadModelTables>) =>
  dialectOf(location) === 'sqlite' ? pointedAt(location) : pointerSeenFrom(db);

/** From now on queries read `generation`. */
export async function moveTo(location: Location, generation: number): Promise<void> {
  if (dialectOf(location) === 'sqlite') pointAt(location, generation);
  else await pointAtInPostgres(location, generation);
}

/** The same if they still read `from`; false when another process has moved them. */
const moveFrom = async (location: Location, from: number | undefined, generation: number): Promise<boolean> =>
  dialectOf(location) === 'sqlite'
    ? pointFrom(location, from, generation)
    : pointFromInPostgres(location, from, generation);

/** Every generation there is, in order. */
export const generationsAt = async (location: Location): Promise<number[]> =>
  dialectOf(location) === 'sqlite' ? generationsIn(location) : generationsInPostgres(location);

async function remove(location: Location, generation: number): Promise<void> {
  if (dialectOf(location) === 'sqlite') removeFiles(location, generation);
  else await dropInPostgres(location, generation);
}

/** Removes every generation below the one that is read. */
export async function removeOlderGenerations(location: Location): Promise<number[]> {
  const current = await currentGeneration(location);
  const older = (await generationsAt(location)).filter((generation) => current !== undefined && generation < current);
  for (const generation of older) await remove(location, generation);
  return older;
}

/** Creates empty tables after every generation there is, open for writing; nothing points to them yet. */
export async function createGeneration(options: OpenOptions, access: Access = 'write'): Promise<ReadModel> {
  if (dialectOf(options) === 'postgres') await preparePostgres(options, ledgerOf(options));
  const taken = [(await currentGeneration(options)) ?? 0, ...(await generationsAt(options))];
  for (let generation = Math.max(...taken) + 1; ; generation += 1) {
    const created =
      dialectOf(options) === 'sqlite'
        ? createSqlite(options, generation, ledgerOf(options))
        : await createPostgres(options, generation, ledgerOf(options));
    // Not created: another process took the number at the same moment.
    if (created) return openGeneration({ ...options, access }, generation);
  }
}

/** @throws ReadModelUnusable, ReadModelOutdated */
export const openGeneration = async (options: OpenOptions, generation: number): Promise<ReadModel> =>
  dialectOf(options) === 'sqlite'
    ? openSqlite(options, generation, ledgerOf(options), options.access ?? 'read')
    : openPostgres(options, generation, {
        connections: options.connections ?? 10,
        ...((options.access ?? 'read') === 'read' && { queryTimeoutMs: options.queryTimeoutMs ?? 30_000 }),
      });

/**
 * Opens the generation that is current. Makes a first, empty one if there is none, or if it was made by an older version
 * of the program: the projector fills it from the log. @throws ReadModelUnusable
 */
export async function openReadModel(options: OpenOptions): Promise<ReadModel> {
  if (dialectOf(options) === 'postgres') await preparePostgres(options, ledgerOf(options));
  const generation = await currentGeneration(options);
  if (generation !== undefined) {
    try {
      return await openGeneration(options, generation);
    } catch (error) {
      if (!(error instanceof ReadModelOutdated)) throw error;
    }
  }
  const created = await createGeneration(options);
  const isOurs = await moveFrom(options, generation, created.generation);
  if (isOurs && options.access === 'write') return created;
  await created.close();
  if (isOurs) return openGeneration(options, created.generation);
  // Another process was faster: what it points to may hold the whole log already.
  await remove(options, created.generation);
  return openReadModel(options);
}
