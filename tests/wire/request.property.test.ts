/** Properties of paths and headers, for any id, path and custom headers. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import Medusa, { isMedusaUsageError } from "medusa-batch-jobs";
import { rejection, settled } from "./outcome.ts";
import { probe } from "./probe.ts";

describe("properties of paths and headers", () => {
  before(() => Medusa.ready());

  it("any id stays one segment below its path and decodes to itself, or is refused", async () => {
    const { medusa, last } = probe();
    const id = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme" }),
      fc.string({
        unit: fc.constantFrom(
          "/",
          ".",
          "%",
          "2",
          "e",
          "E",
          "f",
          "\\",
          "?",
          "#",
          "@",
          ":",
          "\t",
          ";",
          "a",
        ),
      }),
    );
    const calls = [
      [(given: string) => medusa.admin.batchJobs.retrieve(given), ""],
      [(given: string) => medusa.admin.batchJobs.confirm(given), "/confirm"],
      [(given: string) => medusa.admin.batchJobs.cancel(given), "/cancel"],
    ] as const;
    await fc.assert(
      fc.asyncProperty(id, fc.constantFrom(...calls), async (given, [call, tail]) => {
        const refused = given === "" || given === "." || given === ".." || /\p{Cc}/u.test(given);
        if (refused) {
          assert.ok(isMedusaUsageError(await rejection(() => call(given))));
          return;
        }
        await settled(call(given));
        const { url } = last();
        assert.equal(url.origin, "https://shop.test");
        assert.equal(url.search + url.hash, "");
        const before = "/prefix/admin/batch-jobs/";
        assert.ok(url.pathname.startsWith(before) && url.pathname.endsWith(tail), url.pathname);
        const segment = url.pathname.slice(before.length, url.pathname.length - tail.length);
        assert.ok(!segment.includes("/"));
        assert.equal(decodeURIComponent(segment), given);
      }),
      { numRuns: 2000 },
    );
  });

  it("any custom path stays on the origin and below /prefix/admin, or is refused", async () => {
    const { medusa, last } = probe();
    const path = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.webUrl(),
      fc.string({
        unit: fc.constantFrom(
          "/",
          ".",
          "%2e",
          "%2F",
          "%5c",
          "\\",
          "?",
          "#",
          "@",
          ":",
          "admin",
          "a",
          ";",
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(path, async (given) => {
        const error = await settled(
          medusa.admin.custom.get(given).then(
            () => undefined,
            (reason: unknown) => reason,
          ),
        );
        if (error !== undefined) {
          assert.ok(isMedusaUsageError(error), String(error));
          return;
        }
        assert.equal(last().url.origin, "https://shop.test");
        assert.match(last().url.pathname, /^\/prefix\/admin/);
      }),
      { numRuns: 2000 },
    );
  });

  it("of any headers the call's win over the configuration's, those over ours", async () => {
    const header = fc.constantFrom(
      "accept",
      "Accept",
      "ACCEPT",
      "x-a",
      "X-A",
      "authorization",
      "Content-Type",
    );
    const value = fc.oneof(
      fc.stringMatching(/^[!-~]{1,8}$/),
      fc.constant(null),
      fc.constant(undefined),
    );
    const headers = fc.dictionary(header, value, { maxKeys: 4 });
    await fc.assert(
      fc.asyncProperty(headers, headers, async (config, call) => {
        const { medusa, last } = probe({ customHeaders: config });
        await settled(medusa.admin.batchJobs.create({ type: "x", context: {} }, call));
        const expected = new Map([
          ["accept", "application/json"],
          ["content-type", "application/json"],
        ]);
        for (const [key, given] of [...Object.entries(config), ...Object.entries(call)]) {
          if (given === null) expected.delete(key.toLowerCase());
          else if (given !== undefined) expected.set(key.toLowerCase(), given);
        }
        const sent = Object.entries(last().headers).map(([key, given]) => [
          key.toLowerCase(),
          given,
        ]);
        assert.deepEqual(Object.fromEntries(sent), Object.fromEntries(expected));
        assert.equal(sent.length, expected.size, "a header is there twice");
      }),
      { numRuns: 500 },
    );
  });
});
