/** What a successful call resolves to: the server's data, plain, and one `response`. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { JOB } from "./envelopes.ts";
import { MedusaJs } from "./medusa-js.ts";
import { anyClientOf, clientOf } from "./outcome.ts";
import { Recorder } from "./recorder.ts";
import type { AnyClient } from "./row.ts";

type Call = [what: string, status: number, call: (medusa: AnyClient) => Promise<unknown>];

const LOGIN = { email: "a@b.c", password: "x" };

const CALLS: Call[] = [
  ["batchJobs.create", 201, (m) => m.admin.batchJobs.create({ type: "x", context: {} })],
  ["batchJobs.list", 200, (m) => m.admin.batchJobs.list({ fields: "id" })],
  ["batchJobs.retrieve", 200, (m) => m.admin.batchJobs.retrieve("x")],
  ["batchJobs.confirm", 200, (m) => m.admin.batchJobs.confirm("x")],
  ["batchJobs.cancel", 200, (m) => m.admin.batchJobs.cancel("x")],
  ["auth.createSession", 200, (m) => m.admin.auth.createSession(LOGIN)],
  ["auth.getSession", 200, (m) => m.admin.auth.getSession()],
  ["auth.getToken", 200, (m) => m.admin.auth.getToken(LOGIN)],
  ["uploads.delete", 200, (m) => m.admin.uploads.delete({ file_key: "a" })],
  [
    "uploads.getPresignedDownloadUrl",
    200,
    (m) => m.admin.uploads.getPresignedDownloadUrl({ file_key: "a" }),
  ],
  ["custom.get", 200, (m) => m.admin.custom.get("/x")],
  ["custom.post", 200, (m) => m.admin.custom.post("/x", {})],
  ["custom.delete", 200, (m) => m.admin.custom.delete("/x")],
];

function assertPlain(value: unknown): void {
  if (value === null || typeof value !== "object") return;
  const expected = Array.isArray(value) ? Array.prototype : Object.prototype;
  assert.equal(Object.getPrototypeOf(value), expected);
  for (const inner of Object.values(value)) assertPlain(inner);
}

describe("results", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => void recorder.reset());

  const theirs = () => new MedusaJs({ baseUrl: recorder.url, maxRetries: 0 });

  for (const [what, status, call] of CALLS) {
    it(`${what}: medusa-js' data, plain, cloneable, with a plain response`, async () => {
      const their = (await call(theirs())) as Record<string, unknown>;
      const our = (await call(anyClientOf(recorder))) as Record<string, unknown>;
      const { response: _, ...theirData } = their;
      const { response, ...ourData } = our;
      assert.deepEqual(ourData, theirData);
      assertPlain(our);
      assert.deepEqual(structuredClone(our), our);
      assert.deepEqual(JSON.parse(JSON.stringify(our)), our);
      assert.deepEqual(Object.keys(response as object).sort(), [
        "attempts",
        "headers",
        "status",
        "statusText",
        "url",
      ]);
      const { attempts, url, ...rest } = response as Record<string, unknown>;
      assert.equal(rest.status, status);
      assert.equal(attempts, 1);
      assert.equal(url, recorder.url + recorder.requests[1]?.url);
    });
  }

  it("response carries what the server said", async () => {
    recorder.answer({
      status: 200,
      statusText: "Quite OK",
      headers: { ETag: 'W/"1"', "X-Trace": "abc", "set-cookie": ["a=1", "b=2"] },
      body: { batch_job: JOB },
    });
    const { response } = await clientOf(recorder).admin.batchJobs.retrieve("x");
    assert.equal(response.statusText, "Quite OK");
    assert.equal(response.headers.etag, 'W/"1"');
    assert.equal(response.headers["x-trace"], "abc");
    assert.match(response.headers["content-type"] ?? "", /^application\/json/);
    assert.equal("set-cookie" in response.headers, false);
  });

  it("unknown fields, deep nesting and every JSON value come through untouched", async () => {
    const context = {
      a: [[[{ b: null }]]],
      n: 1e300,
      m: -0.5,
      t: true,
      u: "订单 🛒 \u2028",
      "": 0,
    };
    const batch_job = { ...JOB, context, status: "a_status_of_a_later_version" };
    recorder.answer({ body: { batch_job, envelope_of_later: 1 } });
    const { response: _, ...data } = await clientOf(recorder).admin.batchJobs.retrieve("x");
    assert.deepEqual(data, { batch_job, envelope_of_later: 1 });
  });

  it("a response key in the data gives way to the response, as in medusa-js", async () => {
    recorder.answer({ body: { batch_job: JOB, response: "mine" } });
    const { response } = await clientOf(recorder).admin.batchJobs.retrieve("x");
    assert.equal(response.status, 200);
  });

  it("__proto__ in the data is data", async () => {
    recorder.answer({
      headers: { "content-type": "application/json" },
      body: '{"batch_job":{"id":"x","context":{"__proto__":{"polluted":1}}},"__proto__":{"polluted":2}}',
    });
    const { batch_job } = await clientOf(recorder).admin.batchJobs.retrieve("x");
    assert.equal(({} as { polluted?: number }).polluted, undefined);
    assert.ok(Object.hasOwn(batch_job.context ?? {}, "__proto__"));
  });

  it("deleteSession resolves to a response only: medusa-js spreads the text OK", async () => {
    const their = await theirs().admin.auth.deleteSession();
    assert.equal((their as Record<string, unknown>)[0], "O");
    const our = await clientOf(recorder).admin.auth.deleteSession();
    assert.deepEqual(Object.keys(our), ["response"]);
    assert.equal(our.response.status, 200);
  });

  it("a list of 5,000 jobs with long texts arrives whole", async () => {
    const jobs = Array.from({ length: 5000 }, (_, n) => ({ ...JOB, id: `batch_${n} ü` }));
    recorder.answer({ body: { batch_jobs: jobs, count: 5000, offset: 0, limit: 0 } });
    const { batch_jobs } = await clientOf(recorder).admin.batchJobs.list({ limit: 0 });
    assert.deepEqual(batch_jobs, jobs);
  });

  it("JSON with a byte order mark, without a content type, with white space around", async () => {
    for (const body of [
      `\ufeff${JSON.stringify({ batch_job: JOB })}`,
      ` \n{"batch_job":{}}\r\n `,
    ]) {
      recorder.answer({ body });
      const { batch_job } = await clientOf(recorder).admin.batchJobs.retrieve("x");
      assert.equal(typeof batch_job, "object");
    }
  });
});
