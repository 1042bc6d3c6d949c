/** The configuration: defaults, what `undefined` means, retries, instances. */
import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { after, before, beforeEach, describe, it } from "node:test";
import * as entry from "medusa-batch-jobs";
import Medusa, { type Config, Medusa as Named } from "medusa-batch-jobs";
import { clientOf, rejection } from "./outcome.ts";
import { Recorder } from "./recorder.ts";

/** A fetch that notes the URLs it was called with and answers with a job. */
function noting(): { urls: string[]; fetch: NonNullable<Config["fetch"]> } {
  const urls: string[] = [];
  const fetch = (url: string) => {
    urls.push(url);
    return Promise.resolve(Response.json({ batch_job: {}, batch_jobs: [], count: 0 }));
  };
  return { urls, fetch: fetch as unknown as NonNullable<Config["fetch"]> };
}

const BASE_URLS: [given: string | undefined, used: string][] = [
  [undefined, "http://localhost:9000"],
  ["http://localhost:9000/", "http://localhost:9000"],
  ["http://shop.test", "http://shop.test"],
  ["https://shop.test/medusa", "https://shop.test/medusa"],
  ["https://shop.test/medusa/", "https://shop.test/medusa"],
  ["https://shop.test/a/b///", "https://shop.test/a/b"],
  ["http://[::1]:9000", "http://[::1]:9000"],
];

