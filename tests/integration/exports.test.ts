/** Exports to the finished file: product-export, whose rows are counted, and order-export. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { BatchJob } from "medusa-batch-jobs";
import { fromCsv } from "./csv.ts";
import { createJob, prepared, untilStatus } from "./job.ts";
import { newPerson, type Person, sharedBackend } from "./shared-backend.ts";

interface Products {
  products: { id: string; handle: string; title: string; variants: { sku: string }[] }[];
  count: number;
}

describe("exports", () => {
  let person: Person;
  before(async () => {
    person = await newPerson(await sharedBackend());
  });

  /** What the store holds of these; other files may import products meanwhile. */
  async function storedProducts(id: string[]): Promise<Products["products"]> {
    const query = { id, limit: id.length, expand: "variants", fields: "id,handle,title" };
    const answer = await person.medusa.admin.custom.get("/products", query);
    return (answer as unknown as Products).products;
  }

  async function download({ result }: BatchJob): Promise<string> {
    assert.ok(result?.file_key);
    const { download_url } = await person.medusa.admin.uploads.getPresignedDownloadUrl({
      file_key: result.file_key,
    });
    const response = await fetch(download_url);
    assert.equal(response.status, 200);
    return response.text();
  }

  it("product-export: one row per variant, with titles and SKUs as in the store", async () => {
    const { id } = await createJob(person.medusa, "product-export");
    const job = await untilStatus(person.medusa, id, "completed");
    assert.match(job.result?.file_key ?? "", /^exports\/products\/.*\.csv$/);
    assert.equal(job.result?.progress, 1);
    assert.equal(job.result?.advancement_count, job.result?.count);

    const rows = fromCsv(await download(job));
    const ids = [...new Set(rows.map((row) => row["Product Id"] ?? ""))];
    assert.equal(ids.length, job.result?.count);
    assert.ok(ids.length >= 30);
    const products = await storedProducts(ids);
    assert.equal(products.length, ids.length);
    const skus = products.flatMap(({ variants }) => variants.map(({ sku }) => sku));
    assert.equal(rows.length, skus.length);
    assert.deepEqual(rows.map((row) => row["Variant SKU"]).sort(), skus.sort());
    const titles = new Map(products.map(({ id, title }) => [id, title]));
    for (const row of rows) {
      assert.equal(row["Product Title"], titles.get(row["Product Id"] ?? ""));
    }
  });

  it("product-export with batch_size: that many products", async () => {
    const { id } = await createJob(person.medusa, "product-export", { batch_size: 3 });
    const job = await untilStatus(person.medusa, id, "completed");
    const handles = new Set(fromCsv(await download(job)).map((row) => row["Product Handle"]));
    assert.equal(handles.size, 3);
    assert.equal(job.result?.count, 3);
  });

  it("product-export with a filter", async () => {
    const all = await person.medusa.admin.custom.get("/products", {
      limit: 2,
      order: "created_at",
    });
    const wanted = (all as unknown as Products).products.map((product) => product.id);
    const { id } = await createJob(person.medusa, "product-export", {
      filterable_fields: { id: wanted },
    });
    const job = await untilStatus(person.medusa, id, "completed");
    const ids = new Set(fromCsv(await download(job)).map((row) => row["Product Id"]));
    assert.deepEqual([...ids].sort(), wanted.sort());
  });

  it("product-export as a dry run tells the count first", async () => {
    const job = await prepared(person.medusa, "product-export", {});
    const descriptor = job.result?.stat_descriptors?.[0];
    assert.equal(descriptor?.key, "product-export-count");
    assert.match(descriptor?.message ?? "", /There will be \d+ products exported by this action/);
    assert.equal(job.result?.file_key, undefined);
    await person.medusa.admin.batchJobs.confirm(job.id);
    const done = await untilStatus(person.medusa, job.id, "completed");
    assert.ok(done.result?.file_key);
  });

  it("product-export of nothing completes, without count and progress", async () => {
    const context = { filterable_fields: { id: ["prod_none"] } };
    const { id } = await createJob(person.medusa, "product-export", context);
    const { result } = await untilStatus(person.medusa, id, "completed");
    assert.equal(result?.count, undefined);
    assert.equal(result?.progress, undefined);
  });

  it("order-export: a file with its header", async () => {
    const { id } = await createJob(person.medusa, "order-export");
    const job = await untilStatus(person.medusa, id, "completed");
    assert.match(job.result?.file_key ?? "", /^exports\/orders\/.*\.csv$/);
    assert.match(await download(job), /^"?Order_?\s?ID/i);
  });

  it("a finished file can be deleted; the link to it does not know", async () => {
    const { id } = await createJob(person.medusa, "product-export", { batch_size: 1 });
    const job = await untilStatus(person.medusa, id, "completed");
    const file_key = job.result?.file_key ?? assert.fail("no file");
    const { download_url } = await person.medusa.admin.uploads.getPresignedDownloadUrl({
      file_key,
    });
    assert.equal((await fetch(download_url)).status, 200);
    const deleted = await person.medusa.admin.uploads.delete({ file_key });
    assert.deepEqual([deleted.id, deleted.object, deleted.deleted], [file_key, "file", true]);
    assert.equal((await fetch(download_url)).status, 404);
    const { response } = await person.medusa.admin.uploads.getPresignedDownloadUrl({ file_key });
    assert.equal(response.status, 200);
  });
});
