/** What programs hand to the client that is odd: getters that throw, polyfills, hooks that meddle. */
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { after, before, beforeEach, describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import Medusa, {
  type AbortSignalLike,
  type Config,
  isMedusaUsageError,
  type RequestEvent,
} from "medusa-batch-jobs";
import { clientOf, rejection, settled } from "./outcome.ts";
import { Recorder } from "./recorder.ts";

const jobs = (medusa: Medusa) => medusa.admin.batchJobs;

describe("what programs hand over", () => {
  const unhandled: unknown[] = [];
  const warnings: Error[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  const noteWarning = (warning: Error) => void warnings.push(warning);
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
    process.on("unhandledRejection", note);
    process.on("warning", noteWarning);
  });
  after(() => {
    process.off("unhandledRejection", note);
    process.off("warning", noteWarning);
    return recorder.close();
  });
  beforeEach(() => {
    recorder.reset();
    unhandled.length = 0;
    warnings.length = 0;
  });

  const oops = () => {
    throw new Error("oops");
  };

  const CONFIGS: [what: string, config: Config][] = [
    [
      "baseUrl",
      {
        get baseUrl(): string {
          return oops();
        },
      },
    ],
    [
      "a custom header",
      {
        customHeaders: {
          get "x-a"(): string {
            return oops();
          },
        },
      },
    ],
  ];

  for (const [what, config] of CONFIGS) {
    it(`a configuration whose getter throws is one that no call accepts: ${what}`, async () => {
      const medusa = new Medusa(config);
      for (let call = 0; call < 2; call += 1) {
        const error = await rejection(() => jobs(medusa).list());
        assert.ok(isMedusaUsageError(error), String(error));
      }
    });
  }

  it("a signal that can't forget a listener changes nothing", async () => {
    const signal: AbortSignalLike = {
      aborted: false,
      addEventListener() {},
      removeEventListener: oops,
    };
    assert.equal((await settled(jobs(clientOf(recorder)).list({}, {}, { signal }))).count, 1);
    recorder.always({ status: 404, body: "no" });
    await rejection(() => jobs(clientOf(recorder)).retrieve("x", {}, { signal }));
    await turn();
    assert.deepEqual(unhandled, []);
  });

  it("a signal that can't forget a listener ends a call", async () => {
    recorder.always(() => {});
    const controller = new AbortController();
    const { signal } = controller;
    Object.defineProperty(signal, "removeEventListener", { value: oops });
    const call = rejection(() => jobs(clientOf(recorder)).list({}, {}, { signal }));
    setTimeout(() => controller.abort("enough"), 20);
    assert.equal(await call, "enough");
    await turn();
    assert.deepEqual(unhandled, []);
  });

  it("a signal of a polyfill without a reason ends a call with an AbortError", async () => {
    recorder.always(() => {});
    const listeners = new Set<() => void>();
    const signal = {
      aborted: false,
      addEventListener: (_: "abort", listener: () => void) => void listeners.add(listener),
      removeEventListener: (_: "abort", listener: () => void) => void listeners.delete(listener),
    };
    const medusa = clientOf(recorder);
    const call = rejection(() => jobs(medusa).list({}, {}, { signal }));
    setTimeout(() => {
      signal.aborted = true;
      for (const listener of [...listeners]) listener();
    }, 20);
    const during = await call;
    const beforehand = await rejection(() => jobs(medusa).list({}, {}, { signal }));
    for (const error of [during, beforehand]) {
      assert.ok(error instanceof DOMException, String(error));
      assert.equal(error.name, "AbortError");
    }
    assert.equal(listeners.size, 0);
    await turn();
    assert.deepEqual(unhandled, []);
  });

  it("20 calls at once on one signal print no warning", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const medusa = clientOf(recorder);
    let most = 0;
    recorder.always((_, response) => {
      most = Math.max(most, getEventListeners(signal, "abort").length);
      response.end('{"batch_jobs":[]}');
    });
    const calls = Array.from({ length: 20 }, () => jobs(medusa).list({}, {}, { signal }));
    await settled(Promise.all(calls));
    await turn();
    assert.deepEqual(warnings, []);
    assert.equal(most, 1);
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  it("a hook that changes its event changes neither the log nor the request", async () => {
    const logged: RequestEvent[] = [];
    const medusa = clientOf(recorder, {
      onRequest: (event) => {
        Object.assign(event, { path: "/evil" });
        Object.assign(event.headers, { "x-evil": "1", Accept: "evil", accept: "evil" });
      },
      logger: { debug: (_, fields) => void logged.push(fields as RequestEvent) },
    });
    await jobs(medusa).list();
    assert.equal(logged.length, 1);
    assert.equal(logged[0]?.path, "/admin/batch-jobs");
    assert.doesNotMatch(JSON.stringify(logged), /evil/);
    assert.doesNotMatch(JSON.stringify(recorder.only().headers), /evil/);
  });

  it("a dedupe_token of the caller's own is the one that is sent", async () => {
    const medusa = clientOf(recorder, { dedupe: true });
    const context = { dedupe_token: "mine", other: 1 };
    await jobs(medusa).create({ type: "product-export", context });
    assert.deepEqual(recorder.only().json, { type: "product-export", context });
    assert.deepEqual(context, { dedupe_token: "mine", other: 1 });
  });
});
