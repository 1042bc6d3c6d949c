/** `dedupe`: a create carries a token in its job's context, by which the job can be found again. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { type Config, isMedusaUsageError, type RequestOptions } from "medusa-batch-jobs";
import { clientOf, rejection } from "./outcome.ts";
import { type RecordedRequest, Recorder } from "./recorder.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

type Context = Record<string, unknown>;
const contextOf = ({ json }: RecordedRequest) => (json as { context: Context }).context;

describe("dedupe", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => void recorder.reset());

  const create = (config: Config, options: RequestOptions = {}, context: Context = {}) =>
    clientOf(recorder, config).admin.batchJobs.create({ type: "x", context }, undefined, options);

  it("adds a random token beside what the context has, and one request is enough", async () => {
    await create({ dedupe: true }, {}, { filterable_fields: { status: ["a"] }, é: null });
    const { dedupe_token, ...others } = contextOf(recorder.only());
    assert.match(String(dedupe_token), UUID);
    assert.deepEqual(others, { filterable_fields: { status: ["a"] }, é: null });
    const sent = recorder.only().json as Context;
    assert.deepEqual(Object.keys(sent).sort(), ["context", "type"]);
  });

  it("leaves the caller's objects as they were, also frozen ones", async () => {
    const context = Object.freeze({ a: Object.freeze({ b: 1 }) });
    const payload = Object.freeze({ type: "x", context, dry_run: true });
    const before = structuredClone(payload);
    await clientOf(recorder, { dedupe: true }).admin.batchJobs.create(payload);
    assert.deepEqual(payload, before);
    assert.equal((recorder.only().json as Context)["dry_run"], true);
  });

  it("each call has a token of its own, each attempt of a call the same", async () => {
    const tokens = new Set<unknown>();
    for (let i = 0; i < 20; i += 1) {
      recorder.reset();
      await create({ dedupe: true });
      tokens.add(contextOf(recorder.only())["dedupe_token"]);
    }
    assert.equal(tokens.size, 20);
    recorder.reset().answer({ status: 429 }, { status: 429 });
    const { response } = await create({ dedupe: true, maxRetries: 2 });
    assert.equal(response.attempts, 3);
    assert.equal(new Set(recorder.requests.map((sent) => contextOf(sent)["dedupe_token"])).size, 1);
  });

  const CHOICES: [ofClient: boolean | undefined, ofCall: boolean | undefined, token: boolean][] = [
    [undefined, undefined, false],
    [true, undefined, true],
    [false, undefined, false],
    [undefined, true, true],
    [undefined, false, false],
    [true, false, false],
    [false, true, true],
    [true, true, true],
  ];
  for (const [ofClient, ofCall, token] of CHOICES) {
    it(`of the client ${ofClient}, of the call ${ofCall}: ${token ? "a token" : "none"}`, async () => {
      const config: Config = { dedupe: ofClient };
      await create(config, { dedupe: ofCall });
      assert.deepEqual(Object.keys(contextOf(recorder.only())), token ? ["dedupe_token"] : []);
    });
  }

  it("adds it to imports, too, beside their file", async () => {
    const { admin } = clientOf(recorder, { dedupe: true });
    await admin.batchJobs.create({ type: "product-import", context: { fileKey: "a.csv" } });
    const { fileKey, dedupe_token } = contextOf(recorder.only());
    assert.equal(fileKey, "a.csv");
    assert.match(String(dedupe_token), UUID);
  });

  it("adds it to nothing else", async () => {
    const { admin } = clientOf(recorder, { dedupe: true });
    await admin.batchJobs.list();
    await admin.batchJobs.confirm("batch_1", undefined, { dedupe: true });
    await admin.custom.post("/batch-jobs", { type: "x", context: {} });
    await admin.auth.getToken({ email: "a@b.c", password: "12345678" });
    for (const { url, body } of recorder.requests) assert.ok(!`${url}${body}`.includes("dedupe"));
  });

  it("is no header and no part of the query", async () => {
    await create({ dedupe: true }, { dedupe: true });
    const { url, rawHeaders } = recorder.only();
    assert.ok(!`${url}${rawHeaders}`.toLowerCase().includes("dedupe"));
  });

  it("a payload that JSON makes something else of is refused, or sent as that", async () => {
    const made = (value: unknown) => ({ toJSON: () => value });
    const payloads: unknown[] = [
      { type: "x", context: made(null) },
      { type: "x", context: made(undefined) },
      { type: "x", context: made("a") },
      { type: "x", context: made([]) },
      { type: "x", context: {}, ...made(null) },
      { type: "x", context: {}, ...made(5) },
      { type: "x", context: {}, ...made({ a: 1 }) },
      { type: "x\ud800", context: { fileKey: "a.csv" } },
      { type: "x", context: { fileKey: "a\ud800" } },
      { type: "x", context: JSON.parse('{"__proto__":null,"constructor":1}') },
    ];
    for (const payload of payloads) {
      for (const dedupe of [true, false]) {
        const { batchJobs } = clientOf(recorder, { dedupe }).admin;
        await batchJobs.create(payload as Parameters<typeof batchJobs.create>[0]).catch((error) => {
          assert.ok(isMedusaUsageError(error), `${JSON.stringify(payload)}: ${String(error)}`);
        });
      }
    }
  });

  it("that is neither true nor false is refused", async () => {
    for (const dedupe of [1, "true", {}, null]) {
      const odd = dedupe as unknown as boolean;
      assert.ok(isMedusaUsageError(await rejection(() => create({ dedupe: odd }))), String(dedupe));
      assert.ok(isMedusaUsageError(await rejection(() => create({}, { dedupe: odd }))));
    }
    assert.equal(recorder.requests.length, 0);
  });
});
