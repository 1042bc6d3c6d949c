/** Bodies of errors made to confuse who reads them: a MedusaApiError that says what it can. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { inspect } from "node:util";
import { isMedusaApiError, type MedusaApiError, MedusaError } from "medusa-batch-jobs";
import { errorAfter } from "./ending.ts";
import { http, json, RawServer } from "./raw-server.ts";

const STATUSES = ["400 Bad Request", "404 Not Found", "409 Conflict", "500 Internal Server Error"];

/** Names that mean something to engines, consoles, loggers or to code that handles errors. */
const MEANINGFUL = [
  "constructor",
  "toString",
  "toJSON",
  "then",
  "valueOf",
  "inspect",
  "nodejs.util.inspect.custom",
  "__proto__",
  "__defineGetter__",
  "stack",
  "cause",
  "name",
  "status",
  "response",
  "attempts",
  "method",
  "path",
  "isAxiosError",
  "mayHaveBeenProcessed",
  "retryAfterMs",
];

describe("hostile bodies of errors", () => {
  let server: RawServer;
  before(async () => {
    server = await RawServer.start();
  });
  after(() => server.close());

  async function apiError(body: string | Buffer, status = "400 Bad Request") {
    const error = await errorAfter(server, json(body, status));
    assert.ok(isMedusaApiError(error), String(error));
    assert.ok(error instanceof MedusaError && error instanceof Error);
    assert.equal(error.status, Number(status.split(" ", 1)[0]));
    assert.ok(inspect(error, { depth: 9 }).includes("MedusaApiError"));
    return error as MedusaApiError;
  }

  for (const value of ['"x"', '{"message":"x"}', "null", "[[]]", "true"]) {
    it(`fields with a meaning that hold ${value} stay in the data`, async () => {
      for (const status of STATUSES) {
        const fields = MEANINGFUL.map((name) => `${JSON.stringify(name)}:${value}`).join(",");
        const error = await apiError(`{${fields},"error":{${fields}}}`, status);
        assert.equal(error.name, "MedusaApiError");
        assert.equal(error.method, "GET");
        assert.equal(error.path, "/admin/batch-jobs/batch_1");
        assert.equal(error.attempts, 1);
        assert.equal(error.cause, undefined);
        assert.equal(error.retryAfterMs, undefined);
        assert.equal(error.response.status, error.status);
        const data = error.response.data as Record<string, unknown>;
        assert.equal(Object.getPrototypeOf(data), Object.prototype);
        assert.deepEqual(Object.keys(data).sort(), [...MEANINGFUL, "error"].sort());
        assert.equal(typeof Object.getPrototypeOf(error).toString, "function");
      }
    });
  }

  const WORDS = ['{"a":1}', '["a"]', "5", "true", "null", '{"toString":"a"}', '""'];
  it("message, type and code that are no texts are not taken for texts", async () => {
    for (const word of WORDS) {
      const error = await apiError(`{"message":${word},"type":${word},"code":${word}}`);
      assert.match(error.message, /^Request failed with status code 400 \(GET /);
      assert.ok(error.type === undefined || error.type === "", String(error.type));
      assert.ok(error.code === undefined || error.code === "", String(error.code));
    }
  });

  it("nested errors are data", async () => {
    const nested = '{"error":{"message":"a","errors":[{"message":"b","cause":{"message":"c"}}]}}';
    assert.deepEqual((await apiError(nested)).response.data, JSON.parse(nested));
    assert.deepEqual((await apiError(`[${nested}]`)).response.data, [JSON.parse(nested)]);
  });

  it("a message of megabytes, or with escapes that steer a terminal, becomes one short line", async () => {
    const long = "x".repeat(5_000_000);
    for (const answer of [`{"message":"${long}"}`, long, `<html><pre>${long}</pre></html>`]) {
      await apiError(answer);
    }
    const steering = "no\r\n2026-01-01 INFO all is well\u001b[2K\u001b]0;title\u0007\u009b31m";
    for (const answer of [JSON.stringify({ message: steering }), steering]) {
      assert.match((await apiError(answer)).message, /no/);
    }
    const typed = JSON.stringify({ message: "no", type: long, code: long });
    await apiError(typed);
  });

  it("pages with a million tags are read in no time", async () => {
    const started = performance.now();
    for (const page of ["<", "<pre", "<pre>", "<title>", "&amp;", "<br>", "<pre><pre>"]) {
      await apiError(`<${page.repeat(300_000)}`);
    }
    assert.ok(performance.now() - started < 5_000);
  });

  it("bytes that are no UTF-8 leave a MedusaApiError with its status", async () => {
    for (const status of STATUSES) {
      const broken = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x00, 0xc3, 0x28, 0x22]);
      assert.equal((await apiError(broken, status)).status, Number(status.slice(0, 3)));
    }
  });

  it("BOM, NUL, trailing garbage and lone surrogates leave one, too", async () => {
    const bom = await apiError('\ufeff{"message":"no","type":"a"}');
    assert.equal(bom.type, "a");
    for (const body of ['{"message":"no"}\0', '{"message":"no"} garbage', "\0\0\0", "{", '"'])
      await apiError(body);
    const { response } = await apiError('{"message":"\\ud800","\\udfff":"\\ud800"}');
    assert.deepEqual(response.data, { message: "\ud800", "\udfff": "\ud800" });
  });

  it("an error without a body, or with one that its length denies, has its status", async () => {
    for (const status of STATUSES) {
      const error = await errorAfter(
        server,
        http(status, ["content-length: 0"], '{"message":"no"}'),
      );
      assert.ok(isMedusaApiError(error));
      assert.equal(error.response.data, "");
    }
  });
});
