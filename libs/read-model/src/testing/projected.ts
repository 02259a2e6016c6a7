import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Projector } from '../projector/projector';
import type { LogReader } from '../projector/recorded-event';
import { createGeneration, moveTo } from '../store/generations';
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

/** A real SQLite read model that holds nothing yet. */
export async function emptyReadModel(dataFolder = temporaryFolder()): Promise<ReadModel> {
  const readModel = await createGeneration({ dataFolder });
  await moveTo({ dataFolder }, readModel.generation);
  cleanups.push(() => readModel.close());
  return readModel;
}

/** A real SQLite read model that holds everything in `reader`. */
export async function projected(reader: LogReader, batchSize = 500): Promise<ReadModel> {
  const readModel = await emptyReadModel();
  await new Projector({ reader, readModel, batchSize }).catchUp();
  return readModel;
}
