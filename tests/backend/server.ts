/**
 * Medusa in a process of its own: what `medusa migrations run`, `medusa seed` and `medusa start` do, without starting
 * three times and without telemetry. Spoken to by medusa.ts; ends when its parent does, however that ends.
 */
import { mkdir } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { ConfigModule } from "@medusajs/medusa";
import type { AwilixContainer } from "awilix";
import express from "express";
import { DataSource } from "typeorm";
import { seed } from "./seed.ts";
import type { ServerMessage, ServerSettings } from "./server-settings.ts";

const shop = fileURLToPath(new URL("shop", import.meta.url));
const require = createRequire(import.meta.url);

async function main(settings: ServerSettings): Promise<void> {
  const app = express();
  const server = createServer(app);
  // Medusa is configured with its own address, so that the port has to be known before Medusa is loaded.
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env["SHOP_DATABASE_URL"] = settings.databaseUrl;
  process.env["SHOP_PUBLIC_URL"] = settings.publicUrl ?? url;

  await mkdir("uploads", { recursive: true });
  if (settings.seedProducts !== undefined) await migrate(settings.databaseUrl);
  const container = await load(app);
  if (settings.seedProducts !== undefined) await seed(container, settings.seedProducts);
  // Imports Medusa's models, which have to know the feature flags: not before Medusa is loaded.
  const { registerStrategies } = await import("./strategies.ts");
  registerStrategies(container);
  // As medusa-cli does: a stream error that no one handles, of an import whose file is missing say, ends no server.
  process.on("uncaughtException", (error) => console.error(error));
  process.send?.({ url } satisfies ServerMessage);
}

/** As `medusa seed --migrate` does it. */
async function migrate(databaseUrl: string): Promise<void> {
  const config: ConfigModule = require("@medusajs/medusa/dist/loaders/config").default(shop);
  const flags = require("@medusajs/medusa/dist/loaders/feature-flags").default(config);
  const migrations = require("@medusajs/medusa/dist/commands/utils/get-migrations");
  const database = new DataSource({
    type: "postgres",
    url: databaseUrl,
    migrations: [
      ...migrations.default(shop, flags).coreMigrations,
      ...migrations.getModuleSharedResources(config, flags).migrations,
    ],
  });
  await database.initialize();
  await database.runMigrations();
  await database.destroy();
}

async function load(app: express.Express): Promise<AwilixContainer> {
  const loaders = require("@medusajs/medusa/dist/loaders").default;
  const { container } = await loaders({ directory: shop, expressApp: app });
  return container;
}

process.once("disconnect", () => process.exit());
main(JSON.parse(process.argv[2] ?? "{}") as ServerSettings).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
