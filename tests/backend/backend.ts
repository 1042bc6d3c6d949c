/** PostgreSQL and Medusa together, in the process that owns them: main.ts. Tests use start.ts. */
import { startMedusa } from "./medusa.ts";
import { startPostgres } from "./postgres.ts";
import { openShopDirectory } from "./shop-directory.ts";

export interface BackendOptions {
  products: number;
  /** Kept and used again; a temporary one if absent. */
  dataDir: string | undefined;
  /** 0 for any. */
  port: number;
  /** Where download links point to; the backend itself if absent. */
  publicUrl: string | undefined;
  /** Ends the start before it is done. */
  signal: AbortSignal;
  log: (line: string) => void;
}

export interface RunningBackend {
  url: string;
  databaseUrl: string;
  /** Settles, with the reason and the last lines of the log, if a server ends without having been asked to. */
  failed: Promise<string>;
  stop(): Promise<void>;
}

export async function runBackend(options: BackendOptions): Promise<RunningBackend> {
  const { log, products, port, publicUrl, signal } = options;
  const directory = await openShopDirectory(products, options.dataDir);
  const stops = [directory.discard];
  const stop = async (): Promise<void> => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    const { path, temporary, seeded } = directory;
    const postgres = await startPostgres({
      directory: path,
      temporary,
      log: (line) => log(`postgres: ${line}`),
    });
    stops.push(postgres.stop);
    const settings = {
      databaseUrl: postgres.url,
      port,
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(seeded ? {} : { seedProducts: products }),
    };
    const medusa = await startMedusa(path, settings, signal, (line) => log(`medusa: ${line}`));
    stops.push(medusa.stop);
    await directory.markSeeded();
    const failed = Promise.race([
      postgres.ended.then(() => `PostgreSQL ended unexpectedly:\n${postgres.tail}`),
      medusa.ended.then(() => `Medusa ended unexpectedly:\n${medusa.tail}`),
    ]);
    return { url: medusa.url, databaseUrl: postgres.url, failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
