import './node-version';
import './heap-growth';
import { ConfigError, readConfig, type Config } from './config';
import { createApp } from './create-app';

/** What an operator can put right: the message says how. */
const EXPECTED: ReadonlySet<string> = new Set([
  ConfigError.name,
  'KeysInsideData',
  'ReadModelForeign',
  'ReadModelOutdated',
  'ReadModelUnusable',
  'StoreUnavailable',
]);

async function main(): Promise<void> {
  const config = readConfig();
  const app = await createApp({ config });
  app.enableShutdownHooks();
  await app.listen(config.port, config.host).catch((error: unknown) => {
    throw listenError(error, config);
  });
  const address = await app.getUrl();
  process.stderr.write(
    `Buku besar siap / the ledger is ready: ${address} (dokumentasi / documentation: ${address}/docs)\n`,
  );
}

/** The two ways in which a port cannot be had, in words. */
function listenError(error: unknown, { host, port }: Config): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  return new ConfigError(
    `${host}:${port} tidak dapat dipakai (${code}); pilih PORT lain. ` +
      `${host}:${port} cannot be used (${code}); choose another PORT.`,
  );
}

main().catch((error: unknown) => {
  const sentence = error instanceof Error && EXPECTED.has(error.name) ? error.message : undefined;
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(1);
});
