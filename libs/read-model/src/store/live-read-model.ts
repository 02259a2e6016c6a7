import { generationSeenFrom, openGeneration, openReadModel, type OpenOptions } from './generations';
import type { ReadModel } from './read-model';

interface Held {
  readonly model: ReadModel;
  users: number;
  retired: boolean;
}

/** How often the pointer is looked at, at most. */
const LOOK_EVERY_MS = 250;

/** The read model as a running server sees it: follows the pointer when a rebuild has swapped the tables. */
export class LiveReadModel {
  private lookedAt = Date.now();
  private moving: Promise<void> | undefined;

  private constructor(
    private readonly options: OpenOptions,
    private held: Held,
  ) {}

  /** @throws ReadModelUnusable, ReadModelOutdated */
  static async open(options: OpenOptions): Promise<LiveReadModel> {
    return new LiveReadModel(options, { model: await openReadModel(options), users: 0, retired: false });
  }

  get generation(): number {
    return this.held.model.generation;
  }

  /**
   * Runs `query` on the current generation, which stays open until the query is done. @throws ReadModelUnusable when the
   * database is out of reach
   */
  async query<Result>(query: (db: ReadModel['db'], model: ReadModel) => Promise<Result>): Promise<Result> {
    await this.follow();
    const held = this.held;
    held.users += 1;
    try {
      return await query(held.model.db, held.model);
    } catch (error) {
      throw held.model.failure(error) ?? error;
    } finally {
      held.users -= 1;
      await this.closeUnused(held);
    }
  }

  /** Closes when the queries that run are done. */
  async close(): Promise<void> {
    await this.moving;
    this.held.retired = true;
    await this.closeUnused(this.held);
  }

  private async follow(): Promise<void> {
    if (this.moving) return this.moving;
    if (Date.now() - this.lookedAt < LOOK_EVERY_MS) return;
    this.lookedAt = Date.now();
    this.moving = this.move().finally(() => (this.moving = undefined));
    return this.moving;
  }

  private async move(): Promise<void> {
    const { model } = this.held;
    const generation = await generationSeenFrom(this.options, model.db).catch((error: unknown) => {
      throw model.failure(error) ?? error;
    });
    if (generation === undefined || generation === model.generation) return;
    const old = this.held;
    this.held = { model: await openGeneration(this.options, generation), users: 0, retired: false };
    old.retired = true;
    await this.closeUnused(old);
  }

  private async closeUnused(held: Held): Promise<void> {
    if (!held.retired || held.users > 0) return;
    held.users = Number.POSITIVE_INFINITY;
    await held.model.close();
  }
}