describe("configuration", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => void recorder.reset());

  for (const [given, used] of BASE_URLS) {
    it(`baseUrl ${given}`, async () => {
      const { urls, fetch } = noting();
      const config = { baseUrl: given, fetch } as Config;
      await new Medusa(config).admin.batchJobs.retrieve("x");
      assert.deepEqual(urls, [`${used}/admin/batch-jobs/x`]);
    });
  }

  it("no configuration at all is one", () => {
    assert.ok(new Medusa());
    assert.ok(new (Medusa as unknown as new (config: undefined) => Medusa)(undefined));
  });

  it("undefined means default everywhere", async () => {
    const members = [
      "maxRetries",
      "apiKey",
      "publishableApiKey",
      "customHeaders",
      "fetch",
      "timeoutMs",
    ];
    const all = Object.fromEntries(members.map((name) => [name, undefined]));
    const medusa = new Medusa({ ...all, baseUrl: recorder.url } as Config);
    const undefinedOptions = { signal: undefined, timeoutMs: undefined, maxRetries: undefined };
    await medusa.admin.batchJobs.create(
      { type: "x", context: {} },
      undefined,
      undefinedOptions as object,
    );
    const { headers } = recorder.only();
    assert.ok(headers["idempotency-key"], "maxRetries is 2 by default");
    assert.equal(headers["x-medusa-access-token"], undefined);
    assert.equal(headers["x-publishable-api-key"], undefined);
  });

  it("unknown members are left alone, as by medusa-js", async () => {
    await clientOf(recorder, { somethingElse: 1 } as Config).admin.batchJobs.list();
    assert.equal(recorder.requests.length, 1);
  });

  it("maxRetries is 2 by default: three attempts, one Idempotency-Key", async () => {
    const medusa = new Medusa({ baseUrl: recorder.url });
    recorder.always({ status: 503, body: "later" });
    const error = await rejection(() => medusa.admin.batchJobs.list());
    assert.equal((error as entry.MedusaApiError).attempts, 3);
    assert.equal(recorder.requests.length, 3);
  });

  it("a call that works at its second attempt says so", async () => {
    recorder.answer({ status: 502, body: "" });
    const { response } = await clientOf(recorder, { maxRetries: 1 }).admin.batchJobs.retrieve("x");
    assert.equal(response.attempts, 2);
  });

  it("one call keeps its Idempotency-Key over its attempts, the next has another", async () => {
    const medusa = clientOf(recorder, { maxRetries: 2 });
    recorder.answer({ status: 503, body: "" });
    await medusa.admin.batchJobs.cancel("x");
    await medusa.admin.batchJobs.cancel("x");
    const [first, again, next] = recorder.requests.map(({ headers }) => headers["idempotency-key"]);
    assert.ok(first && next);
    assert.equal(again, first);
    assert.notEqual(next, first);
  });

  it("a create the server may have done is not repeated", async () => {
    const medusa = clientOf(recorder, { maxRetries: 3 });
    for (const answer of [
      { status: 503, body: "" },
      (_: unknown, response: ServerResponse) => void response.socket?.destroy(),
    ]) {
      recorder.reset().answer(answer);
      await rejection(() => medusa.admin.batchJobs.create({ type: "x", context: {} }));
      assert.equal(recorder.requests.length, 1);
    }
  });

  it("maxRetries of the call wins over the configuration", async () => {
    recorder.always({ status: 503, body: "" });
    const none = clientOf(recorder, { maxRetries: 3 });
    await rejection(() => none.admin.batchJobs.list({}, {}, { maxRetries: 0 }));
    assert.equal(recorder.requests.length, 1);
    recorder.requests.length = 0;
    await rejection(() => clientOf(recorder).admin.batchJobs.list({}, {}, { maxRetries: 1 }));
    assert.equal(recorder.requests.length, 2);
  });

  it("a call's arguments are read when it is made, not later, once the wasm has started", async () => {
    await Medusa.ready();
    const medusa = clientOf(recorder);
    const payload = { type: "before", context: { list: ["before"] } };
    const query = { type: ["before"] };
    const headers = { "x-a": "before" };
    const calls = [
      medusa.admin.batchJobs.create(payload, headers),
      medusa.admin.batchJobs.list(query),
    ];
    payload.type = "after";
    payload.context.list.push("after");
    query.type.push("after");
    headers["x-a"] = "after";
    await Promise.all(calls);
    const created = recorder.requests.find(({ method }) => method === "POST");
    const listed = recorder.requests.find(({ method }) => method === "GET");
    assert.deepEqual(created?.json, { type: "before", context: { list: ["before"] } });
    assert.equal(created?.headers["x-a"], "before");
    assert.deepEqual(listed?.query, { type: ["before"], fields: "+dry_run" });
  });

  it("resources are the same objects every time", () => {
    const medusa = new Medusa();
    assert.equal(medusa.admin, medusa.admin);
    for (const name of ["auth", "batchJobs", "custom", "uploads"] as const) {
      assert.equal(medusa.admin[name], medusa.admin[name]);
    }
    assert.notEqual(medusa.admin, new Medusa().admin);
  });

  it("is exported by default and by name, its resources as medusa-js names them", () => {
    assert.equal(Medusa, Named);
    const { admin } = new Medusa();
    assert.ok(admin.batchJobs instanceof entry.AdminBatchJobsResource);
    assert.ok(admin.auth instanceof entry.AdminAuthResource);
    assert.ok(admin.uploads instanceof entry.AdminUploadsResource);
    assert.ok(admin.custom instanceof entry.AdminCustomResource);
  });

  it("instances share nothing: key, headers, publishable key", async () => {
    const first = clientOf(recorder, { apiKey: "first", customHeaders: { "x-a": "first" } });
    first.setPublishableKey("pk-first");
    const second = clientOf(recorder);
    await second.admin.batchJobs.list();
    const { headers } = recorder.only();
    assert.equal(headers["x-medusa-access-token"], undefined);
    assert.equal(headers["x-a"], undefined);
    assert.equal(headers["x-publishable-api-key"], undefined);
  });

  it("100 calls at once get their own answers", async () => {
    recorder.always((request, response) => {
      const id = decodeURIComponent(request.path.split("/").at(-1) ?? "");
      setTimeout(() => response.end(JSON.stringify({ batch_job: { id } })), Math.random() * 30);
    });
    const medusa = clientOf(recorder);
    const ids = Array.from({ length: 100 }, (_, n) => `batch_${n}`);
    const jobs = await Promise.all(ids.map((id) => medusa.admin.batchJobs.retrieve(id)));
    assert.deepEqual(
      jobs.map(({ batch_job }) => batch_job.id),
      ids,
    );
  });

  it("Medusa.ready() can be called any number of times", async () => {
    await Promise.all([Medusa.ready(), Medusa.ready()]);
    await Medusa.ready();
  });
});
