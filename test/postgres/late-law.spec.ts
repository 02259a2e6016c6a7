import { TestServer } from '../e2e/server';
import { hasPostgres, postgresServer, sayNoPostgres, type PostgresServer } from './server';

jest.setTimeout(180_000);

const suite = 'a late law with PostgreSQL';
if (!hasPostgres()) sayNoPostgres(suite);

(hasPostgres() ? describe : describe.skip)(suite, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await postgresServer();
  });
  afterAll(() => server?.stop());

  for (const spec of ['late-law', 'late-law-public']) {
    describe(spec, () => {
      beforeAll(async () => {
        TestServer.surroundings = { READ_MODEL_URL: await server.database() };
      });
      // The same tests as with the read model in the data folder.
      require(`../e2e/${spec}.spec`);
    });
  }
});
