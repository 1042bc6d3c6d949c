import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import papaparse from "papaparse";
import { makeCatalog } from "./catalog.ts";
import { type Backend, startBackend } from "./start.ts";

interface Job {
  id: string;
  status: string;
  created_by: string;
  result: { file_key?: string; errors?: unknown[]; count?: number } | null;
}

describe("a started backend", () => {
  let backend: Backend;
  before(async () => {
    backend = await startBackend({ products: 30 });
  });
  after(async () => await backend.stop());

  const request = async (path: string, init: RequestInit = {}): Promise<Response> =>
    await fetch(backend.url + path, {
      ...init,
      headers: { "x-medusa-access-token": backend.apiToken, "content-type": "application/json" },
    });
  const post = async (path: string, body: object): Promise<Response> =>
    await request(path, { method: "POST", body: JSON.stringify(body) });

  const run = async (type: string, context: object): Promise<Job> => {
    const created = await post("/admin/batch-jobs", { type, context });
    assert.equal(created.status, 201, await created.clone().text());
    let { batch_job: job } = (await created.json()) as { batch_job: Job };
    while (!["completed", "failed"].includes(job.status)) {
      await sleep(200);
      const answer = await request(`/admin/batch-jobs/${job.id}`);
      ({ batch_job: job } = (await answer.json()) as { batch_job: Job });
    }
    return job;
  };

  test("exports every variant of every product", async () => {
    const job = await run("product-export", {});
    assert.equal(job.status, "completed");
    const answer = await post("/admin/uploads/download-url", { file_key: job.result?.file_key });
    const { download_url } = (await answer.json()) as { download_url: string };
    assert.ok(download_url.startsWith(`${backend.url}/uploads/exports/`), download_url);

    const csv = await (await fetch(download_url)).text();
    const { data, errors } = papaparse.parse<Record<string, string>>(csv, {
      header: true,
      skipEmptyLines: true,
    });
    assert.deepEqual(errors, []);
    const expected = makeCatalog(30).flatMap((product) =>
      product.variants.map(({ sku, prices }) => ({
        title: product.title,
        sku,
        usd: (prices.usd / 100).toString(),
        eur: (prices.eur / 100).toString(),
        category: product.category,
        image: product.images[0],
      })),
    );
    const exported = data.map((row) => ({
      title: row["Product Title"],
      sku: row["Variant SKU"],
      usd: Number(row["Price USD"]).toString(),
      eur: Number(row["Price EUR"]).toString(),
      category: row["Product Category 1 Name"],
      image: row["Image 1 Url"],
    }));
    const bySku = (a: { sku?: string | undefined }, b: { sku?: string | undefined }) =>
      (a.sku ?? "").localeCompare(b.sku ?? "");
    assert.deepEqual(exported.sort(bySku), expected.sort(bySku));
  });

  test("lets both users in by password and by token", async () => {
    for (const [user, token] of [
      [backend.admin, backend.apiToken],
      [backend.other, backend.otherApiToken],
    ] as const) {
      const session = await fetch(`${backend.url}/admin/auth`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(user),
      });
      assert.equal(session.status, 200);
      const me = await fetch(`${backend.url}/admin/auth`, {
        headers: { "x-medusa-access-token": token },
      });
      assert.equal(((await me.json()) as { user: { email: string } }).user.email, user.email);
    }
  });

  test("has a job type that is slow and one that fails", async () => {
    const start = Date.now();
    const [slow, failing] = await Promise.all([
      run("slow-job", { ms: 7_000 }),
      run("failing-job", { message: "on purpose" }),
    ]);
    assert.equal(slow.status, "completed");
    assert.ok(Date.now() - start >= 7_000);
    assert.equal(failing.status, "failed");
    assert.deepEqual(failing.result?.errors, ["on purpose"]);
  });

  test("lets pages of any port of this machine call it", async () => {
    const origin = "http://127.0.0.1:51234";
    const answer = await fetch(`${backend.url}/admin/auth`, { headers: { origin } });
    assert.equal(answer.headers.get("access-control-allow-origin"), origin);
  });
});
