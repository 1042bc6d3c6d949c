/** The configuration of the test shop, in the form `medusa start` reads it. Ports and addresses come from server.ts. */
import { createRequire } from "node:module";
import { dirname } from "node:path";

/** Medusa looks for plugins and modules from the working directory on, which here is the directory of the data: so, by path. */
function installed(packageName: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
}

const anyPortOfThisMachine = "/^https?:\\/\\/(localhost|127\\.0\\.0\\.1)(:\\d+)?$/";

export default {
  projectConfig: {
    database_type: "postgres",
    database_url: process.env["SHOP_DATABASE_URL"],
    // A job that is processed holds a connection for its transaction. With the ten that node-postgres has by
    // default, ten jobs at once leave none for requests (seen: the server stood still until a job ended).
    database_extra: { max: 60 },
    database_logging: false,
    store_cors: anyPortOfThisMachine,
    admin_cors: anyPortOfThisMachine,
    jwt_secret: "only-for-tests",
    cookie_secret: "only-for-tests",
  },
  featureFlags: { product_categories: true },
  plugins: [
    installed("medusa-fulfillment-manual"),
    installed("medusa-payment-manual"),
    {
      resolve: installed("@medusajs/file-local"),
      // Relative to the working directory of the server; also the path under which the files are served.
      options: { upload_dir: "uploads", backend_url: process.env["SHOP_PUBLIC_URL"] },
    },
  ],
  modules: {
    eventBus: { resolve: installed("@medusajs/event-bus-local") },
    cacheService: { resolve: installed("@medusajs/cache-inmemory") },
  },
};
