import type { Checkpoint } from '../log/checkpoint';
import {
  createGeneration,
  currentGeneration,
  moveTo,
  removeOlderGenerations,
  type OpenOptions,
} from '../store/generations';
import { Projector } from './projector';
import type { LogReader } from './recorded-event';

export interface RebuildOptions extends OpenOptions {
  readonly reader: LogReader;
  readonly batchSize?: number;
  readonly onProgress?: (at: Checkpoint) => void;
  /** Called on the finished tables before they are read: throws to keep the present ones. */
  readonly beforeSwap?: (next: number) => Promise<void>;
}

export interface Rebuilt {
  readonly generation: number;
  /** The generation that was read before; it is removed by the next rebuild. */
  readonly replaced: number | undefined;
  readonly at: Checkpoint;
}

/** Builds fresh tables beside the live ones from the whole log, and lets every reader follow to them. */
export async function rebuild(options: RebuildOptions): Promise<Rebuilt> {
  await removeOlderGenerations(options);
  const replaced = await currentGeneration(options);
  const { generation, at } = await built(options);
  await options.beforeSwap?.(generation);
  await moveTo(options, generation);
  return { generation, replaced, at };
}

/** The whole log in tables that nothing points to yet, closed. */
async function built(options: RebuildOptions): Promise<{ generation: number; at: Checkpoint }> {
  const { reader, batchSize = 2000, onProgress } = options;
  const readModel = await createGeneration(options, 'build');
  try {
    const at = await new Projector({ reader, readModel, batchSize }).catchUp(onProgress);
    return { generation: readModel.generation, at };
  } finally {
    await readModel.close();
  }
}
