import { sql, type Kysely } from 'kysely';
import { createGeneration } from '../../libs/read-model/src/store/generations';
import type { ReadModel } from '../../libs/read-model/src/store/read-model';
import { TABLES } from '../../libs/read-model/src/tables';
import type { Places } from '../../libs/read-model/src/testing/projected';
import type { PostgresServer } from './server';

/** Read models on one server, for many small tests: emptying tables is much quicker than making them. */
export class PostgresReadModels implements Places {
  private readonly free: ReadModel[] = [];
  private shared: Promise<string> | undefined;

  constructor(private readonly server: PostgresServer) {}

  readonly location = async (dataFolder: string) => ({ dataFolder, url: await this.server.database() });

  readonly empty = async (dataFolder: string): Promise<ReadModel> => {
    this.shared ??= this.server.database();
    const readModel =
      this.free.pop() ?? (await createGeneration({ dataFolder, url: await this.shared, connections: 2 }));
    const close = async () => {
      await clear(readModel);
      this.free.push(readModel);
    };
    // A handle of its own: what is kept folded for a read model is kept by its handle.
    return { ...readModel, db: readModel.db.withoutPlugins(), close };
  };

  async close(): Promise<void> {
    for (const readModel of this.free.splice(0)) await readModel.close();
  }
}

async function clear({ db }: ReadModel): Promise<void> {
  const filled = Object.keys(TABLES).filter((name) => name !== 'read_model' && name !== 'checkpoint');
  const statements = [
    ...filled.map((name) => `delete from ${name}`),
    'update checkpoint set position = null, ordinal = 0, known_at = null',
  ];
  await sql.raw(statements.join(';\n')).execute(db as unknown as Kysely<unknown>);
}
