// An upload has no time limit as a whole: it may be as large as it likes and the line as slow as it is.
// What ends it is that nothing moves any more.
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, it } from "node:test";
import Medusa, {
  isMedusaTimeoutError,
  type MedusaTimeoutError,
  type UploadContent,
} from "medusa-batch-jobs";
import { rejection } from "./outcome.ts";

const LIMIT = 400;
const ANSWER = JSON.stringify({ uploads: [{ url: "http://u/x", key: "x" }] });
/** More than the buffers of a connection over loopback take in; they are some megabytes. */
const LARGE = new Uint8Array(48 * 2 ** 20);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function client(
  answer: Parameters<typeof createServer>[1],
  timeoutMs = LIMIT,
): Promise<Medusa> {
  server = createServer({}, answer);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return new Medusa({ baseUrl: `http://127.0.0.1:${port}`, timeoutMs, maxRetries: 0 });
}

const upload = (medusa: Medusa, content: UploadContent) =>
  medusa.admin.uploads.create({ name: "a.csv", content });

describe("an upload", () => {
  it("may take longer than the limit while the server keeps reading", async () => {
    let size = 0;
    const limit = 3 * LIMIT;
    const medusa = await client(async (request, response) => {
      for await (const chunk of request) {
        const before = Math.floor(size / 2 ** 20);
        size += (chunk as Buffer).length;
        if (Math.floor(size / 2 ** 20) > before) await pause(60);
      }
      response.end(ANSWER);
    }, limit);
    const started = performance.now();
    const { uploads } = await upload(medusa, LARGE);
    assert.equal(uploads.length, 1);
    assert.ok(size > LARGE.length);
    assert.ok(performance.now() - started > 2 * limit, "it was not slow");
  });

  it("ends when the server stops reading", async () => {
    const medusa = await client((request) => {
      request.once("data", () => request.pause());
    });
    const started = performance.now();
    const error = (await rejection(() => upload(medusa, LARGE))) as MedusaTimeoutError;
    assert.ok(isMedusaTimeoutError(error), String(error));
    assert.equal(error.timeoutMs, LIMIT);
    assert.equal(error.mayHaveBeenProcessed, true);
    assert.ok(performance.now() - started >= LIMIT - 5);
  });

  it("ends when the answer does not begin", async () => {
    const medusa = await client((request) => {
      request.resume();
    });
    assert.ok(isMedusaTimeoutError(await rejection(() => upload(medusa, "a,b\n"))));
  });

  it("may be answered slowly, as long as the answer goes on", async () => {
    const medusa = await client(async (request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "application/json" });
      for (const part of ANSWER.match(/.{1,6}/g) ?? []) {
        response.write(part);
        await pause(LIMIT / 4);
      }
      response.end();
    });
    const started = performance.now();
    assert.equal((await upload(medusa, "a,b\n")).uploads.length, 1);
    assert.ok(performance.now() - started > LIMIT, "it was not slow");
  });

  it("ends when the answer stops in its middle", async () => {
    const medusa = await client((request, response) => {
      request.resume();
      response.writeHead(200, { "content-length": "1000" });
      response.write(ANSWER);
    });
    assert.ok(isMedusaTimeoutError(await rejection(() => upload(medusa, "a,b\n"))));
  });

  it("of a stream may be read slowly, as long as it goes on", async () => {
    const medusa = await client((request, response) => {
      request.resume();
      request.on("end", () => response.end(ANSWER));
    });
    async function* slowly() {
      for (let row = 0; row < 8; row += 1) {
        await pause(LIMIT / 4);
        yield `${row}\n`;
      }
    }
    assert.equal((await upload(medusa, slowly())).uploads.length, 1);
  });

  it("of a stream that stops ends, and nothing was sent", async () => {
    let requests = 0;
    const medusa = await client((request) => {
      requests += 1;
      request.resume();
    });
    async function* stopping() {
      yield "a,b\n";
      await new Promise(() => {});
    }
    const error = (await rejection(() => upload(medusa, stopping()))) as MedusaTimeoutError;
    assert.ok(isMedusaTimeoutError(error), String(error));
    assert.equal(error.mayHaveBeenProcessed, undefined);
    assert.equal(requests, 0);
  });

  it("has the length of its form in a header", async () => {
    const lengths: (string | undefined)[] = [];
    const medusa = await client((request, response) => {
      lengths.push(request.headers["content-length"], request.headers["transfer-encoding"]);
      request.resume();
      request.on("end", () => response.end(ANSWER));
    });
    await upload(medusa, LARGE);
    assert.ok(Number(lengths[0]) > LARGE.length);
    assert.equal(lengths[1], undefined);
  });
});
