import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileOf, folderOf, type Location } from './location';
import { ReadModelUnusable } from './unusable';

const pointerOf = (location: Location): string => join(folderOf(location), 'current');

/** The generation that queries read; `undefined` while there is none. */
export function pointedAt(location: Location): number | undefined {
  const file = pointerOf(location);
  if (!existsSync(file)) return undefined;
  const generation = Number(readFileSync(file, 'utf8'));
  if (Number.isSafeInteger(generation) && generation > 0) return generation;
  throw new ReadModelUnusable(`${file} does not name a generation; delete the folder ${folderOf(location)} to rebuild`);
}

/** Points to `generation`: readers see the old number or the new one, never half of it. */
export function pointAt(location: Location, generation: number): void {
  renameSync(draftOf(location, generation), pointerOf(location));
}

/** The same if the pointer is still at `from`, of two that find none only one. */
export function pointFrom(location: Location, from: number | undefined, generation: number): boolean {
  if (pointedAt(location) !== from) return false;
  if (from !== undefined) {
    pointAt(location, generation);
    return true;
  }
  const draft = draftOf(location, generation);
  try {
    // Unlike a rename, a link never replaces what is there.
    linkSync(draft, pointerOf(location));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function draftOf(location: Location, generation: number): string {
  mkdirSync(folderOf(location), { recursive: true });
  const draft = `${pointerOf(location)}.${process.pid}.${generation}`;
  const handle = openSync(draft, 'w');
  try {
    writeSync(handle, `${generation}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return draft;
}

/** Every generation that has a file, in order. */
export function generationsIn(location: Location): number[] {
  if (!existsSync(folderOf(location))) return [];
  return readdirSync(folderOf(location))
    .map((name) => /^(\d+)\.db$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((left, right) => left - right);
}

/** Removes a generation's files. Processes that still read it keep what they have open. */
export function removeFiles(location: Location, generation: number): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    rmSync(`${fileOf(location, generation)}${suffix}`, { force: true });
  }
}
