/** Abort rejects with the signal's own reason at once, in every phase of a call; so do timeouts. */
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { after, before, beforeEach, describe, it } from "node:test";
import { type Config, isMedusaTimeoutError, type RequestOptions } from "medusa-batch-jobs";
import { clientOf, rejection } from "./outcome.ts";
import { type Answer, Recorder } from "./recorder.ts";

const never: Answer = () => {};
const stallInBody: Answer = (_, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.write('{"batch_job":');
};
const unavailable: Answer = { status: 503, body: "later" };

const REASONS: [what: string, reason: unknown][] = [
  ["an Error", new Error("enough")],
  ["an error of another library", Object.assign(new TypeError("odd"), { code: 7 })],
  ["a text", "enough"],
  ["an empty text", ""],
  ["a number", 0],
  ["null", null],
  ["false", false],
  ["an object", { why: "enough" }],
  ["a symbol", Symbol("enough")],
  ["a function", () => "enough"],
];

interface Phase {
  what: string;
  answer: Answer;
  config: Config;
  requests: number;
}

const PHASES: Phase[] = [
  { what: "before the headers", answer: never, config: {}, requests: 1 },
  { what: "during the body", answer: stallInBody, config: {}, requests: 1 },
  {
    what: "in the pause before a retry",
    answer: { ...unavailable, headers: { "retry-after": "60" } },
    config: { maxRetries: 3 },
    requests: 1,
  },
];

describe("abort and timeout", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => void recorder.reset());

  const retrieve = (options: RequestOptions, config: Config = {}) =>
    rejection(() => clientOf(recorder, config).admin.batchJobs.retrieve("x", {}, options));

  for (const [what, reason] of REASONS) {
    it(`an already aborted signal with ${what} as its reason: nothing is sent`, async () => {
      const signal = AbortSignal.abort(reason);
      assert.equal(await retrieve({ signal }), reason);
      assert.equal(recorder.requests.length, 0);
    });
  }

  for (const { what, answer, config, requests } of PHASES) {
    for (const [kind, reason] of REASONS) {
      it(`abort ${what}, with ${kind} as its reason`, async () => {
        recorder.always(answer);
        const controller = new AbortController();
        const started = performance.now();
        // Some time into the phase, which begins when the request has arrived.
        const waiting = setInterval(() => {
          if (recorder.requests.length === 0) return;
          clearInterval(waiting);
          setTimeout(() => controller.abort(reason), 100);
        }, 5);
        assert.equal(await retrieve({ signal: controller.signal }, config), reason);
        assert.ok(performance.now() - started < 5_000, "not at once");
        assert.equal(recorder.requests.length, requests);
      });
    }
  }

  it("abort without a reason: the DOMException AbortError of the platform", async () => {
    recorder.always(never);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const error = await retrieve({ signal: controller.signal });
    assert.equal(error, controller.signal.reason);
    assert.equal((error as DOMException).name, "AbortError");
  });

  it("AbortSignal.timeout and AbortSignal.any work as signals", async () => {
    recorder.always(never);
    const timeout = AbortSignal.timeout(50);
    assert.equal(await retrieve({ signal: timeout }), timeout.reason);
    const any = AbortSignal.any([AbortSignal.timeout(50), new AbortController().signal]);
    assert.equal(await retrieve({ signal: any }), any.reason);
  });

  it("abort after the end changes nothing, and no listener stays behind", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const medusa = clientOf(recorder);
    const { batch_job } = await medusa.admin.batchJobs.retrieve("x", {}, { signal });
    assert.equal(getEventListeners(signal, "abort").length, 0);
    controller.abort();
    assert.ok(batch_job.id);
  });

  it("one signal ends many calls", async () => {
    recorder.always(never);
    const controller = new AbortController();
    const medusa = clientOf(recorder);
    const calls = Array.from({ length: 20 }, () =>
      rejection(() => medusa.admin.batchJobs.list({}, {}, { signal: controller.signal })),
    );
    setTimeout(() => controller.abort("all"), 150);
    assert.deepEqual(await Promise.all(calls), Array(20).fill("all"));
  });

  // A timeout covers an attempt; the pause between two is not part of either.
  for (const { what, answer, config } of PHASES.slice(0, 2)) {
    it(`timeoutMs ends a call ${what}`, async () => {
      recorder.always(answer);
      for (const error of [
        await retrieve({ timeoutMs: 120 }, config),
        await retrieve({}, { ...config, timeoutMs: 120 }),
      ]) {
        assert.ok(isMedusaTimeoutError(error), String(error));
        assert.equal(error.timeoutMs, 120);
        assert.match(error.message, /GET \/admin\/batch-jobs\/x/);
      }
    });
  }

  it("timeoutMs of the call wins over the configuration", async () => {
    recorder.always((_, response) => {
      setTimeout(() => response.end('{"batch_job":{}}'), 300);
    });
    const medusa = clientOf(recorder, { timeoutMs: 50 });
    const { batch_job } = await medusa.admin.batchJobs.retrieve("x", {}, { timeoutMs: 5000 });
    assert.deepEqual(batch_job, {});
  });

  it("a call within its timeout leaves no timer that keeps the process", async () => {
    const before = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    await clientOf(recorder).admin.batchJobs.retrieve("x", {}, { timeoutMs: 60_000 });
    const afterwards = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    assert.ok(afterwards <= before, `${before} timers before, ${afterwards} after`);
  });
});
