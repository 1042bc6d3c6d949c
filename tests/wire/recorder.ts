/**
 * A real HTTP server that writes down every request it gets, byte for byte, and answers as a Medusa
 * backend would, or as a test scripts it. Both clients of the comparison talk to the same one.
 */
import http from "node:http";
import type { AddressInfo } from "node:net";
import qs from "qs";
import { plausibleAnswer } from "./envelopes.ts";

export interface RecordedRequest {
  method: string;
  /** The request line's target exactly as it arrived. */
  url: string;
  path: string;
  rawQuery: string;
  /** What Medusa's route handlers would see in `req.query`. */
  query: unknown;
  headers: Record<string, string>;
  rawHeaders: string[];
  body: Buffer;
  /** The body parsed as JSON; undefined when it is not JSON. */
  json: unknown;
}

export interface ScriptedAnswer {
  status?: number;
  statusText?: string;
  headers?: Record<string, string | string[]>;
  /** A string or bytes go out as they are, anything else as JSON. */
  body?: unknown;
}

export type Answer =
  | ScriptedAnswer
  | ((request: RecordedRequest, response: http.ServerResponse) => void);

/** Medusa v1 sets exactly this parser on Express (packages/medusa/src/loaders/api.ts). */
export function parseQueryLikeMedusa(rawQuery: string): unknown {
  return qs.parse(rawQuery, { arrayLimit: Number.POSITIVE_INFINITY });
}

export class Recorder {
  readonly requests: RecordedRequest[] = [];
  #answers: Answer[] = [];
  #always: Answer | undefined;

  private constructor(
    private readonly server: http.Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Recorder> {
    const server = http.createServer();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;
    const recorder = new Recorder(server, `http://127.0.0.1:${port}`);
    server.on("request", (request, response) => void recorder.#serve(request, response));
    return recorder;
  }

  /** Answers for the next requests, in order; after them come the plausible ones again. */
  answer(...answers: Answer[]): this {
    this.#answers.push(...answers);
    return this;
  }

  /** The answer to every request that has no answer of its own. */
  always(answer: Answer | undefined): this {
    this.#always = answer;
    return this;
  }

  reset(): this {
    this.requests.length = 0;
    this.#answers = [];
    this.#always = undefined;
    return this;
  }

  /** The one request since the last reset; more or fewer is a failed test. */
  only(): RecordedRequest {
    const [request, ...more] = this.requests;
    if (!request || more.length > 0) {
      const lines = this.requests.map(({ method, url }) => `${method} ${url}`);
      throw new Error(`expected exactly one request, got ${lines.length}: ${lines.join(", ")}`);
    }
    return request;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  async #serve(incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const request = await record(incoming).catch(() => undefined);
    if (!request) return;
    this.requests.push(request);
    const answer = this.#answers.shift() ?? this.#always ?? plausibleAnswer(request);
    if (typeof answer === "function") answer(request, response);
    else send(answer, response);
  }
}

async function record(incoming: http.IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const url = incoming.url ?? "";
  const mark = url.indexOf("?");
  const rawQuery = mark < 0 ? "" : url.slice(mark + 1);
  return {
    method: incoming.method ?? "",
    url,
    path: mark < 0 ? url : url.slice(0, mark),
    rawQuery,
    query: parseQueryLikeMedusa(rawQuery),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    ),
    rawHeaders: incoming.rawHeaders,
    body,
    json: parseJson(body),
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function send(answer: ScriptedAnswer, response: http.ServerResponse): void {
  const { status = 200, statusText, headers = {}, body } = answer;
  const isRaw = typeof body === "string" || body instanceof Uint8Array || body === undefined;
  response.statusCode = status;
  if (statusText !== undefined) response.statusMessage = statusText;
  if (!isRaw) response.setHeader("content-type", "application/json; charset=utf-8");
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(isRaw ? body : JSON.stringify(body));
}
