/**
 * An HTTP proxy in front of the backend that does to each request what its fault says. It keeps a
 * trace of every request, and never gives up one that the backend works on, whoever has stopped
 * waiting for it.
 */

import type { ServerResponse } from "node:http";
import { Agent, createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Fault } from "./faults.ts";

/** Names the call that a request belongs to; one without it passes. */
export const CALL_HEADER = "x-chaos-call";
/** Names the request. */
const REQUEST_HEADER = "x-chaos-request";

const LATENCY_MS = 150;
const HOP_BY_HOP = ["connection", "keep-alive", "transfer-encoding", "content-length"];

export interface Trace {
  call: string | null;
  method: string;
  path: string;
  fault: Fault | undefined;
  /** Whether the backend got it. */
  forwarded: boolean;
}

interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
}

export class ChaosProxy {
  readonly url: string;
  readonly traces: Trace[] = [];
  readonly #server: Server;
  readonly #target: URL;
  readonly #faultOf: (call: string, nth: number) => Fault | undefined;
  readonly #requestsOf = new Map<string, number>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #agent = new Agent({ keepAlive: true });

  static async start(
    target: string,
    faultOf: (call: string, nth: number) => Fault | undefined,
  ): Promise<ChaosProxy> {
    // Kept open between requests for longer than a run: an end of its own would be one more fault.
    const server = createServer({ keepAliveTimeout: 600_000 });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", resolve);
    });
    return new ChaosProxy(server, target, faultOf);
  }

  private constructor(
    server: Server,
    target: string,
    faultOf: (call: string, nth: number) => Fault | undefined,
  ) {
    this.#server = server;
    this.#target = new URL(target);
    this.#faultOf = faultOf;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on("request", (incoming, outgoing) => {
      const served = this.#serve(incoming, outgoing).finally(() => this.#underWay.delete(served));
      this.#underWay.add(served);
    });
  }

  /**
   * The engine's fetch, for a client's config. Whether a connection is refused has to be decided before
   * there is one: the server listens on 127.0.0.1 only, so that its port of 127.0.0.2, which is this
   * machine as well, refuses for as long as the server lives.
   */
  readonly fetch = (url: string, init: RequestInit): Promise<Response> => {
    const target = new URL(url);
    const headers = new Headers(init.headers);
    const method = init.method ?? "GET";
    const trace = this.#trace(headers.get(CALL_HEADER), method, target.pathname);
    headers.set(REQUEST_HEADER, String(this.traces.length - 1));
    if (trace.fault === "refused") target.hostname = "127.0.0.2";
    return globalThis.fetch(target, { ...init, headers });
  };

  /** Waits until the backend has answered everything that it got. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
    this.#agent.destroy();
  }

  #trace(call: string | null, method: string, path: string): Trace {
    const trace: Trace = { call, method, path, fault: undefined, forwarded: false };
    if (call !== null) {
      const nth = (this.#requestsOf.get(call) ?? 0) + 1;
      this.#requestsOf.set(call, nth);
      trace.fault = this.#faultOf(call, nth);
    }
    this.traces.push(trace);
    return trace;
  }

  /** That of the header, or for a client that does not use `fetch` above a new one. */
  #traceOf({ headers, method = "GET", url = "/" }: IncomingMessage): Trace {
    const known = this.traces[Number(headers[REQUEST_HEADER] ?? Number.NaN)];
    if (known) return known;
    const path = url.split("?", 1)[0] ?? url;
    const call = headers[CALL_HEADER];
    return this.#trace(typeof call === "string" ? call : null, method, path);
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const trace = this.#traceOf(incoming);
    outgoing.on("error", () => {});
    if (trace.fault === "reset before") return reset(outgoing);
    const body = await bodyOf(incoming).catch(() => undefined);
    // Its sender gave it up before it was whole.
    if (body === undefined) return;
    if (trace.fault === "503 before") return unavailable(outgoing);
    if (trace.fault?.startsWith("429")) return throttled(outgoing, trace.fault.slice(-1));
    if (trace.fault === "latency") await pause(LATENCY_MS);
    trace.forwarded = true;
    // The backend ended the connection: to the client that is what it is here, too.
    const answer = await this.#forward(incoming, body).catch(() => undefined);
    if (answer === undefined) return reset(outgoing);
    if (trace.fault === "latency") await pause(LATENCY_MS);
    await deliver(answer, trace.fault, outgoing);
  }

  async #forward(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    const headers = endToEnd(incoming.headers);
    if (body.length > 0) headers["content-length"] = String(body.length);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request(
        {
          agent: this.#agent,
          host: this.#target.hostname,
          port: this.#target.port,
          method: incoming.method,
          path: incoming.url,
          headers,
        },
        resolve,
      )
        .once("error", reject)
        .end(body);
    });
    const { statusCode: status = 502 } = answer;
    return { status, headers: endToEnd(answer.headers), body: await bodyOf(answer) };
  }
}

async function deliver(
  answer: Answer,
  fault: Fault | undefined,
  outgoing: ServerResponse,
): Promise<void> {
  const { status, headers, body } = answer;
  const half = body.subarray(0, body.length >> 1);
  switch (fault) {
    case "reset after":
      return reset(outgoing);
    case "503 after":
      return unavailable(outgoing);
    case "stall":
      return abandoned(outgoing);
    case "cut by length":
      outgoing.writeHead(status, { ...headers, "content-length": body.length });
      return cut(outgoing, half);
    case "cut in chunks":
      outgoing.writeHead(status, { ...headers, "transfer-encoding": "chunked" });
      return cut(outgoing, half);
    case "half of the JSON":
      outgoing.writeHead(status, { ...headers, "content-length": half.length }).end(half);
      return;
    default:
      outgoing.writeHead(status, { ...headers, "content-length": body.length }).end(body);
  }
}

function reset(outgoing: ServerResponse): void {
  outgoing.socket?.resetAndDestroy();
}

async function cut(outgoing: ServerResponse, half: Buffer): Promise<void> {
  await new Promise((resolve) => outgoing.write(half, resolve));
  outgoing.socket?.destroy();
}

/** Until the client has had enough. */
async function abandoned(outgoing: ServerResponse): Promise<void> {
  if (!outgoing.destroyed) await new Promise((resolve) => outgoing.once("close", resolve));
}

function unavailable(outgoing: ServerResponse): void {
  outgoing.writeHead(503, { "content-type": "text/html" }).end("<h1>Service Unavailable</h1>");
}

function throttled(outgoing: ServerResponse, retryAfter: string): void {
  outgoing.writeHead(429, { "retry-after": retryAfter }).end("Too Many Requests");
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function endToEnd(headers: NodeJS.Dict<string | string[]>): NodeJS.Dict<string | string[]> {
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name));
  return Object.fromEntries(kept);
}
