/** The time limit covers an attempt whole, and a signal ends a call in each of its phases. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import Medusa, { isMedusaRedirectError, isMedusaTimeoutError } from "medusa-batch-jobs";

const STEP_MS = 80;

/** A server that only ever redirects, within its origin. */
async function redirecting(): Promise<Response> {
  await pause(STEP_MS);
  return new Response(null, { status: 302, headers: { location: "/elsewhere" } });
}

function clientOf(fetch: () => Promise<Response>, timeoutMs: number): Medusa {
  return new Medusa({ baseUrl: "http://shop.test", fetch, timeoutMs, maxRetries: 0 });
}

async function rejection(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => assert.fail("resolved"),
    (error: unknown) => error,
  );
}

describe("limits", () => {
  it("all redirects of an attempt share its time limit", async () => {
    const started = performance.now();
    const medusa = clientOf(redirecting, 2.5 * STEP_MS);
    const error = await rejection(medusa.admin.batchJobs.list());
    assert.ok(isMedusaTimeoutError(error), String(error));
    assert.equal(error.timeoutMs, 2.5 * STEP_MS);
    assert.ok(performance.now() - started < 4.5 * STEP_MS);
  });

  it("without a limit five redirects are followed and the sixth is not", async () => {
    let requests = 0;
    const counting = () => {
      requests += 1;
      return redirecting();
    };
    const error = await rejection(clientOf(counting, 0).admin.batchJobs.list());
    assert.ok(isMedusaRedirectError(error), String(error));
    assert.equal(requests, 6);
  });

  it("a signal ends the reading of a stream that never ends, and nothing is sent", async () => {
    const medusa = clientOf(() => assert.fail("sent"), 0);
    const abort = new AbortController();
    const content = {
      async *[Symbol.asyncIterator]() {
        yield "a,b\n";
        await new Promise(() => {});
      },
    };
    const upload = medusa.admin.uploads.create({ name: "endless.csv", content }, undefined, {
      signal: abort.signal,
    });
    setTimeout(() => abort.abort("enough"), 20);
    assert.equal(await rejection(upload), "enough");
  });
});
