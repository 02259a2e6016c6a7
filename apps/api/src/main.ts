import './node-version';
import { ConfigError, readConfig } from './config';
import { createApp } from './create-app';

/** What an operator can put right: the message says how. */
const EXPECTED: ReadonlySet<string> = new Set([ConfigError.name, 'KeysInsideData', 'StoreUnavailable']);

async function main(): Promise<void> {
  const config = readConfig();
  const app = await createApp({ config });
  app.enableShutdownHooks();
  await app.listen(config.port, config.host);
  const address = await app.getUrl();
  process.stderr.write(
    `Buku besar siap / the ledger is ready: ${address} (dokumentasi / documentation: ${address}/docs)\n`,
  );
}

main().catch((error: unknown) => {
  const sentence = error instanceof Error && EXPECTED.has(error.name) ? error.message : undefined;
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(1);
});
