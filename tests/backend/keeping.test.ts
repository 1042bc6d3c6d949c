/** A kept directory is used again when it holds what is wanted, and only then. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Backend, startBackend } from "./start.ts";

let dataDir: string;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "kept-backend-"));
});
after(async () => await rm(dataDir, { recursive: true, force: true }));

async function withBackend<T>(products: number, use: (backend: Backend) => Promise<T>): Promise<T> {
  const backend = await startBackend({ products, dataDir });
  try {
    return await use(backend);
  } finally {
    await backend.stop();
  }
}

async function ask<T>(backend: Backend, path: string, body?: object): Promise<T> {
  const answer = await fetch(backend.url + path, {
    headers: { "x-medusa-access-token": backend.apiToken, "content-type": "application/json" },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

const countOf = async (backend: Backend, what: string): Promise<number> =>
  (await ask<{ count: number }>(backend, `/admin/${what}?limit=1`)).count;

test("keeps data, makes it anew when it is not what is wanted, and has one user at a time", async () => {
  await withBackend(3, async (backend) => {
    await ask(backend, "/admin/batch-jobs", { type: "slow-job", context: {}, dry_run: true });
    await assert.rejects(startBackend({ products: 3, dataDir }), /is in use by another backend/);
    assert.equal(await countOf(backend, "products"), 3);
  });
  await withBackend(3, async (backend) => {
    assert.equal(await countOf(backend, "products"), 3);
    assert.equal(await countOf(backend, "batch-jobs"), 1);
  });
  await withBackend(4, async (backend) => {
    assert.equal(await countOf(backend, "products"), 4);
    assert.equal(await countOf(backend, "batch-jobs"), 0);
  });
  // As an interrupted first start leaves it.
  await rm(join(dataDir, "seeded.json"));
  await withBackend(4, async (backend) => assert.equal(await countOf(backend, "products"), 4));
});
