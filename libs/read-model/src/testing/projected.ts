import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Projector } from '../projector/projector';
import type { LogReader } from '../projector/recorded-event';
import { createGeneration } from '../store/generations';
import type { Location } from '../store/location';
import type { ReadModel } from '../store/read-model';

const cleanups: (() => Promise<void> | void)[] = [];

/** Closes and removes what this file opened: give it to `afterEach`. */
export async function removeProjected(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sedekah-read-model-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Where specs keep their read models. */
export interface Places {
  /** A location of its own for a test. */
  readonly location: (dataFolder: string) => Promise<Location>;
  /** A read model that holds nothing yet; what it holds by then is gone when it was closed. */
  readonly empty: (dataFolder: string) => Promise<ReadModel>;
}

let places: Places = {
  location: (dataFolder) => Promise.resolve({ dataFolder }),
  empty: (dataFolder) => createGeneration({ dataFolder }),
};

/** From now on the specs keep their read models elsewhere than in SQLite: test/postgres runs them all on PostgreSQL. */
export function keepReadModels(elsewhere: Places): void {
  places = elsewhere;
}

/** A place for a read model that is removed after the test. */
export const temporaryLocation = (): Promise<Location> => places.location(temporaryFolder());

/** A real read model that holds nothing yet. */
export async function emptyReadModel(): Promise<ReadModel> {
  const readModel = await places.empty(temporaryFolder());
  cleanups.push(() => readModel.close());
  return readModel;
}

/** A real read model that holds everything in `reader`. */
export async function projected(reader: LogReader, batchSize = 500): Promise<ReadModel> {
  const readModel = await emptyReadModel();
  await new Projector({ reader, readModel, batchSize }).catchUp();
  return readModel;
}
