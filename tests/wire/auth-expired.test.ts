/** `onAuthExpired`: one call for any number of 401s, then each call once more. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import Medusa, { type Config, isMedusaApiError } from "medusa-batch-jobs";
import { plausibleAnswer } from "./envelopes.ts";
import { clientOf, rejection, settled } from "./outcome.ts";
import { type RecordedRequest, Recorder } from "./recorder.ts";

const LOGIN = { email: "a@b.c", password: "12345678" };

/** A backend that takes one token only, and gives out another at each sign-in. */
class Backend {
  token = "token-0";
  #issued = 0;

  constructor(readonly recorder: Recorder) {}

  /** From now on no token is valid that was given out. */
  expire(): void {
    this.token = "none";
  }

  start(): void {
    this.recorder.reset().always((request, response) => {
      if (request.path === "/admin/auth/token") {
        this.#issued += 1;
        this.token = `token-${this.#issued}`;
        response.end(JSON.stringify({ access_token: this.token }));
      } else if (request.headers.authorization === `Bearer ${this.token}`) {
        const { status = 200, body } = plausibleAnswer(request);
        response.statusCode = status;
        response.end(JSON.stringify(body));
      } else {
        response.statusCode = 401;
        response.end("Unauthorized");
      }
    });
  }
}

describe("onAuthExpired", () => {
  let recorder: Recorder;
  let backend: Backend;
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  before(async () => {
    recorder = await Recorder.start();
    process.on("unhandledRejection", note);
  });
  after(() => {
    process.off("unhandledRejection", note);
    assert.deepEqual(unhandled, []);
    return recorder.close();
  });
  beforeEach(() => {
    backend = new Backend(recorder);
    backend.start();
  });

  const jobs = ({ method, path }: RecordedRequest) =>
    method === "GET" && path.startsWith("/admin/batch-jobs");

  /** A client that signs in again, and how often it did. */
  function renewing(config: Config = {}) {
    const seen: unknown[] = [];
    const medusa: Medusa = clientOf(recorder, {
      onAuthExpired: async (client) => {
        seen.push(client);
        await client.admin.auth.getToken(LOGIN);
      },
      ...config,
    });
    return { medusa, seen };
  }

  const is401 = (error: unknown) => {
    assert.ok(isMedusaApiError(error), String(error));
    assert.equal(error.status, 401);
  };

  it("is called once for 50 calls at once, and each of them is made once more", async () => {
    const { medusa, seen } = renewing();
    const calls = Array.from({ length: 50 }, (_, i) =>
      medusa.admin.batchJobs.retrieve(`batch_${i}`),
    );
    const results = await settled(Promise.all(calls));
    assert.equal(results.length, 50);
    assert.deepEqual(seen, [medusa]);
    assert.equal(recorder.requests.filter(jobs).length, 100);
    assert.equal(recorder.requests.length, 101);
  });

  it("needs no retries, and repeats what was sent as it was", async () => {
    const { medusa, seen } = renewing({ maxRetries: 0 });
    const { admin } = medusa;
    await admin.batchJobs.create({ type: "x", context: { a: 1 } }, { "x-trace": "1" });
    backend.expire();
    await admin.uploads.create({ name: "a.csv", content: "a,b\n" });
    assert.equal(seen.length, 2);
    for (const path of ["/admin/batch-jobs", "/admin/uploads"]) {
      const sent = recorder.requests.filter((request) => request.path === path);
      const [first, second, ...more] = sent;
      assert.ok(first && second && more.length === 0, path);
      assert.equal(second.headers["x-trace"], first.headers["x-trace"]);
      assert.equal(second.headers["content-type"], first.headers["content-type"]);
      assert.deepEqual(second.body, first.body);
      assert.equal(
        second.headers.authorization,
        `Bearer ${path.endsWith("jobs") ? "token-1" : "token-2"}`,
      );
    }
  });

  it("is called again when the next token expires", async () => {
    const { medusa, seen } = renewing();
    for (let i = 0; i < 4; i += 1) {
      backend.expire();
      await medusa.admin.batchJobs.list();
      await medusa.admin.batchJobs.list();
    }
    assert.equal(seen.length, 4);
    assert.equal(recorder.requests.filter(jobs).length, 12);
  });

  it("does not help against a second 401: that is the error", async () => {
    let calls = 0;
    const { medusa } = renewing({
      maxRetries: 2,
      onAuthExpired: () => {
        calls += 1;
      },
    });
    is401(await rejection(() => medusa.admin.batchJobs.list()));
    assert.equal(calls, 1);
    assert.equal(recorder.requests.length, 2);
  });

  const FAILING: [what: string, hook: () => unknown][] = [
    [
      "throws",
      () => {
        throw new Error("mine");
      },
    ],
    ["rejects", () => Promise.reject(new Error("mine"))],
    ["rejects later, with nothing", () => pause(20).then(() => Promise.reject())],
  ];
  for (const [what, hook] of FAILING) {
    it(`that ${what} leaves each call with its own 401`, async () => {
      let calls = 0;
      const { medusa } = renewing({
        onAuthExpired: () => {
          calls += 1;
          return hook();
        },
      });
      const all = [1, 2, 3, 4].map(() => rejection(() => medusa.admin.batchJobs.list()));
      for (const error of await Promise.all(all)) is401(error);
      assert.equal(calls, 1);
      assert.equal(recorder.requests.length, 4);
      // Later calls are given another chance.
      is401(await rejection(() => medusa.admin.batchJobs.list()));
      assert.equal(calls, 2);
    });
  }

  it("that hangs holds up nobody whose signal is aborted", async () => {
    const { medusa } = renewing({ onAuthExpired: () => new Promise(() => {}) });
    const abort = new AbortController();
    const started = performance.now();
    const call = rejection(() => medusa.admin.batchJobs.list({}, {}, { signal: abort.signal }));
    const other = rejection(() =>
      medusa.admin.batchJobs.list({}, {}, { signal: AbortSignal.timeout(1_000) }),
    );
    setTimeout(() => abort.abort("enough"), 50);
    assert.equal(await call, "enough");
    assert.ok(performance.now() - started < 900);
    assert.equal(((await other) as DOMException).name, "TimeoutError");
    assert.equal(recorder.requests.length, 2);
  });

  it("one who aborts takes the renewal from nobody else", async () => {
    const abort = new AbortController();
    let calls = 0;
    const { medusa } = renewing({
      onAuthExpired: async (client) => {
        calls += 1;
        abort.abort("enough");
        await pause(30);
        await client.admin.auth.getToken(LOGIN);
      },
    });
    const first = rejection(() => medusa.admin.batchJobs.list({}, {}, { signal: abort.signal }));
    const second = medusa.admin.batchJobs.retrieve("batch_1");
    assert.equal(await first, "enough");
    assert.equal((await settled(second)).response.status, 200);
    assert.equal(calls, 1);
  });

  it("may make any call with the client; those do not wait for it", async () => {
    const inner: unknown[] = [];
    const { medusa } = renewing({
      timeoutMs: 500,
      onAuthExpired: async (client) => {
        // Not signed in yet: a 401 of its own, which must not wait for this very hook without end.
        inner.push(await client.admin.batchJobs.list().catch((error: unknown) => error));
        await client.admin.auth.getToken(LOGIN);
        inner.push(await client.admin.batchJobs.retrieve("inner"));
      },
    });
    const { response } = await settled(medusa.admin.batchJobs.retrieve("outer"), 5_000);
    assert.equal(response.status, 200);
    is401(inner[0]);
    assert.equal(
      (inner[1] as typeof response & { response: typeof response }).response.status,
      200,
    );
  });

  it("that fails to sign in reports the 401 of the call", async () => {
    const { medusa } = renewing();
    recorder.always({ status: 401, body: "Unauthorized" });
    const error = await rejection(() => medusa.admin.batchJobs.retrieve("batch_1"));
    is401(error);
    assert.equal((error as { path?: string }).path, "/admin/batch-jobs/batch_1");
  });

  it("a 401 that comes late, for a token renewed since, is repeated without another call", async () => {
    const { medusa, seen } = renewing();
    let answerLate = () => {};
    recorder.answer((_, response) => {
      answerLate = () => {
        response.statusCode = 401;
        response.end("Unauthorized");
      };
    });
    const late = medusa.admin.batchJobs.retrieve("late");
    while (recorder.requests.length < 1) await pause(5);
    await medusa.admin.batchJobs.retrieve("early");
    assert.equal(seen.length, 1);
    answerLate();
    assert.equal((await settled(late)).response.status, 200);
    assert.equal(seen.length, 1);
    assert.equal(recorder.requests.filter(jobs).length, 4);
  });

  it("is never called for signing in, out, or asking who is", async () => {
    const { medusa, seen } = renewing();
    recorder.always({ status: 401, body: "Unauthorized" });
    const { auth } = medusa.admin;
    is401(await rejection(() => auth.createSession(LOGIN)));
    is401(await rejection(() => auth.getToken(LOGIN)));
    is401(await rejection(() => auth.getSession()));
    is401(await rejection(() => auth.deleteSession()));
    assert.equal(seen.length, 0);
    assert.equal(recorder.requests.length, 4);
  });

  it("is for 401 only", async () => {
    const { medusa, seen } = renewing();
    for (const status of [400, 403, 404, 407, 419, 500]) {
      recorder.always({ status, body: "no" });
      await rejection(() => medusa.admin.batchJobs.list());
    }
    assert.equal(seen.length, 0);
  });

  it("without it a 401 is an error at once", async () => {
    is401(await rejection(() => clientOf(recorder, { maxRetries: 2 }).admin.batchJobs.list()));
    assert.equal(recorder.requests.length, 1);
  });

  it("one client's renewal is none of another's", async () => {
    const one = renewing();
    const two = renewing();
    await Promise.all([one.medusa.admin.batchJobs.list(), pause(1)]);
    assert.deepEqual([one.seen.length, two.seen.length], [1, 0]);
    backend.expire();
    await two.medusa.admin.batchJobs.list();
    assert.deepEqual([one.seen.length, two.seen.length], [1, 1]);
  });
});
