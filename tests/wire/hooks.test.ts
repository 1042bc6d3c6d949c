/** `onRequest`, `onResponse` and `onRetry`: when they are called, what they get, what they can't do. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import Medusa, { type Config, isMedusaApiError, isMedusaUsageError } from "medusa-batch-jobs";
import { clientOf, medusaError, rejection, settled } from "./outcome.ts";
import { type Answer, Recorder } from "./recorder.ts";

const UNAVAILABLE: Answer = { status: 503, body: "later" };
const broken: Answer = (_, response) => void response.socket?.destroy();

type Event = Record<string, unknown>;

/** Hooks that write down what they are told. */
function listening(): { events: [hook: string, event: Event][]; hooks: Config } {
  const events: [string, Event][] = [];
  const listen = (hook: string) => (event: object) => void events.push([hook, event as Event]);
  const hooks = {
    onRequest: listen("request"),
    onResponse: listen("response"),
    onRetry: listen("retry"),
  };
  return { events, hooks };
}

/** Listeners that misbehave, each in its own way. */
const MISBEHAVING: [what: string, listener: () => unknown][] = [
  [
    "throw an Error",
    () => {
      throw new Error("mine");
    },
  ],
  [
    "throw undefined",
    () => {
      throw undefined;
    },
  ],
  ["reject", () => Promise.reject(new Error("mine"))],
  ["reject later", () => new Promise((_, reject) => setTimeout(reject, 5, "mine"))],
  ["never settle", () => new Promise(() => {})],
  [
    "return what throws when it is awaited",
    () => ({
      // biome-ignore lint/suspicious/noThenProperty: that is what the test is about
      then() {
        throw new Error("mine");
      },
    }),
  ],
  [
    "return what can't be looked at",
    () =>
      new Proxy(
        {},
        {
          get() {
            throw new Error("mine");
          },
        },
      ),
  ],
];

