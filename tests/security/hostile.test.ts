/** Heads and framing that no HTTP library would send: a typed error in time and in bounded memory. */
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { after, before, describe, it } from "node:test";
import {
  isMedusaApiError,
  isMedusaConnectionError,
  isMedusaRedirectError,
  isMedusaResponseError,
  isMedusaTimeoutError,
} from "medusa-batch-jobs";
import { errorAfter, retrieve, valueAfter } from "./ending.ts";
import { HEALTHY, http, json, type RawAnswer, RawServer } from "./raw-server.ts";

const JOB = '{"batch_job":{"id":"batch_1"}}';
const JSON_TYPE = "content-type: application/json";
const MB = 1_000_000;

/** Sends something, then hangs up. */
const hangup = (bytes: string | Buffer) => (socket: Socket) => void socket.end(bytes);

/** Writes pieces as long as the client listens, and ends no later than a test may take. */
function endless(first: string, piece: string | Buffer, everyMs = 0) {
  const sent = { bytes: 0 };
  const answer = (socket: Socket) => {
    socket.write(first);
    const next = () => {
      if (socket.destroyed || sent.bytes > 200 * MB) return;
      sent.bytes += piece.length;
      const go = () => (everyMs ? setTimeout(next, everyMs) : setImmediate(next));
      if (socket.write(piece)) go();
      else socket.once("drain", go);
    };
    next();
  };
  return { answer, sent };
}

const BROKEN_FRAMING: [what: string, answer: RawAnswer][] = [
  ["fewer bytes than content-length", hangup(http("200 OK", ["content-length: 999"], JOB))],
  ["two different lengths", http("200 OK", ["content-length: 30", "content-length: 31"], JOB)],
  ["a negative length", http("200 OK", ["content-length: -1"], JOB)],
  ["a length that is no number", http("200 OK", ["content-length: 0x1e"], JOB)],
  ["a length beyond all numbers", http("200 OK", [`content-length: ${"9".repeat(40)}`], JOB)],
  [
    "both a length and chunks",
    http(
      "200 OK",
      ["content-length: 5", "transfer-encoding: chunked"],
      `1e\r\n${JOB}\r\n0\r\n\r\n`,
    ),
  ],
  ["a chunk without a size", http("200 OK", ["transfer-encoding: chunked"], `zz\r\n${JOB}\r\n`)],
  [
    "a chunk beyond all sizes",
    http("200 OK", ["transfer-encoding: chunked"], `${"f".repeat(40)}\r\n`),
  ],
  [
    "chunks that end early",
    hangup(http("200 OK", ["transfer-encoding: chunked"], `1e\r\n${JOB}\r\n`)),
  ],
  ["a header without a colon", http("200 OK", ["nonsense"], JOB)],
  ["a header with a NUL", http("200 OK", ["x-a: a\0b"], JOB)],
  ["a status of four digits", http("2000 OK", [], JOB)],
  ["a status of letters", http("OK", [], JOB)],
  ["another version of HTTP", hangup("HTTP/9.9 200 OK\r\n\r\n")],
  ["no status line", hangup(JOB)],
  ["a greeting of SSH", hangup("SSH-2.0-OpenSSH_9.2\r\n")],
  ["a TLS alert", hangup(Buffer.from([0x15, 3, 1, 0, 2, 2, 40]))],
  ["binary noise", hangup(Buffer.alloc(5_000, 0xfe))],
  ["nothing", hangup("")],
  ["half a status line", hangup("HTTP/1.1 20")],
  ["half a head", hangup(`HTTP/1.1 200 OK\r\n${JSON_TYPE}\r\n`)],
  ["a protocol that nobody asked for", hangup("HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n")],
  ["a gzip that is none", http("200 OK", [JSON_TYPE, "content-encoding: gzip"], JOB)],
  ["a brotli that is none", http("200 OK", [JSON_TYPE, "content-encoding: br"], JOB)],
];

