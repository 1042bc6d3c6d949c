/**
 * HTTP/1.1 as bytes: reading what a client sends, writing what it gets, without node:http, which is
 * too polite.
 */

export interface Request {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: Buffer;
}

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Headers that every answer needs, also a faulty one: CORS, whether the connection is kept. */
  always: Record<string, string>;
}

const LINE = "\r\n";
const BLANK_LINE = "\r\n\r\n";

/** The head of an answer; a `content-length` of its own may lie. */
export function head({ status, headers, always }: Reply): Buffer {
  const lines = Object.entries({ ...headers, ...always }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return Buffer.from([`HTTP/1.1 ${status} Scripted`, ...lines].join(LINE) + BLANK_LINE);
}

/** The whole answer with its right length. */
export function whole(reply: Reply): Buffer {
  return Buffer.concat([head(sized(reply, reply.body.length)), reply.body]);
}

export function sized(reply: Reply, length: number): Reply {
  return { ...reply, headers: { ...reply.headers, "content-length": String(length) } };
}

export function chunked(reply: Reply): Reply {
  return { ...reply, headers: { ...reply.headers, "transfer-encoding": "chunked" } };
}

export function chunk(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(bytes.length.toString(16) + LINE), bytes, Buffer.from(LINE)]);
}

export const LAST_CHUNK = Buffer.from(`0${BLANK_LINE}`);

/** Reads the requests of one connection. */
export class RequestReader {
  #buffered: Buffer = Buffer.alloc(0);
  #head: Request | undefined;

  /** What has become known with these bytes: heads, and requests that have arrived whole. */
  *read(bytes: Buffer): Generator<{ isWhole: boolean; request: Request }> {
    this.#buffered = Buffer.concat([this.#buffered, bytes]);
    for (;;) {
      if (this.#head === undefined) {
        const end = this.#buffered.indexOf(BLANK_LINE);
        if (end < 0) return;
        this.#head = parseHead(this.#buffered.toString("latin1", 0, end));
        this.#buffered = this.#buffered.subarray(end + BLANK_LINE.length);
        yield { isWhole: false, request: this.#head };
      }
      const taken = takeBody(this.#head.headers, this.#buffered);
      if (taken === undefined) return;
      this.#head.body = taken.body;
      this.#buffered = taken.rest;
      const request = this.#head;
      this.#head = undefined;
      yield { isWhole: true, request };
    }
  }
}

function parseHead(text: string): Request {
  const [requestLine = "", ...lines] = text.split(LINE);
  const [method = "", target = ""] = requestLine.split(" ");
  const [path = "", query = ""] = target.split("?");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { method, path, query, headers: Object.fromEntries(headers), body: Buffer.alloc(0) };
}

/** The body at the start of the bytes, and what follows it; undefined while it is not all there. */
function takeBody(
  headers: Record<string, string>,
  bytes: Buffer,
): { body: Buffer; rest: Buffer } | undefined {
  if (/chunked/i.test(headers["transfer-encoding"] ?? "")) return takeChunks(bytes);
  const length = Number(headers["content-length"] ?? 0);
  if (bytes.length < length) return undefined;
  return { body: bytes.subarray(0, length), rest: bytes.subarray(length) };
}

function takeChunks(bytes: Buffer): { body: Buffer; rest: Buffer } | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf(LINE, at);
    if (line < 0) return undefined;
    const length = Number.parseInt(bytes.toString("latin1", at, line), 16);
    const from = line + LINE.length;
    const next = from + length + LINE.length;
    if (bytes.length < next) return undefined;
    if (length === 0) return { body: Buffer.concat(parts), rest: bytes.subarray(next) };
    parts.push(bytes.subarray(from, from + length));
    at = next;
  }
}