describe("hooks", () => {
  let recorder: Recorder;
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  before(async () => {
    recorder = await Recorder.start();
    process.on("unhandledRejection", note);
  });
  after(() => {
    process.off("unhandledRejection", note);
    return recorder.close();
  });
  beforeEach(() => {
    recorder.reset();
    unhandled.length = 0;
  });

  const order = (events: [string, Event][]) =>
    events.map(([hook, { attempt }]) => `${hook} ${attempt}`);

  it("a call that succeeds is a request and a response", async () => {
    const { events, hooks } = listening();
    await clientOf(recorder, hooks).admin.batchJobs.cancel("batch_1");
    assert.deepEqual(order(events), ["request 1", "response 1"]);
    const [[, request], [, response]] = events as [[string, Event], [string, Event]];
    const call = { method: "POST", path: "/admin/batch-jobs/batch_1/cancel", attempt: 1 };
    const { headers, ...asked } = request;
    assert.deepEqual(asked, call);
    assert.equal(Object.getPrototypeOf(headers), Object.prototype);
    const { durationMs, ...answered } = response;
    assert.deepEqual(answered, { ...call, status: 200 });
    assert.ok(typeof durationMs === "number" && durationMs >= 0 && durationMs < 5_000);
  });

  it("each attempt has a request and a response, each repetition an event before it", async () => {
    const { events, hooks } = listening();
    recorder.answer(UNAVAILABLE, UNAVAILABLE);
    await clientOf(recorder, { ...hooks, maxRetries: 2 }).admin.batchJobs.retrieve("batch_1");
    assert.deepEqual(order(events), [
      "request 1",
      "response 1",
      "retry 1",
      "request 2",
      "response 2",
      "retry 2",
      "request 3",
      "response 3",
    ]);
    const retries = events.filter(([hook]) => hook === "retry").map(([, event]) => event);
    for (const { method, path, status, delayMs } of retries) {
      assert.deepEqual([method, path, status], ["GET", "/admin/batch-jobs/batch_1", 503]);
      assert.ok(typeof delayMs === "number" && delayMs >= 0 && delayMs <= 200, String(delayMs));
    }
    const statuses = events.filter(([hook]) => hook === "response").map(([, event]) => event);
    assert.deepEqual(
      statuses.map(({ status }) => status),
      [503, 503, 200],
    );
  });

  it("the last failure is answered and not repeated: no event for that", async () => {
    const { events, hooks } = listening();
    recorder.always(UNAVAILABLE);
    const medusa = clientOf(recorder, { ...hooks, maxRetries: 1 });
    assert.ok(isMedusaApiError(await rejection(() => medusa.admin.batchJobs.list())));
    assert.deepEqual(order(events).slice(-2), ["request 2", "response 2"]);
    assert.equal(events.length, 5);
  });

  it("an attempt without an answer has no response, and its repetition a code", async () => {
    const { events, hooks } = listening();
    recorder.answer(broken);
    await clientOf(recorder, { ...hooks, maxRetries: 1 }).admin.batchJobs.list();
    assert.deepEqual(order(events), ["request 1", "retry 1", "request 2", "response 2"]);
    const [, { status, code }] = events[1] ?? assert.fail();
    assert.equal(status, undefined);
    assert.match(String(code), /^[A-Z_]+$/);
  });

  it("paths are below baseUrl and without the query, ids encoded", async () => {
    const { events, hooks } = listening();
    const medusa = clientOf(recorder, { ...hooks, baseUrl: `${recorder.url}/prefix` });
    await medusa.admin.batchJobs.list({ limit: 3 });
    await medusa.admin.batchJobs.retrieve("a/b");
    await medusa.admin.custom.get("/products?token=a", { b: "c" });
    const paths = events.filter(([hook]) => hook === "request").map(([, { path }]) => path);
    const expected = ["/admin/batch-jobs", "/admin/batch-jobs/a%2Fb", "/admin/products"];
    assert.deepEqual(paths, expected);
  });

  it("show which headers are sent, and the values of a few that are no secrets", async () => {
    const { events, hooks } = listening();
    const customHeaders = { "X-Internal": "hidden-1", authorization: "hidden-2" };
    const medusa = clientOf(recorder, { ...hooks, customHeaders, apiKey: "hidden-3" });
    await medusa.admin.auth.createSession({ email: "a@b.c", password: "hidden-4" });
    await medusa.admin.batchJobs.create({ type: "hidden-5", context: {} }, { cookie: "hidden-6" });
    for (const [, { headers }] of events.filter(([hook]) => hook === "request")) {
      const lower = Object.entries(headers as object).map(([k, v]) => [k.toLowerCase(), v]);
      const shown = Object.fromEntries(lower) as Record<string, string>;
      assert.equal(shown["accept"], "application/json");
      assert.equal(shown["content-type"], "application/json");
      assert.equal(shown["authorization"], "[redacted]");
      assert.equal(shown["x-internal"], "[redacted]");
    }
    assert.doesNotMatch(JSON.stringify(events), /hidden/);
  });

  it("what a hook does to its event changes nothing that is sent", async () => {
    const onRequest = (event: object) => {
      const { headers } = event as { headers: Record<string, string> };
      headers["x-added"] = "1";
      for (const name of Object.keys(headers)) delete headers[name];
      Object.assign(event, { path: "/elsewhere", method: "DELETE", attempt: 9 });
    };
    const onRetry = (event: object) => void Object.assign(event, { delayMs: 1e9, attempt: 9 });
    recorder.answer(UNAVAILABLE);
    const config = { onRequest, onRetry, apiKey: "key", maxRetries: 1 };
    const { response } = await settled(clientOf(recorder, config).admin.batchJobs.list());
    assert.equal(response.attempts, 2);
    for (const { method, path, headers } of recorder.requests) {
      assert.deepEqual([method, path], ["GET", "/admin/batch-jobs"]);
      assert.equal(headers["x-medusa-access-token"], "key");
      assert.equal(headers["accept"], "application/json");
    }
  });

  for (const [what, listener] of MISBEHAVING) {
    it(`hooks and a logger that ${what} change nothing, and leave no rejection behind`, async () => {
      const logger = { debug: listener, info: listener, warn: listener, error: listener };
      const all = { onRequest: listener, onResponse: listener, onRetry: listener, logger };
      const medusa = clientOf(recorder, { ...all, maxRetries: 1 } as Config);
      recorder.answer(UNAVAILABLE);
      const { response } = await settled(medusa.admin.batchJobs.list());
      assert.equal(response.attempts, 2);
      recorder.answer({ status: 400, body: { message: "no" } });
      const error = await medusaError(() => medusa.admin.batchJobs.list());
      assert.match(error.message, /status code 400: no/);
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.deepEqual(unhandled, []);
    });
  }

  it("are called for each of many calls at once", async () => {
    const { events, hooks } = listening();
    const medusa = clientOf(recorder, hooks);
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => medusa.admin.batchJobs.retrieve(`batch_${i}`)),
    );
    for (const hook of ["request", "response"]) {
      const paths = events.filter(([name]) => name === hook).map(([, { path }]) => path);
      assert.equal(new Set(paths).size, 40);
      assert.equal(paths.length, 40);
    }
  });

  it("may make calls with the client themselves", async () => {
    let inner: Promise<unknown> | undefined;
    const medusa: Medusa = clientOf(recorder, {
      onRequest() {
        inner ??= medusa.admin.batchJobs.retrieve("inner");
      },
    });
    await settled(medusa.admin.batchJobs.retrieve("outer"));
    await settled(inner ?? assert.fail());
    assert.equal(recorder.requests.length, 2);
  });

  it("hear nothing of refused arguments, nor after an abort", async () => {
    const { events, hooks } = listening();
    const medusa = clientOf(recorder, { ...hooks, maxRetries: 3 });
    assert.ok(isMedusaUsageError(await rejection(() => medusa.admin.batchJobs.retrieve(""))));
    assert.deepEqual(events, []);
    recorder.always({ ...UNAVAILABLE, headers: { "retry-after": "30" } });
    const abort = new AbortController();
    setTimeout(() => abort.abort("enough"), 50);
    const call = () => medusa.admin.batchJobs.list({}, {}, { signal: abort.signal });
    assert.equal(await rejection(call), "enough");
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.deepEqual(order(events), ["request 1", "response 1", "retry 1"]);
  });

  it("that are no functions are refused", async () => {
    for (const name of ["onRequest", "onResponse", "onRetry", "onAuthExpired"]) {
      for (const value of [5, "x", {}]) {
        const medusa = clientOf(recorder, { [name]: value } as Config);
        assert.ok(isMedusaUsageError(await rejection(() => medusa.admin.batchJobs.list())), name);
      }
      await clientOf(recorder, { [name]: undefined } as Config).admin.batchJobs.list();
    }
  });
});
