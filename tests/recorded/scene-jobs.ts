/** A batch job of each type, and one in each state. */
import { rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Backend } from "../backend/start.ts";
import { productRow, toCsv } from "../integration/csv.ts";
import type { Exchange, Recording } from "./exchange.ts";
import { create, ROUTE, reach, run, upload } from "./jobs.ts";
import { all, type Shop } from "./scenes.ts";

export async function recordJobs(exchange: Exchange, shop: Shop): Promise<Recording[]> {
  const product = productRow("recorded-mug", "Recorded mug", "REC-1");
  const products = await upload(exchange, "products.csv", toCsv([product]));
  const priceList = await exchange.json({
    method: "POST",
    path: "/admin/price-lists",
    body: { name: "Recorded", description: "Recorded", type: "sale", prices: [] },
  });
  const price_list_id = (priceList as { price_list: { id: string } }).price_list.id;
  const prices = await upload(exchange, "prices.csv", "Product Variant ID;SKU;Price EUR\r\n");
  const unknown = await upload(exchange, "unknown.csv", toCsv([{ ...product, Nonsense: "x" }]));
  const imported = (fileKey: string) => ({ type: "product-import", context: { fileKey } });
  const none = { filterable_fields: { title: "none" } };
  const list = { price_list_id, fileKey: prices };
  const quick = { type: "slow-job", context: { ms: 10 } };
  const jobs = await Promise.all([
    run(exchange, "product export", { type: "product-export", context: {} }, "completed"),
    run(exchange, "nothing", { type: "product-export", context: none }, "completed"),
    run(exchange, "order export", { type: "order-export", context: {} }, "completed"),
    run(exchange, "product import", imported(products), "completed"),
    run(exchange, "prices", { type: "price-list-import", context: list }, "completed"),
    run(exchange, "own type", quick, "completed"),
    run(exchange, "own type, confirmed at once", quick, "confirmed"),
    run(exchange, "a throw", { type: "failing-job", context: {} }, "failed"),
    run(exchange, "unknown column", imported(unknown), "failed"),
    dryRun(exchange),
    turnedToFailed(exchange),
    processing(exchange, shop.backend),
  ]);
  return [...jobs.flat(), ...(await unwritable(exchange, shop))];
}

/** Where exports can't be written, Medusa reports an object, and a text for what came of that. */
async function unwritable(exchange: Exchange, { dataDir }: Shop): Promise<Recording[]> {
  const exports = join(dataDir, "uploads", "exports");
  await rm(exports, { recursive: true });
  await writeFile(exports, "");
  const body = { type: "product-export", context: {} };
  const recordings = await run(exchange, "product export to where a file is", body, "failed");
  await rm(exports);
  return recordings;
}

/** Confirmed in the end; and one that is canceled instead. */
async function dryRun(exchange: Exchange): Promise<Recording[]> {
  const body = { type: "product-export", context: {}, dry_run: true };
  const [toConfirm, toCancel] = [await create(exchange, body), await create(exchange, body)];
  const type = "AdminBatchJobRes";
  return [
    await reach(exchange, toConfirm, "pre_processed", "retrieve, pre_processed: dry run"),
    ...(await all(exchange, {
      "confirm: dry run": { method: "POST", path: `${ROUTE}/${toConfirm}/confirm`, body: {}, type },
    })),
    await reach(exchange, toCancel, "pre_processed", "retrieve, pre_processed: dry run to cancel"),
    ...(await all(exchange, {
      "cancel: dry run": { method: "POST", path: `${ROUTE}/${toCancel}/cancel`, body: {}, type },
      "retrieve, canceled: dry run": { path: `${ROUTE}/${toCancel}`, type },
    })),
  ];
}

/** Canceled before its preparation began, which then fails. */
async function turnedToFailed(exchange: Exchange): Promise<Recording[]> {
  const id = await create(exchange, { type: "product-export", context: {} });
  const cancel = {
    method: "POST",
    path: `${ROUTE}/${id}/cancel`,
    body: {},
    type: "AdminBatchJobRes",
  } as const;
  return [
    (await exchange.send("cancel: created", cancel)).record,
    await reach(exchange, id, "failed", "retrieve, failed: canceled when created"),
  ];
}

/** Medusa commits a job's processing as a whole, so no request ever sees it; the row is set to it here. */
async function processing(exchange: Exchange, { databaseUrl }: Backend): Promise<Recording[]> {
  const id = await create(exchange, { type: "slow-job", context: {}, dry_run: true });
  await reach(exchange, id, "pre_processed", "");
  const { Client } = createRequire(new URL("../backend/package.json", import.meta.url))("pg") as {
    Client: new (config: {
      connectionString: string;
    }) => {
      connect(): Promise<void>;
      query(sql: string, values: string[]): Promise<unknown>;
      end(): Promise<void>;
    };
  };
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  const sql = "update batch_job set confirmed_at = now(), processing_at = now() where id = $1";
  await database.query(sql, [id]);
  await database.end();
  return [await reach(exchange, id, "processing", "retrieve, processing")];
}