describe("hostile heads", () => {
  let server: RawServer;
  before(async () => {
    server = await RawServer.start();
  });
  after(() => server.close());

  for (const [what, answer] of BROKEN_FRAMING) {
    it(`${what} is a MedusaConnectionError`, async () => {
      const error = await errorAfter(server, answer);
      assert.ok(isMedusaConnectionError(error), String(error));
    });
  }

  it("more bytes than content-length are no answer to the next call", async () => {
    const evil = json('{"batch_job":{"id":"evil"}}');
    for (const more of [evil, Buffer.concat([evil, evil]), Buffer.from("garbage\r\n\r\n")]) {
      const value = await valueAfter(server, Buffer.concat([HEALTHY, more]));
      assert.deepEqual((value as { batch_job: unknown }).batch_job, { id: "batch_1" });
    }
    const short = http("200 OK", [JSON_TYPE, "content-length: 10"], JOB);
    assert.ok(isMedusaResponseError(await errorAfter(server, short)));
    const empty = http("200 OK", [JSON_TYPE, "content-length: 0"], JOB);
    assert.ok(isMedusaResponseError(await errorAfter(server, empty)));
  });

  it("200 without a length ends with the connection", async () => {
    const value = await valueAfter(server, hangup(`HTTP/1.1 200 OK\r\n${JSON_TYPE}\r\n\r\n${JOB}`));
    assert.deepEqual((value as { batch_job: unknown }).batch_job, { id: "batch_1" });
  });

  for (const status of [201, 202, 203, 206, 226, 299]) {
    it(`${status} with the envelope is a success, without it is none`, async () => {
      const value = await valueAfter(server, json(JOB, `${status} Fine`));
      assert.equal((value as { response: { status: number } }).response.status, status);
      const error = await errorAfter(server, json("{}", `${status} Fine`));
      assert.ok(isMedusaResponseError(error), String(error));
    });
  }

  for (const status of [204, 205]) {
    it(`${status} has no body, whatever it says`, async () => {
      for (const answer of [http(`${status} No`, [], JOB), http(`${status} No`, [JSON_TYPE])]) {
        const error = await errorAfter(server, answer);
        assert.ok(isMedusaResponseError(error) || isMedusaConnectionError(error), String(error));
      }
    });
  }

  for (const status of [304, 305, 306, 400, 418, 451, 499, 505, 599, 600, 700, 999]) {
    it(`${status} is an error with its status`, async () => {
      for (const body of ["", JOB, '{"message":"no"}']) {
        const error = await errorAfter(server, http(`${status} Odd`, [JSON_TYPE], body));
        assert.ok(isMedusaApiError(error) || isMedusaRedirectError(error), String(error));
        if (isMedusaApiError(error)) assert.equal(error.status, status);
      }
    });
  }

  it("0, 99 and a redirect without a target are typed errors", async () => {
    for (const status of ["000", "099", "300", "301", "302", "303", "307", "308"]) {
      await errorAfter(server, http(`${status} Odd`, [], JOB));
      await errorAfter(server, http(`${status} Odd`, ["location: http://["], JOB));
    }
  });

  it("interim answers without end run into the time limit, and cost no memory", async () => {
    const before = process.memoryUsage.rss();
    const flood = endless("", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(20), 1);
    const error = await errorAfter(server, flood.answer, { timeoutMs: 500 });
    assert.ok(isMedusaTimeoutError(error) || isMedusaConnectionError(error), String(error));
    assert.ok(process.memoryUsage.rss() - before < 100 * MB);
  });

  it("headers without end are cut off: by count and by size", async () => {
    const floods: [string, number][] = [
      ["x-a: b\r\n".repeat(1_000), 0],
      [`x-a: ${"a".repeat(MB)}\r\n`, 0],
      [`x-${"a".repeat(MB)}: a\r\n`, 0],
      ["set-cookie: a=b\r\n".repeat(1_000), 0],
      ["a".repeat(MB), 0],
    ];
    for (const [piece, everyMs] of floods) {
      const before = process.memoryUsage.rss();
      const flood = endless(`HTTP/1.1 200 OK\r\n${JSON_TYPE}\r\n`, piece, everyMs);
      const error = await errorAfter(server, flood.answer);
      assert.ok(isMedusaConnectionError(error), String(error));
      assert.ok(flood.sent.bytes < 20 * MB, `took ${flood.sent.bytes} bytes`);
      assert.ok(process.memoryUsage.rss() - before < 100 * MB);
    }
  });

  it("as many headers as the runtime takes are no harm", async () => {
    const headers = Array.from({ length: 700 }, (_, i) => `x-${i}: ${i}`);
    const value = await valueAfter(server, http("200 OK", [...headers, JSON_TYPE], JOB));
    const { response } = value as { response: { headers: Record<string, string> } };
    assert.equal(response.headers["x-699"], "699");
    const names = ["__proto__: a", "constructor: a", "toString: a", "then: a"];
    const odd = await valueAfter(server, http("200 OK", [...names, JSON_TYPE], JOB));
    const found = (odd as typeof value & { response: { headers: object } }).response.headers;
    assert.equal(Object.getPrototypeOf(found), Object.prototype);
    assert.equal(typeof String(found), "string");
  });

  it("headers that drip end with the time limit", async () => {
    const flood = endless("HTTP/1.1 200 OK\r\nx-a: ", "a", 20);
    const started = performance.now();
    const error = await errorAfter(server, flood.answer, { timeoutMs: 300 });
    assert.ok(isMedusaTimeoutError(error), String(error));
    assert.ok(performance.now() - started < 1_500);
  });

  it("a body that drips ends with the time limit", async () => {
    for (const first of [
      "HTTP/1.1 200 OK\r\n\r\n{",
      "HTTP/1.1 400 No\r\ncontent-length: 99999\r\n\r\n",
    ]) {
      const flood = endless(first, " ", 20);
      const error = await errorAfter(server, flood.answer, { timeoutMs: 300 });
      assert.ok(isMedusaTimeoutError(error), String(error));
    }
  });

  it("a reason phrase without end is cut off", async () => {
    const before = process.memoryUsage.rss();
    const flood = endless("HTTP/1.1 200 ", "a".repeat(MB));
    const error = await errorAfter(server, flood.answer, { timeoutMs: 1_000 });
    assert.ok(isMedusaConnectionError(error) || isMedusaTimeoutError(error), String(error));
    assert.ok(process.memoryUsage.rss() - before < 100 * MB);
  });

  it("a long reason phrase is in no message", async () => {
    const long = "a".repeat(100_000);
    const error = await errorAfter(server, http(`400 ${long}`, [], ""));
    assert.ok(isMedusaApiError(error) || isMedusaConnectionError(error), String(error));
  });

  it("a session cookie that can't be sent back does not break the client", async () => {
    for (const value of ["a\u00ffb", "a\tb", "\u00e4=\u00fc", "", '"a"', "a,b"]) {
      const head = [JSON_TYPE, `set-cookie: connect.sid=${value}; Path=/`];
      const answer = http("200 OK", head, '{"user":{"id":"usr_1"}}');
      const login = { email: "a@b.c", password: "12345678" };
      await valueAfter(server, answer, { call: ({ admin }) => admin.auth.createSession(login) });
    }
  });

  it("an answer before the request is whole is an answer", async () => {
    const big = new Blob(["a".repeat(5 * MB)]);
    const answer = json('{"message":"too large"}', "413 Payload Too Large");
    const error = await errorAfter(server, answer, {
      call: ({ admin }) => admin.uploads.create(big),
    });
    assert.ok(isMedusaApiError(error), String(error));
  });

  it("a connection that ends after each answer costs nothing but a connection", async () => {
    for (let i = 0; i < 20; i += 1) await valueAfter(server, hangup(HEALTHY), { call: retrieve });
  });
});
