/** A server whose answers are too much: 100 MB for real, and hundreds of MB in compressed form. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createBrotliCompress, createGzip } from "node:zlib";

export const MB = 1_000_000;
export const LARGE_MB = 100;
export const BOMB_MB = 400;

const CHUNK = Buffer.alloc(MB, "a");

/** A JSON object of so many megabytes. */
function* largeJson(megabytes: number): Generator<Buffer> {
  yield Buffer.from('{"large":"');
  for (let i = 0; i < megabytes; i += 1) yield CHUNK;
  yield Buffer.from('"}');
}

async function compressed(encoding: "gzip" | "br"): Promise<Buffer> {
  const compress =
    encoding === "gzip"
      ? createGzip({ level: 1 })
      : createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  const chunks: Buffer[] = [];
  compress.on("data", (chunk: Buffer) => chunks.push(chunk));
  await pipeline(Readable.from(largeJson(BOMB_MB)), compress);
  return Buffer.concat(chunks);
}

export interface Floods {
  url: string;
  /** What it has written for answers to `/large…`, in bytes. */
  written(): number;
  close(): Promise<void>;
}

export async function startFloods(): Promise<Floods> {
  const bombs = { gzip: await compressed("gzip"), br: await compressed("br") };
  let written = 0;
  const large = async (response: ServerResponse, status: number, megabytes: number) => {
    response.writeHead(status, { "content-type": "application/json" });
    const counted = Readable.from(largeJson(megabytes));
    counted.on("data", (chunk: Buffer) => {
      written += chunk.length;
    });
    // The client hangs up in the middle: that is what the test is about.
    await pipeline(counted, response).catch(() => {});
  };
  const server = createServer((request, response) => {
    const [, status = "200", what = ""] = /(\d+)\/(.*)$/.exec(request.url ?? "") ?? [];
    if (what === "large") void large(response, Number(status), LARGE_MB);
    else if (what === "below") void large(response, Number(status), 60);
    else if (what === "gzip" || what === "br") {
      response.writeHead(Number(status), {
        "content-type": "application/json",
        "content-encoding": what,
      });
      response.end(bombs[what]);
    } else response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    written: () => written,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
