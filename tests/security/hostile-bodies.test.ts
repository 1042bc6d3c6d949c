/** Bodies of successes that are not what they should be: a typed error, or the value untouched. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import Medusa, { isMedusaResponseError, isMedusaUsageError } from "medusa-batch-jobs";
import { rejection } from "../wire/outcome.ts";
import { errorAfter, valueAfter } from "./ending.ts";
import { json, RawServer } from "./raw-server.ts";

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

const NOT_TEXT: [what: string, body: Buffer][] = [
  ["a byte that is in no UTF-8", bytes('{"batch_job":{"id":"', [0xff], '"}}')],
  ["a sequence that is cut off", bytes('{"batch_job":{"id":"', [0xe2, 0x82], '"}}')],
  ["a sequence that is too long", bytes('{"batch_job":{"id":"', [0xc0, 0xaf], '"}}')],
  ["a surrogate in UTF-8", bytes('{"batch_job":{"id":"', [0xed, 0xa0, 0x80], '"}}')],
  ["a code point beyond Unicode", bytes('{"batch_job":{"id":"', [0xf5, 0x80, 0x80, 0x80], '"}}')],
  ["a broken byte outside of any string", bytes('{"batch_job":{}}', [0xff])],
  ["a last character that is cut off", bytes('{"batch_job":{}}', [0xe2, 0x82])],
  ["Latin-1", Buffer.from('{"batch_job":{"id":"é"}}', "latin1")],
  ["UTF-16", Buffer.from('\ufeff{"batch_job":{}}', "utf16le")],
];

const NOT_JSON: [what: string, body: string][] = [
  ["nothing", ""],
  ["white space", " \r\n\t "],
  ["two objects", '{"batch_job":{}}{"batch_job":{}}'],
  ["trailing garbage", '{"batch_job":{}} and more'],
  ["a trailing NUL", '{"batch_job":{}}\0'],
  ["NULs between the tokens", '{\0"batch_job"\0:{}}'],
  ["a raw NUL in a string", '{"batch_job":{"id":"\0"}}'],
  ["a raw line feed in a string", '{"batch_job":{"id":"\n"}}'],
  ["a prefix against inclusion", ')]}\',\n{"batch_job":{}}'],
  ["two BOMs", '\ufeff\ufeff{"batch_job":{}}'],
  ["NaN", '{"batch_job":{"id":NaN}}'],
  ["single quotes", "{'batch_job':{}}"],
  ["comments", '{"batch_job":{}/* */}'],
  ["half an escape", '{"batch_job":{"id":"\\u12"}}'],
  ["JavaScript", 'callback({"batch_job":{}})'],
];

const OTHER_JSON = [
  "null",
  "true",
  "0",
  '"batch_job"',
  "[]",
  '[{"batch_job":{}}]',
  "{}",
  '{"batch_job":null}',
  '{"batch_job":[]}',
  '{"batch_job":"batch_1"}',
  '{"batch_job":7}',
  '{"batch_job":false}',
  '{"Batch_Job":{}}',
  '{"batch_job\u0000":{}}',
  '{"batch_job":{},"batch_job":null}',
  '{"__proto__":{"batch_job":{}}}',
];

describe("hostile bodies of successes", () => {
  let server: RawServer;
  before(async () => {
    server = await RawServer.start();
  });
  after(() => server.close());

  for (const [what, body] of NOT_TEXT) {
    it(`${what} is a MedusaResponseError, not a changed text`, async () => {
      const error = await errorAfter(server, json(body));
      assert.ok(isMedusaResponseError(error), String(error));
      assert.equal(error.status, 200);
    });
  }

  for (const [what, body] of NOT_JSON) {
    it(`${what} is a MedusaResponseError`, async () => {
      assert.ok(isMedusaResponseError(await errorAfter(server, json(body))));
    });
  }

  for (const body of OTHER_JSON) {
    it(`${JSON.stringify(body)} holds no batch_job`, async () => {
      assert.ok(isMedusaResponseError(await errorAfter(server, json(body))));
    });
  }

  const UNTOUCHED: [what: string, body: string][] = [
    ["lone surrogates in escapes", '{"id":"\\ud800","a\\udfff":"\\udc00\\ud800 \\ud83d"}'],
    ["an escaped NUL", '{"id":"a\\u0000b"}'],
    ["names that objects inherit", '{"constructor":1,"toString":2,"hasOwnProperty":3,"valueOf":4}'],
    ["names with a meaning", '{"then":"x","toJSON":"y","response":"z","next":1,"length":-1}'],
    ["an own __proto__", '{"__proto__":{"a":1},"b":{"__proto__":null}}'],
    ["numbers beyond what JavaScript holds", '{"a":1e999,"b":12345678901234567890,"c":-0}'],
    ["names that look like indices", '{"2":1,"1":2,"-1":3,"":4}'],
    ["characters of all planes", '{"id":"é€😀\u{10ffff}\u2028\ufffe"}'],
  ];
  for (const [what, job] of UNTOUCHED) {
    it(`${what} come through untouched`, async () => {
      const value = await valueAfter(server, json(`{"batch_job":${job},"more":${job}}`));
      const { batch_job, more } = value as Record<string, unknown>;
      const expected: unknown = JSON.parse(job);
      assert.deepEqual(batch_job, expected);
      assert.deepEqual(more, expected);
      assert.deepEqual(Object.entries(batch_job as object), Object.entries(expected as object));
    });
  }

  it("one BOM is none of the text", async () => {
    const value = await valueAfter(server, json('\ufeff{"batch_job":{"id":"a"}}'));
    assert.deepEqual((value as { batch_job: unknown }).batch_job, { id: "a" });
  });

  it("of duplicate keys the last counts, for the check and for the caller", async () => {
    const body = '{"batch_job":null,"batch_job":{"id":"a","id":"b"}}';
    const value = await valueAfter(server, json(body));
    assert.deepEqual((value as { batch_job: unknown }).batch_job, { id: "b" });
  });

  it("a then in the envelope makes no promise of it", async () => {
    const value = await valueAfter(server, json('{"batch_job":{},"then":"x","catch":{}}'));
    assert.equal((value as { then: unknown }).then, "x");
  });

  it("a response in the envelope is not taken for ours", async () => {
    const response = '{"status":500,"url":"http://evil.test","attempts":9}';
    const value = await valueAfter(server, json(`{"batch_job":{},"response":${response}}`));
    const { status, url, attempts } = (value as { response: Record<string, unknown> }).response;
    const ours = [200, `${server.url}/admin/batch-jobs/batch_1`, 1];
    assert.deepEqual([status, url, attempts], ours);
  });

  it("lone surrogates in arguments are refused: they would name something else", async () => {
    const { admin, ...medusa } = new Medusa({ baseUrl: server.url, maxRetries: 0 });
    assert.ok(medusa);
    const lone = "a\ud800b";
    const login = { email: lone, password: "12345678" };
    const calls: (() => Promise<unknown>)[] = [
      () => admin.batchJobs.retrieve(lone),
      () => admin.batchJobs.list({ order: lone }),
      () => admin.batchJobs.list({ [lone]: "a" } as object),
      () => admin.batchJobs.list({}, { "x-a": lone }),
      () => admin.custom.get(`/${lone}`),
      () => admin.custom.get("/a", { a: lone }),
      () => admin.uploads.create({ name: lone, content: "a" }),
      () => admin.uploads.delete({ file_key: lone }),
      () => admin.auth.createSession(login),
    ];
    server.answer();
    for (const call of calls) assert.ok(isMedusaUsageError(await rejection(call)), String(call));
    assert.equal(server.requests, 0);
  });
});
