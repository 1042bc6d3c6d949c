/** `config.fetch` and `globalThis.fetch`: called at call time, and whatever they do, the call ends. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import Medusa, { type Config, isMedusaConnectionError, isMedusaError } from "medusa-batch-jobs";
import { clientOf, rejection, settled } from "./outcome.ts";
import { Recorder } from "./recorder.ts";

type Fetch = NonNullable<Config["fetch"]>;
const asFetch = (fetch: unknown) => fetch as Fetch;

const withFetch = (fetch: unknown, config: Config = {}) =>
  new Medusa({ baseUrl: "http://shop.test", maxRetries: 0, fetch: asFetch(fetch), ...config });

const JOB = { batch_job: { id: "x" } };
const HEADERS = { "content-type": "application/json" };

/** Responses of other libraries: node-fetch, test doubles, polyfills with less than the standard. */
const FOREIGN: [what: string, response: () => unknown][] = [
  ["a Response", () => Response.json(JOB)],
  [
    "an object with text()",
    () => ({ ok: true, status: 200, text: async () => JSON.stringify(JOB) }),
  ],
  [
    "an object with headers in a Map",
    () => ({
      status: 200,
      headers: new Map(Object.entries(HEADERS)),
      text: async () => JSON.stringify(JOB),
    }),
  ],
  [
    "an object with Headers and a synchronous text()",
    () => ({
      status: 200,
      statusText: "OK",
      headers: new Headers(HEADERS),
      text: () => JSON.stringify(JOB),
    }),
  ],
  ["a Response of a subclass", () => new (class Mine extends Response {})(JSON.stringify(JOB))],
];

const BROKEN: [what: string, fetch: () => unknown][] = [
  [
    "throws",
    () => {
      throw new Error("mine");
    },
  ],
  [
    "throws a text",
    () => {
      throw "mine";
    },
  ],
  [
    "throws undefined",
    () => {
      throw undefined;
    },
  ],
  ["rejects with an Error", () => Promise.reject(new TypeError("fetch failed"))],
  ["rejects with a text", () => Promise.reject("mine")],
  ["rejects with undefined", () => Promise.reject(undefined)],
  ["rejects with null", () => Promise.reject(null)],
  ["rejects with a frozen object", () => Promise.reject(Object.freeze({}))],
  [
    "rejects with an object whose members throw",
    () =>
      Promise.reject(
        new Proxy(
          {},
          {
            get() {
              throw new Error("mine");
            },
          },
        ),
      ),
  ],
  ["returns undefined", () => undefined],
  ["returns a plain value", () => 5],
  ["resolves to undefined", async () => undefined],
  ["resolves to null", async () => null],
  ["resolves to a text", async () => "OK"],
  ["resolves to an empty object", async () => ({})],
  ["resolves to an object without text()", async () => ({ status: 200, headers: {} })],
  [
    "resolves to a status that is no number",
    async () => ({ status: "fine", text: async () => "{}" }),
  ],
  [
    "resolves to a body that throws",
    async () => ({
      status: 200,
      text() {
        throw new Error("mine");
      },
    }),
  ],
  [
    "resolves to a body that rejects with nothing",
    async () => ({ status: 200, text: () => Promise.reject() }),
  ],
  ["resolves to a body that is no text", async () => ({ status: 200, text: async () => 5 })],
  [
    "resolves to a used body",
    async () => {
      const used = Response.json(JOB);
      await used.text();
      return used;
    },
  ],
  ["resolves to Response.error()", async () => Response.error()],
  [
    "resolves to members that throw",
    async () =>
      new Proxy(
        {},
        {
          get(_, name) {
            // Not a promise itself, or it could not be resolved to.
            if (name === "then") return undefined;
            throw new Error("mine");
          },
        },
      ),
  ],
];

describe("fetch", () => {
  let recorder: Recorder;
  const original = globalThis.fetch;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => {
    recorder.reset();
    globalThis.fetch = original;
  });

  it("is called with a URL and plain headers", async () => {
    const calls: [unknown, RequestInit][] = [];
    const fetch = (...call: [unknown, RequestInit]) => {
      calls.push(call);
      return Promise.resolve(Response.json(JOB));
    };
    await withFetch(fetch, { apiKey: "k" }).admin.batchJobs.cancel("x");
    const [url, init] = calls[0] ?? assert.fail("not called");
    assert.equal(url, "http://shop.test/admin/batch-jobs/x/cancel");
    assert.equal(init.method, "POST");
    assert.equal(init.body, "{}");
    assert.equal(init.redirect, "manual");
    assert.equal(Object.getPrototypeOf(init.headers), Object.prototype);
    assert.equal(calls.length, 1);
  });

  it("needs no this", async () => {
    const seen: unknown[] = [];
    async function fetch(this: unknown) {
      seen.push(this);
      return Response.json(JOB);
    }
    await withFetch(fetch).admin.batchJobs.retrieve("x");
    assert.ok(seen[0] === undefined || seen[0] === globalThis);
  });

  it("a globalThis.fetch replaced after the construction is used, and given back", async () => {
    const medusa = clientOf(recorder);
    let calls = 0;
    globalThis.fetch = (...args: Parameters<typeof fetch>) => {
      calls += 1;
      return original(...args);
    };
    await medusa.admin.batchJobs.list();
    globalThis.fetch = original;
    await medusa.admin.batchJobs.list();
    assert.equal(calls, 1);
    assert.equal(recorder.requests.length, 2);
  });

  it("config.fetch wins over globalThis.fetch", async () => {
    globalThis.fetch = () => assert.fail("the global one was called");
    const { batch_job } = await withFetch(async () => Response.json(JOB)).admin.batchJobs.retrieve(
      "x",
    );
    assert.equal(batch_job.id, "x");
  });

  for (const [what, response] of FOREIGN) {
    it(`a fetch that resolves to ${what} works`, async () => {
      const medusa = withFetch(async () => response());
      const result = await settled(medusa.admin.batchJobs.retrieve("x"));
      assert.equal(result.batch_job.id, "x");
      assert.equal(result.response.status, 200);
      assert.deepEqual(structuredClone(result), result);
    });
  }

  for (const [what, fetch] of BROKEN) {
    it(`a fetch that ${what}: an error, not a hang`, async () => {
      const medusa = withFetch(fetch);
      for (const call of [
        () => medusa.admin.batchJobs.retrieve("x"),
        () => medusa.admin.batchJobs.create({ type: "x", context: {} }),
        () => medusa.admin.uploads.create(new Blob(["x"])),
      ]) {
        const error = await rejection(call, 3000);
        assert.ok(isMedusaError(error), String(error));
      }
    });
  }

  it("the error's cause says what fetch rejected with, but is not that: it may hold the request", async () => {
    const reason = Object.assign(new TypeError("fetch failed"), { code: "EMINE" });
    const error = await rejection(() =>
      withFetch(() => Promise.reject(reason)).admin.batchJobs.list(),
    );
    assert.ok(isMedusaConnectionError(error));
    assert.notEqual(error.cause, reason);
    assert.ok(error.cause instanceof Error);
    assert.equal(error.cause.message, "fetch failed");
    assert.equal(error.code, "EMINE");
  });

  it("a client survives every one of these", async () => {
    let next: () => unknown = () => undefined;
    const medusa = withFetch(() => next());
    for (const [, fetch] of BROKEN) {
      next = fetch;
      await rejection(() => medusa.admin.batchJobs.retrieve("x"), 3000);
      next = async () => Response.json(JOB);
      assert.equal((await medusa.admin.batchJobs.retrieve("x")).batch_job.id, "x");
    }
  });
});
