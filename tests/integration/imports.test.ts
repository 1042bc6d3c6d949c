/** Imports as the Medusa admin does them: upload, dry run, confirm, and the data is in the store. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type CsvRow, productRow, toCsv } from "./csv.ts";
import { createJob, prepared, untilStatus } from "./job.ts";
import { newPerson, type Person, sharedBackend } from "./shared-backend.ts";

interface Product {
  id: string;
  handle: string;
  title: string;
  description: string;
  variants: { id: string; sku: string; inventory_quantity: number }[];
}

describe("imports", () => {
  let person: Person;
  before(async () => {
    person = await newPerson(await sharedBackend());
  });

  let uploaded = 0;

  /**
   * Each file has its own name: the local file service makes the key of name and millisecond, so
   * that two files of one name in one millisecond are one (seen: a job that read another's file).
   */
  async function upload(csv: string): Promise<string> {
    uploaded += 1;
    const file = new File([csv], `import-${process.pid}-${uploaded}.csv`, { type: "text/csv" });
    const { uploads } = await person.medusa.admin.uploads.createProtected(file);
    return uploads[0]?.key ?? assert.fail("no key");
  }

  async function productsBy(handle: string): Promise<Product[]> {
    const query = { handle, expand: "variants" };
    const answer = await person.medusa.admin.custom.get("/products", query);
    return (answer as unknown as { products: Product[] }).products;
  }

  it("product-import: dry run, confirm, and the product is in the store", async () => {
    const row = productRow("imported-notebook", "Nötebook 笔记本", "IMP-1");
    const fileKey = await upload(toCsv([row]));
    const job = await prepared(person.medusa, "product-import", { fileKey });
    assert.equal(job.result?.stat_descriptors?.[0]?.key, "product-import-count");
    assert.equal(job.result?.operations?.PRODUCT_CREATE, 1);
    assert.deepEqual(await productsBy("imported-notebook"), [], "a dry run creates nothing");

    await person.medusa.admin.batchJobs.confirm(job.id);
    const done = await untilStatus(person.medusa, job.id, "completed");
    assert.equal(done.result?.advancement_count, done.result?.count);
    const [product, ...more] = await productsBy("imported-notebook");
    assert.equal(more.length, 0);
    assert.equal(product?.title, "Nötebook 笔记本");
    assert.equal(product?.description, row["Product Description"]);
    assert.equal(product?.variants[0]?.sku, "IMP-1");
    assert.equal(product?.variants[0]?.inventory_quantity, 7);
  });

  it("product-import of a stream from Node, 40 products", async () => {
    const rows = Array.from({ length: 40 }, (_, n) =>
      productRow(`streamed-${n}`, `Streamed ${n}`, `STR-${n}`),
    );
    async function* lines() {
      for (const line of toCsv(rows).split(/(?<=\n)/)) yield line;
    }
    const { uploads } = await person.medusa.admin.uploads.create({
      name: "many.csv",
      content: lines(),
    });
    const fileKey = uploads[0]?.key ?? assert.fail("no key");
    const { id } = await createJob(person.medusa, "product-import", { fileKey });
    const { result } = await untilStatus(person.medusa, id, "completed");
    assert.equal(result?.operations?.PRODUCT_CREATE, 40);
    assert.equal((await productsBy("streamed-39")).length, 1);
  });

  it("product-import with an unknown column fails and says which", async () => {
    const row: CsvRow = { ...productRow("never", "Never", "NEVER"), Colour: "red" };
    const { id } = await createJob(person.medusa, "product-import", {
      fileKey: await upload(toCsv([row])),
    });
    const { result } = await untilStatus(person.medusa, id, "failed");
    assert.match(JSON.stringify(result?.errors), /Unable to treat column Colour/);
  });

  it("product-import with a SKU that exists fails on confirm, not in the dry run", async () => {
    const rows = [productRow("twice-a", "Twice", "TWICE"), productRow("twice-b", "Twice", "TWICE")];
    const job = await prepared(person.medusa, "product-import", {
      fileKey: await upload(toCsv(rows)),
    });
    await person.medusa.admin.batchJobs.confirm(job.id);
    const { result } = await untilStatus(person.medusa, job.id, "failed");
    assert.ok((result?.errors?.length ?? 0) > 0);
    assert.deepEqual(await productsBy("twice-a"), [], "nothing of a failed import is kept");
  });

  it("product-import of an empty file completes with nothing", async () => {
    const { id } = await createJob(person.medusa, "product-import", { fileKey: await upload("") });
    const { result } = await untilStatus(person.medusa, id, "completed");
    assert.ok(!result?.count);
  });

  it("product-import of a missing file stays created, and can be canceled", async () => {
    const { id } = await createJob(person.medusa, "product-import", {
      fileKey: "no-such-file.csv",
    });
    await pause(8000);
    const { batch_job } = await person.medusa.admin.batchJobs.retrieve(id);
    assert.equal(batch_job.status, "created");
    assert.equal((await person.medusa.admin.batchJobs.cancel(id)).batch_job.status, "canceled");
  });

  it("price-list-import: the prices are in the list", async () => {
    const { custom } = person.medusa.admin;
    const { products } = (await custom.get("/products", {
      limit: 2,
      expand: "variants",
      order: "created_at",
    })) as unknown as { products: Product[] };
    const skus = products.flatMap(({ variants }) => variants.slice(0, 1)).map(({ sku }) => sku);
    const created = await custom.post("/price-lists", {
      name: "Imported",
      description: "by the test",
      type: "override",
      prices: [],
    });
    const { id: price_list_id } = (created as unknown as { price_list: { id: string } }).price_list;
    const rows = skus.map((sku, n) => ({
      "Product Variant ID": "",
      SKU: sku,
      "Price USD": 5 + n,
      "Price EUR": 4 + n,
    }));
    const fileKey = await upload(toCsv(rows));

    const { id } = await createJob(person.medusa, "price-list-import", { price_list_id, fileKey });
    const { result } = await untilStatus(person.medusa, id, "completed");
    assert.equal(result?.operations?.PRICE_LIST_PRICE_CREATE, skus.length);
    const listed = await custom.get(`/price-lists/${price_list_id}`);
    const { prices } = (listed as unknown as { price_list: { prices: { amount: number }[] } })
      .price_list;
    assert.deepEqual(
      prices.map(({ amount }) => amount).sort((a, b) => a - b),
      [400, 500, 500, 600],
    );
  });
});
