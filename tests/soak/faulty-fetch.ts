/**
 * A backend in memory, as a client's `fetch`: no socket could answer as often in the same time. Every
 * fifth request meets a fault. Which one is decided by a seed and the order in which requests come.
 */

import { randomOf } from "../chaos/random.ts";
import { plausibleAnswer } from "../wire/envelopes.ts";
import type { RecordedRequest } from "../wire/recorder.ts";

export const FAULT_SHARE = 0.2;

interface Asked {
  json: string;
  status: number;
  init: RequestInit;
}

const html = "<!doctype html><title>Sign in</title>";

const FAULTS: Record<string, (asked: Asked) => Response | Promise<Response>> = {
  refused: () => Promise.reject(failure("ECONNREFUSED")),
  reset: () => Promise.reject(failure("ECONNRESET")),
  "half of the JSON": ({ json, status }) =>
    new Response(json.slice(0, json.length / 2), { status }),
  "another envelope": ({ status }) => new Response('{"unexpected":true}', { status }),
  HTML: () => new Response(html, { headers: { "content-type": "text/html" } }),
  "broken stream": ({ json, status }) => new Response(streamOf(json, true), { status }),
  401: () => new Response("Unauthorized", { status: 401 }),
  409: () => Response.json({ code: "invalid_state_error", message: "Retry" }, { status: 409 }),
  429: () => new Response("", { status: 429, headers: { "retry-after": "0" } }),
  500: () => Response.json({ type: "unknown_error", message: "Unknown" }, { status: 500 }),
  503: () => new Response("<h1>Service Unavailable</h1>", { status: 503 }),
};

/** Few, because a stall lasts until the time limit is over. */
const STALL_SHARE = 0.001;

export class FaultyFetch {
  requests = 0;
  readonly faults = new Map<string, number>();
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomOf(`soak ${seed}`);
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    this.requests += 1;
    const path = url.slice("https://shop.test".length).split("?", 1)[0] ?? "";
    const { method = "GET" } = init;
    const { status = 200, body } = plausibleAnswer({ method, path } as RecordedRequest);
    const json = typeof body === "string" ? body : JSON.stringify(body);
    // An upload is read to its end, as by a server.
    if (init.body && typeof init.body !== "string") await new Response(init.body).arrayBuffer();
    init.signal?.throwIfAborted();
    return this.#answer({ json, status, init });
  };

  #answer(asked: Asked): Response | Promise<Response> {
    const chance = this.#random();
    if (chance < STALL_SHARE) return this.#count("stall", stall(asked.init));
    if (chance < FAULT_SHARE) {
      const names = Object.keys(FAULTS);
      const name = names[Math.floor(this.#random() * names.length)] ?? "";
      return this.#count(name, (FAULTS[name] as (asked: Asked) => Promise<Response>)(asked));
    }
    const { json, status } = asked;
    const isStream = this.#random() < 0.3;
    return new Response(isStream ? streamOf(json, false) : json, { status });
  }

  #count<T>(name: string, answer: T): T {
    this.faults.set(name, (this.faults.get(name) ?? 0) + 1);
    return answer;
  }
}

/** As undici fails. */
function failure(code: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}

function stall({ signal }: RequestInit): Promise<Response> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** The text in three pieces, the last of which never comes when it breaks. */
function streamOf(text: string, breaks: boolean): ReadableStream<Uint8Array> {
  const third = Math.ceil(text.length / 3);
  let from = 0;
  return new ReadableStream({
    pull(controller) {
      if (breaks && from >= 2 * third) {
        controller.error(new TypeError("terminated", { cause: failure("UND_ERR_SOCKET") }));
        return;
      }
      controller.enqueue(new TextEncoder().encode(text.slice(from, from + third)));
      from += third;
      if (from >= text.length) controller.close();
    },
  });
}
