/** Properties of answers: whatever comes back, the call ends, in a result or a MedusaError. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import Medusa, { isMedusaError } from "medusa-batch-jobs";
import { rejection, settled } from "./outcome.ts";

describe("properties of answers", () => {
  before(() => Medusa.ready());

  it("any status, content type and bytes end in a result or a MedusaError, never in a hang", async () => {
    const contentType = fc.constantFrom(
      undefined,
      "",
      "application/json",
      "text/html",
      "text/plain; charset=utf-16",
      "x",
    );
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((json) => new TextEncoder().encode(json)),
      fc.json().map((json) => new TextEncoder().encode(json.slice(0, -1))),
      fc
        .string({
          unit: fc.constantFrom("<pre>", "</pre>", "<", ">", "&amp;", "<br>", "a", "\n", "{", '"'),
        })
        .map((html) => new TextEncoder().encode(html)),
    );
    const status = fc.integer({ min: 200, max: 599 });
    await fc.assert(
      fc.asyncProperty(status, contentType, body, async (code, type, bytes) => {
        const nullBody = [204, 205, 304].includes(code);
        const fetch = async () =>
          new Response(nullBody ? null : bytes, {
            status: code,
            headers: type === undefined ? {} : { "content-type": type },
          });
        const medusa = new Medusa({ baseUrl: "https://shop.test", maxRetries: 0, fetch });
        const outcome = await settled(
          medusa.admin.batchJobs.retrieve("x").then(
            ({ batch_job }) => batch_job,
            (error: unknown) => ({ error }),
          ),
          3000,
        );
        if ("error" in outcome) assert.ok(isMedusaError(outcome.error), String(outcome.error));
        else
          assert.ok(code >= 200 && code < 300 && outcome !== null && typeof outcome === "object");
      }),
      { numRuns: 1500 },
    );
  });

  it("whatever fetch rejects with, the call ends in a MedusaError", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withNullPrototype: true, withDate: true, withMap: true }),
        async (reason) => {
          const medusa = new Medusa({
            baseUrl: "https://shop.test",
            maxRetries: 0,
            fetch: () => Promise.reject(reason),
          });
          assert.ok(isMedusaError(await rejection(() => medusa.admin.batchJobs.list(), 3000)));
        },
      ),
      { numRuns: 300 },
    );
  });
});
