/** Answers with an error status or a redirect, as data. */
import type { Fault, Meaning, Places } from "./behaviours.ts";
import { whole } from "./http.ts";

interface Said {
  headers?: Record<string, string>;
  type?: string;
  body?: string;
  done?: boolean;
}

function answered(meaning: Meaning, status: number, said: Said = {}): Fault {
  const { headers = {}, type = "application/json", done = false } = said;
  const body = Buffer.from(
    said.body ?? JSON.stringify({ type: "any", message: `It is ${status}` }),
  );
  return {
    meaning,
    done,
    status,
    says: ({ always }) => [
      whole({ status, headers: { "content-type": type, ...headers }, body, always }),
    ],
    ends: "keep",
  };
}

const CONFLICT = JSON.stringify({
  code: "invalid_state_error",
  type: "QueryRunnerAlreadyReleasedError",
  message:
    "The request conflicted with another request. You may retry the request with the provided Idempotency-Key.",
});

export const status = {
  notModified: {
    ...answered("rejected", 304),
    // A 304 has no body.
    says: ({ always }) => [Buffer.concat([whole({ ...EMPTY, status: 304, always })])],
  },
  badRequest: answered("rejected", 400),
  unauthorized: answered("rejected", 401, { type: "text/plain", body: "Unauthorized" }),
  notFound: answered("rejected", 404),
  timeout: answered("unavailable", 408),
  conflict: answered("conflict", 409, { body: CONFLICT }),
  otherConflict: answered("rejected", 409),
  unprocessable: answered("rejected", 422),
  tooEarly: answered("unavailable", 425),
  serverError: answered("serverError", 500),
  serverErrorDone: answered("serverError", 500, { done: true }),
  notImplemented: answered("rejected", 501),
  badGateway: answered("unavailable", 502, { type: "text/html", body: "<h1>Bad gateway</h1>" }),
  unavailable: answered("unavailable", 503),
  gatewayTimeout: answered("unavailable", 504),
  gatewayTimeoutDone: answered("unavailable", 504, { done: true }),
  unknown: answered("rejected", 999),
} satisfies Record<string, Fault>;

const EMPTY = { status: 0, headers: {}, body: Buffer.alloc(0) };

type Wait = readonly [number, number];

/** A date is whole seconds, and is computed when it is sent. */
function later(fault: Fault, seconds: number): Fault {
  return {
    ...fault,
    says: ({ always }) => {
      const date = new Date(Date.now() + seconds * 1000).toUTCString();
      const headers = { "retry-after": date };
      return [whole({ ...EMPTY, status: fault.status ?? 0, headers, always })];
    },
    ...(seconds > 0 && { retryAfterMs: [(seconds - 1) * 1000 - 100, seconds * 1000] as const }),
  };
}

function throttled(retryAfter?: string, retryAfterMs?: Wait): Fault {
  const headers = retryAfter === undefined ? {} : { "retry-after": retryAfter };
  return { ...answered("throttled", 429, { headers }), ...(retryAfterMs && { retryAfterMs }) };
}

const exactly = (ms: number): Wait => [ms, ms];

export const retryAfter = {
  none: throttled(),
  seconds: throttled("1", exactly(1_000)),
  date: later(throttled(), 2),
  pastDate: later(throttled(), -60),
  zero: throttled("0"),
  negative: throttled("-5"),
  garbage: throttled("soon"),
  huge: throttled("10000000", exactly(10_000_000_000)),
  float: throttled("1.2", exactly(1_200)),
  ofUnavailable: {
    ...answered("unavailable", 503, { headers: { "retry-after": "1" } }),
    retryAfterMs: exactly(1_000),
  },
  hugeOfUnavailable: {
    ...answered("unavailable", 503, { headers: { "retry-after": "10000000" } }),
    retryAfterMs: exactly(10_000_000_000),
  },
  threeSeconds: throttled("3", exactly(3_000)),
} satisfies Record<string, Fault>;

/** Redirects, the server having done nothing. */
function moved(
  status: number,
  leadsTo: "here" | "elsewhere" | "nowhere",
  locate?: (places: Places) => string,
): Fault {
  return {
    meaning: "moved",
    done: false,
    status,
    leadsTo,
    says: ({ always }, places) => {
      const headers = locate && { location: locate(places) };
      return [whole({ ...EMPTY, status, headers: { ...headers }, always })];
    },
    ends: "keep",
  };
}

export const redirect = {
  within: moved(302, "here", ({ here }) => `${here}?moved=1`),
  withinKeepingMethod: moved(307, "here", ({ here }) => `${here}?moved=1`),
  found: moved(302, "elsewhere", ({ elsewhere, here }) => elsewhere + here),
  seeOther: moved(303, "elsewhere", ({ elsewhere, here }) => elsewhere + here),
  temporary: moved(307, "elsewhere", ({ elsewhere, here }) => elsewhere + here),
  permanent: moved(308, "elsewhere", ({ elsewhere, here }) => elsewhere + here),
  withoutLocation: moved(302, "nowhere"),
};
