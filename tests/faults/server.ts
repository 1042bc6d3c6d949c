/**
 * A server that plays scripted faults, byte for byte, on real TCP. A script has one fault per
 * attempt; after its end, and for requests that it is not about, the answers are healthy.
 */
import net from "node:net";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { Backend } from "./backend.ts";
import { type Fault, HEALTHY, type Places } from "./behaviours.ts";
import { type Reply, type Request, RequestReader } from "./http.ts";

const HOST = "127.0.0.1";

export interface Script {
  faults: readonly Fault[];
  /** Which requests it is about; a look-up after a fault is not. */
  isAbout(request: Request): boolean;
  /** Where its redirects lead to. */
  places: Places;
}

/** How long a scripted pause goes on when no one ends it: longer than any cell lives. */
const HOLD_MS = 60_000;

/** libuv takes a reset for an end when it comes together with bytes (1.46, uv__stream_io). */
const SETTLE_MS = 10;

export class FaultServer {
  /** All requests whose head has arrived, without preflights. */
  readonly requests: Request[] = [];
  connections = 0;
  /** Requests that have arrived and are neither answered nor given up by the client. */
  open = 0;
  readonly firstRequest: Promise<void>;
  #announce: () => void = () => {};
  readonly #backend: Backend;
  readonly #faults: Fault[];
  readonly #isAbout: Script["isAbout"];
  readonly #places: Places;
  /** Those that are open, with what is aborted when they no longer are. */
  readonly #sockets = new Map<net.Socket, AbortController>();
  readonly #server = net.createServer({ noDelay: true }, (socket) => this.#accept(socket));
  #port = 0;

  constructor(backend: Backend, { faults, isAbout, places }: Script) {
    this.#backend = backend;
    this.#faults = [...faults];
    this.#isAbout = isAbout;
    this.#places = places;
    this.firstRequest = new Promise((resolve) => {
      this.#announce = resolve;
    });
  }

  get url(): string {
    return `http://${HOST}:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  get isListening(): boolean {
    return this.#server.listening;
  }

  async listen(port = 0): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, HOST, resolve);
    });
    this.#port = (this.#server.address() as net.AddressInfo).port;
    return this;
  }

  /**
   * Takes a port, and gives it back, so that it refuses. It is one that no system hands out by
   * itself (Linux gives from 32768, macOS and Windows from 49152), so that no other server gets it
   * meanwhile.
   */
  async reserve(): Promise<this> {
    for (let tries = 0; ; tries += 1) {
      const port = 20_000 + Math.floor(Math.random() * 12_000);
      const probe = net.createServer();
      const free = await new Promise<boolean>((resolve) => {
        probe.once("error", () => resolve(false));
        probe.listen(port, HOST, () => probe.close(() => resolve(true)));
      });
      this.#port = port;
      if (free) return this;
      if (tries > 50) throw new Error("There is no free port between 20000 and 32000.");
    }
  }

  /** Resolves when no request is open any more; false when that takes too long. */
  async isQuiet(withinMs: number): Promise<boolean> {
    for (const end = performance.now() + withinMs; this.open > 0; await pause(5)) {
      if (performance.now() > end) return false;
    }
    return true;
  }

  /** From now on there are no faults. */
  recover(): void {
    this.#faults.length = 0;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.keys()) socket.destroy();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: net.Socket): void {
    this.connections += 1;
    const closing = new AbortController();
    this.#sockets.set(socket, closing);
    // The client may reset the connection as well as we do; "close" follows.
    socket.on("error", () => {});
    const exchanges = { open: 0 };
    socket.on("close", () => {
      this.#sockets.delete(socket);
      closing.abort();
      this.open -= exchanges.open;
    });
    if (this.#faults[0]?.at === "connection") {
      end(socket, (this.#faults.shift() as Fault).ends);
      return;
    }
    const reader = new RequestReader();
    socket.on("data", (bytes) => {
      for (const { isWhole, request } of reader.read(bytes)) {
        if (!isWhole) this.#begin(socket, request, exchanges);
        else if (!socket.destroyed) void this.#answer(socket, request, exchanges);
      }
    });
  }

  #begin(socket: net.Socket, request: Request, exchanges: { open: number }): void {
    if (request.method !== "OPTIONS") {
      this.requests.push(request);
      this.#announce();
    }
    exchanges.open += 1;
    this.open += 1;
    if (this.#isAbout(request) && this.#faults[0]?.at === "head") {
      end(socket, (this.#faults.shift() as Fault).ends);
    }
  }

  async #answer(socket: net.Socket, request: Request, exchanges: { open: number }): Promise<void> {
    const fault = (this.#isAbout(request) && this.#faults.shift()) || HEALTHY;
    const reply = this.#backend.answer(request, fault.done);
    const score = fault.says({ ...reply, always: always(request) }, this.#places);
    const isPlayed = await this.#play(
      socket,
      fault.ends === "reset" ? [...score, SETTLE_MS] : score,
    );
    if (!isPlayed || fault.ends === "hold") return;
    if (!socket.destroyed) {
      exchanges.open -= 1;
      this.open -= 1;
    }
    end(socket, keepsConnection(request) ? fault.ends : "close");
  }

  /** Whether everything was sent while the client was still there. */
  async #play(socket: net.Socket, score: readonly (Buffer | number)[]): Promise<boolean> {
    const ended = this.#sockets.get(socket)?.signal ?? AbortSignal.abort();
    for (const note of score) {
      if (ended.aborted) return false;
      if (typeof note === "number") {
        await pause(Math.min(note, HOLD_MS), undefined, { signal: ended }).catch(() => {});
      } else {
        socket.write(note);
        // A write of its own is a segment of its own, as the socket doesn't wait for more.
        await nextTurn();
      }
    }
    return !ended.aborted;
  }
}

function end(socket: net.Socket, how: Fault["ends"]): void {
  if (how === "reset") socket.resetAndDestroy();
  // What was written is sent before the end of the stream.
  if (how === "close") socket.end();
}

/**
 * Browsers ask for permission first, and send a request once more by themselves when a connection
 * that they had used before is reset. Theirs are closed after each answer, so that what is counted
 * is what the client sent.
 */
function keepsConnection(request: Request): boolean {
  return request.headers["origin"] === undefined;
}

function always(request: Request): Reply["always"] {
  const { origin } = request.headers;
  if (origin === undefined) return { "cache-control": "no-store" };
  return {
    "access-control-allow-credentials": "true",
    "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
    "access-control-allow-methods": request.headers["access-control-request-method"] ?? "*",
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "retry-after",
    "cache-control": "no-store",
    connection: "close",
  };
}
