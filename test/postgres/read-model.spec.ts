import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { keepReadModels } from '../../libs/read-model/src/testing/projected';
import { PostgresReadModels } from './read-models';
import { hasPostgres, postgresServer, sayNoPostgres, type PostgresServer } from './server';

jest.setTimeout(120_000);

const suite = 'every spec of libs/read-model on PostgreSQL';
if (!hasPostgres()) sayNoPostgres(suite);

const sources = join(__dirname, '../../libs/read-model/src');
/** All but those that are about one kind of store. */
const specs = globSync(join(sources, '**/*.spec.ts')).filter((spec) => !/store\/(sqlite|postgres)/.test(spec));

(hasPostgres() ? describe : describe.skip)(suite, () => {
  let server: PostgresServer;
  let readModels: PostgresReadModels;
  beforeAll(async () => {
    server = await postgresServer();
    readModels = new PostgresReadModels(server);
    keepReadModels(readModels);
  });
  afterAll(async () => {
    await readModels?.close();
    await server?.stop();
  });

  for (const spec of specs.sort()) {
    describe(relative(sources, spec), () => {
      require(spec);
    });
  }
});
