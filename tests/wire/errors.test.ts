/** Failed calls: which class, which message, which fields. */
import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { after, before, beforeEach, describe, it } from "node:test";
import { inspect } from "node:util";
import Medusa, * as entry from "medusa-batch-jobs";
import { clientOf, medusaError } from "./outcome.ts";
import { type Answer, Recorder } from "./recorder.ts";

const { isMedusaApiError, isMedusaConnectionError, isMedusaRedirectError, isMedusaResponseError } =
  entry;

const EXPRESS_PAGE = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Error</title></head>
<body><pre>SyntaxError: Unexpected token &#39;x&#39;<br> &nbsp; &nbsp;at JSON.parse (body.js:1:2)</pre></body>
</html>`;
const NGINX_PAGE =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body></html>";

const json = (status: number, body: unknown): Answer => ({ status, body });
const text = (status: number, body: string, contentType?: string): Answer => ({
  status,
  body,
  ...(contentType ? { headers: { "content-type": contentType } } : {}),
});

interface ApiCase {
  what: string;
  answer: Answer;
  message: string;
  type?: string;
  code?: string;
  data: unknown;
}

const NOT_FOUND = { type: "not_found", message: "Batch job with id x was not found" };
const UNKNOWN = {
  code: "unknown_error",
  type: "unknown_error",
  message: "An unknown error occurred.",
};
const FAILED = "Request failed with status code";

const API_CASES: ApiCase[] = [
  {
    what: "Medusa's JSON",
    answer: json(404, NOT_FOUND),
    message: `${FAILED} 404: ${NOT_FOUND.message}`,
    type: "not_found",
    data: NOT_FOUND,
  },
  {
    what: "Medusa's JSON with a code",
    answer: json(500, UNKNOWN),
    message: `${FAILED} 500: ${UNKNOWN.message}`,
    type: "unknown_error",
    code: "unknown_error",
    data: UNKNOWN,
  },
  {
    what: "text without a content type",
    answer: text(401, "Unauthorized"),
    message: `${FAILED} 401: Unauthorized`,
    data: "Unauthorized",
  },
  {
    what: "text/plain",
    answer: text(401, "Unauthorized", "text/plain"),
    message: `${FAILED} 401: Unauthorized`,
    data: "Unauthorized",
  },
  {
    what: "text that claims to be JSON",
    answer: text(400, "Nope", "application/json"),
    message: `${FAILED} 400: Nope`,
    data: "Nope",
  },
  {
    what: "JSON that claims to be text",
    answer: text(404, JSON.stringify(NOT_FOUND), "text/plain"),
    message: `${FAILED} 404: ${NOT_FOUND.message}`,
    type: "not_found",
    data: NOT_FOUND,
  },
  {
    what: "an Express page",
    answer: text(400, EXPRESS_PAGE, "text/html"),
    message: `${FAILED} 400: SyntaxError: Unexpected token 'x'`,
    data: EXPRESS_PAGE,
  },
  {
    what: "an nginx page",
    answer: text(502, NGINX_PAGE, "text/html"),
    message: `${FAILED} 502: 502 Bad Gateway`,
    data: NGINX_PAGE,
  },
  { what: "nothing", answer: { status: 503 }, message: `${FAILED} 503`, data: "" },
  {
    what: "JSON without a message",
    answer: json(422, { errors: [1] }),
    message: `${FAILED} 422`,
    data: { errors: [1] },
  },
  {
    what: "a message that is no text",
    answer: json(400, { message: { a: 1 }, type: 5 }),
    message: `${FAILED} 400`,
    data: { message: { a: 1 }, type: 5 },
  },
  { what: "a JSON array", answer: json(400, ["a"]), message: `${FAILED} 400`, data: ["a"] },
  {
    what: "status 413",
    answer: text(413, "<html><pre>PayloadTooLargeError</pre></html>"),
    message: `${FAILED} 413: PayloadTooLargeError`,
    data: "<html><pre>PayloadTooLargeError</pre></html>",
  },
];

const NOT_RESULTS: [what: string, answer: Answer][] = [
  ["HTML with 200", text(200, EXPRESS_PAGE, "text/html")],
  ["HTML with 200 that claims to be JSON", text(200, NGINX_PAGE, "application/json")],
  ["truncated JSON", text(200, '{"batch_job":{"id":"x"', "application/json")],
  ["an empty body", { status: 200 }],
  ["204", { status: 204 }],
  ["a text", text(200, "OK", "text/plain")],
  ["null", text(200, "null", "application/json")],
  ["an array", json(200, [])],
  ["no envelope key", json(200, {})],
  ["another envelope key", json(200, { batch_jobs: [] })],
  ["an envelope key that is null", json(200, { batch_job: null })],
  ["an envelope key of another kind", json(200, { batch_job: "x" })],
  ["an envelope array instead of an object", json(200, { batch_job: [] })],
  ["an inherited envelope key", text(200, '{"__proto__":{"batch_job":{}}}', "application/json")],
  ["JSON and more", text(200, '{"batch_job":{}} {"batch_job":{}}', "application/json")],
];

describe("errors", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => void recorder.reset());

  const retrieve = (medusa: Medusa) => () => medusa.admin.batchJobs.retrieve("x");

  for (const { what, answer, message, type, code, data } of API_CASES) {
    it(`an error status with ${what}`, async () => {
      recorder.answer(answer);
      const error = await medusaError(retrieve(clientOf(recorder)));
      assert.ok(isMedusaApiError(error), inspect(error));
      assert.equal(error.message, `${message} (GET /admin/batch-jobs/x)`);
      assert.equal(error.type, type);
      assert.equal(error.code, code);
      assert.deepEqual(error.response.data, data);
      assert.equal(error.response.status, error.status);
      assert.equal(error.isAxiosError, true);
      assert.equal(error.method, "GET");
      assert.equal(error.path, "/admin/batch-jobs/x");
      assert.equal(error.attempts, 1);
    });
  }

  for (const [what, answer] of NOT_RESULTS) {
    it(`a success with ${what} is an error`, async () => {
      recorder.answer(answer);
      const error = await medusaError(retrieve(clientOf(recorder)));
      assert.ok(isMedusaResponseError(error), inspect(error));
      assert.match(error.message, /GET \/admin\/batch-jobs\/x/);
      assert.ok(error.message.length < 600, "dumps the body");
      assert.equal(typeof error.response.status, "number");
    });
  }

  it("works as the admin's code written for medusa-js does", async () => {
    recorder.answer({
      status: 400,
      statusText: "Bad Request",
      headers: { "X-Trace": "1" },
      body: NOT_FOUND,
    });
    const error = await medusaError(retrieve(clientOf(recorder)));
    assert.ok(isMedusaApiError(error));
    const { response } = error;
    for (const key of ["data", "headers", "status", "statusText"]) assert.ok(key in response, key);
    assert.equal(response.statusText, "Bad Request");
    assert.equal(response.headers["x-trace"], "1");
    // admin-ui/ui/src/utils/error-messages.ts
    const { data } = error.response as { data: { message: string } };
    assert.equal(data.message, NOT_FOUND.message);
  });

  it("every class is an Error, a MedusaError, has its name and its guard", async () => {
    const classes = ["Usage", "Api", "Connection", "Timeout", "Response", "Redirect"];
    const all = entry as unknown as Record<string, unknown>;
    for (const kind of classes) {
      const Class = all[`Medusa${kind}Error`] as { prototype: unknown };
      assert.ok(Class.prototype instanceof entry.MedusaError, kind);
      const guard = all[`isMedusa${kind}Error`] as (value: unknown) => boolean;
      for (const other of [undefined, null, 1, "x", {}, new Error("x"), new TypeError("x")]) {
        assert.equal(guard(other), false);
      }
    }
    recorder.answer(json(404, NOT_FOUND));
    const error = await medusaError(retrieve(clientOf(recorder)));
    const told = classes.filter((kind) =>
      (all[`isMedusa${kind}Error`] as typeof isMedusaApiError)(error),
    );
    assert.deepEqual(told, ["Api"]);
    assert.equal(error.name, "MedusaApiError");
    assert.ok(error instanceof Error && entry.isMedusaError(error));
    assert.match(error.stack ?? "", /MedusaApiError/);
  });

  it("a refused connection", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const medusa = new Medusa({ baseUrl: `http://127.0.0.1:${port}`, maxRetries: 0 });
    const error = await medusaError(retrieve(medusa));
    assert.ok(isMedusaConnectionError(error), inspect(error));
    assert.equal(error.code, "ECONNREFUSED");
    assert.ok(error.cause instanceof Error);
    assert.match(error.message, /GET \/admin\/batch-jobs\/x/);
  });

  it("an unknown host", async () => {
    const medusa = new Medusa({ baseUrl: "http://no-such-host.invalid", maxRetries: 0 });
    const error = await medusaError(retrieve(medusa));
    assert.ok(isMedusaConnectionError(error), inspect(error));
  });

  it("a connection that breaks before and in the answer", async () => {
    const breaks: Answer[] = [
      (_, response) => void response.socket?.destroy(),
      (_, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
        response.write('{"batch_job":{');
        setTimeout(() => response.socket?.destroy(), 20);
      },
    ];
    for (const answer of breaks) {
      recorder.answer(answer);
      const error = await medusaError(retrieve(clientOf(recorder)));
      assert.ok(isMedusaConnectionError(error), inspect(error));
    }
  });

  it("a redirect is not followed", async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      recorder.reset().answer({ status, headers: { location: "https://evil.test/x?token=1" } });
      const error = await medusaError(retrieve(clientOf(recorder)));
      assert.ok(isMedusaRedirectError(error), inspect(error));
      assert.equal(error.location, "https://evil.test");
      assert.ok(!error.message.includes("token=1"));
      assert.equal(recorder.requests.length, 1);
    }
  });

  it("a page or a text makes a message of one line and bounded length", async () => {
    const long = "lang ".repeat(5000);
    for (const body of [
      `${long}\nzweite Zeile`,
      `<html><body><p>${long}</p>\n<p>x</p></body></html>`,
    ]) {
      recorder.answer(text(500, body));
      const error = await medusaError(retrieve(clientOf(recorder)));
      assert.ok(error.message.length < 1000, `${error.message.length} characters`);
      assert.ok(!error.message.includes("\n"));
    }
  });
});
