// A look at the server through a fetch of the caller's own, whose answers may be odd.
import assert from "node:assert/strict";
import { it } from "node:test";
import Medusa, { type Config } from "medusa-batch-jobs";
import { settled } from "./outcome.ts";

it("a job is found in a list whose headers can't be read", async () => {
  const unreadable = {
    get [Symbol.iterator]() {
      throw new Error("no headers here");
    },
  };
  const job = { id: "batch_1", type: "product-import", context: { fileKey: "a.csv" } };
  const fetch = ((_: string, { method }: { method: string }) => {
    if (method === "POST") return Promise.reject(new TypeError("fetch failed"));
    const text = JSON.stringify({ batch_jobs: [job], count: 1 });
    return Promise.resolve({ status: 200, headers: unreadable, text: async () => text });
  }) as unknown as NonNullable<Config["fetch"]>;
  const medusa = new Medusa({ fetch });
  const { batch_job } = await settled(
    medusa.admin.batchJobs.create({ type: job.type, context: job.context }),
  );
  assert.equal(batch_job.id, job.id);
});
