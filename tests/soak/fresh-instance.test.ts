/**
 * The wasm runs out of memory for real: its maximum is 256 MiB, and texts of a request are copied into
 * it. The call that did it rejects; everything else goes on, on a fresh instance.
 */
// First: it has to be there before the wasm starts.

import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { beforeEach, describe, it } from "node:test";
import Medusa, { type Config, MedusaError } from "medusa-batch-jobs";
import { JOB } from "../wire/envelopes.ts";
import { medusaError, settled } from "../wire/outcome.ts";
import { wasmMemories } from "./wasm-memory.ts";

const TOO_LONG = "x".repeat(2 ** 28);
/** Fits in, but not together with its query, which is made within. */
const HALF_TOO_LONG = "x".repeat(2 ** 27);
const PATIENCE_MS = 20_000;

interface Sent {
  method: string;
  path: string;
  headers: Headers;
}

/** A server in memory. Answers wait for `open` where it is given. */
class Server {
  readonly requests: Sent[] = [];
  open: Promise<unknown> = Promise.resolve();
  /** Of the next requests, before those of a healthy server. */
  readonly answers: (() => Response)[] = [];

  client(config: Config = {}): Medusa {
    return new Medusa({ baseUrl: "https://shop.test", fetch: this.#fetch, ...config });
  }

  readonly #fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname: path } = new URL(url);
    const { method = "GET" } = init;
    this.requests.push({ method, path, headers: new Headers(init.headers) });
    await this.open;
    const answer = this.answers.shift();
    if (answer) return answer();
    if (path.endsWith("/token")) return Response.json({ access_token: "jwt.of.shop" });
    if (path.startsWith("/admin/auth")) {
      const headers = { "set-cookie": "connect.sid=s%3Aabc; Path=/; HttpOnly" };
      return Response.json({ user: { id: "usr_1" } }, { headers });
    }
    if (path.endsWith("/uploads")) return Response.json({ uploads: [] });
    return Response.json({ batch_job: JOB, batch_jobs: [JOB], count: 1 });
  };
}

const exhaust = ({ admin }: Medusa, type = TOO_LONG) =>
  medusaError(() => admin.batchJobs.list({ type }));

describe("when the wasm runs out of memory", () => {
  let server: Server;
  let medusa: Medusa;
  beforeEach(async () => {
    server = new Server();
    medusa = server.client();
    await Medusa.ready();
  });

  it("the call rejects with a MedusaError, and nothing was sent", async () => {
    const error = await exhaust(medusa);
    assert.equal(error.name, "MedusaError");
    assert.match(error.message, /memory/);
    assert.ok(error.cause instanceof WebAssembly.RuntimeError);
    assert.equal(error.mayHaveBeenProcessed, undefined);
    assert.deepEqual(server.requests, []);
  });

  it("the next call works, of this client and of others, on one fresh instance", async () => {
    const other = server.client();
    await other.admin.batchJobs.list();
    const instances = wasmMemories().length;
    await exhaust(medusa);
    for (const { admin } of [medusa, other, server.client()]) {
      assert.equal((await admin.batchJobs.retrieve("batch_1")).batch_job.id, JOB.id);
    }
    assert.equal(wasmMemories().length, instances + 1);
  });

  it("however often", async () => {
    for (let times = 0; times < 4; times += 1) {
      await exhaust(medusa);
      assert.equal((await medusa.admin.batchJobs.list()).count, 1);
    }
  });

  it("and when it does so in several calls at once", async () => {
    const failing = [medusa, medusa, server.client()].map((client) => exhaust(client));
    const working = [medusa, server.client()].map(({ admin }) => admin.batchJobs.list());
    await settled(Promise.all(failing), PATIENCE_MS);
    await settled(Promise.allSettled(working), PATIENCE_MS);
    assert.equal((await medusa.admin.batchJobs.list()).count, 1);
  });

  it("the token of getToken and the session cookie are still in use", async () => {
    const bySession = server.client();
    await medusa.admin.auth.getToken({ email: "ada@shop.test", password: "secret" });
    await bySession.admin.auth.createSession({ email: "ada@shop.test", password: "secret" });
    await exhaust(medusa);
    await medusa.admin.batchJobs.list();
    await bySession.admin.batchJobs.list();
    const [byToken, byCookie] = server.requests.slice(-2).map(({ headers }) => headers);
    assert.equal(byToken?.get("authorization"), "Bearer jwt.of.shop");
    assert.equal(byCookie?.get("cookie"), "connect.sid=s%3Aabc");
  });

  it("the config and a publishable key set later are still in use", async () => {
    const configured = server.client({ apiKey: "a key", customHeaders: { "x-shop": "1" } });
    configured.setPublishableKey("pk_1");
    await exhaust(configured);
    await configured.admin.batchJobs.list();
    const sent = server.requests.at(-1)?.headers;
    assert.equal(sent?.get("x-medusa-access-token"), "a key");
    assert.equal(sent?.get("x-shop"), "1");
    assert.equal(sent?.get("x-publishable-api-key"), "pk_1");
  });

  for (const [state, text] of [
    ["that has room", TOO_LONG],
    ["that is nearly full", HALF_TOO_LONG],
  ] as const) {
    it(`calls in flight on an instance ${state} end with what the server says`, async () => {
      let open = () => {};
      server.open = new Promise<void>((resolve) => {
        open = resolve;
      });
      const { signal } = new AbortController();
      const options = { signal };
      const { batchJobs, uploads, auth } = medusa.admin;
      const calls: Promise<unknown>[] = [
        batchJobs.list({}, {}, options),
        batchJobs.retrieve("batch_1", {}, options),
        batchJobs.create({ type: "product-export", context: {} }, {}, options),
        uploads.create({ name: "a.csv", content: "a" }, {}, options),
        auth.getSession({}, options),
      ];
      // Waits for its second attempt meanwhile.
      server.answers.push(() => new Response("", { status: 503 }));
      await exhaust(medusa, text);
      open();
      await settled(Promise.all(calls), PATIENCE_MS);
      assert.equal(server.requests.length, calls.length + 1);
      assert.equal(getEventListeners(signal, "abort").length, 0);
    });
  }

  it("a call in flight can be aborted", async () => {
    server.open = new Promise(() => {});
    const controller = new AbortController();
    const { signal } = controller;
    const call = medusa.admin.batchJobs.list({}, {}, { signal });
    await exhaust(medusa);
    controller.abort("enough");
    await assert.rejects(settled(call, PATIENCE_MS), (reason) => reason === "enough");
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  it("a sign-in in flight counts for the calls after it", async () => {
    const signingIn = medusa.admin.auth.getToken({ email: "ada@shop.test", password: "secret" });
    await exhaust(medusa);
    await signingIn;
    await medusa.admin.batchJobs.list();
    assert.equal(server.requests.at(-1)?.headers.get("authorization"), "Bearer jwt.of.shop");
  });

  it("calls that wait for a new sign-in are replayed, and the calls after them have their own", async () => {
    let renewals = 0;
    const onAuthExpired = async () => {
      renewals += 1;
      await exhaust(server.client(), HALF_TOO_LONG);
    };
    const expiring = server.client({ onAuthExpired });
    const unauthorized = () => new Response("Unauthorized", { status: 401 });
    for (const expected of [1, 2]) {
      server.answers.push(unauthorized, unauthorized);
      const calls = [expiring, expiring].map(({ admin }) => admin.batchJobs.list());
      for (const { count } of await settled(Promise.all(calls), PATIENCE_MS)) {
        assert.equal(count, 1);
      }
      assert.equal(renewals, expected);
    }
  });

  it("after something was sent, the error says that it may have been processed", async () => {
    const failing = server.client({ maxRetries: 0 });
    const fail = () => {
      throw new TypeError(TOO_LONG);
    };
    server.answers.push(fail, fail);
    const { batchJobs } = failing.admin;
    const payload = { type: "product-export", context: {} };
    const ofCreate = await medusaError(() => batchJobs.create(payload));
    const ofList = await medusaError(() => batchJobs.list());
    assert.equal(ofCreate.constructor, MedusaError);
    assert.equal(ofCreate.mayHaveBeenProcessed, true);
    assert.equal(ofList.mayHaveBeenProcessed, undefined);
    assert.equal((await batchJobs.list()).count, 1);
  });
});
