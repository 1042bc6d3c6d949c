// @ts-check
/*
 * The only transport: one exchange of a request for an answer, by the engine's `fetch`. Responses,
 * signals and errors are read by the names of their properties, never by their class: they may come
 * from another realm, a polyfill or a test's mock. An exchange always settles, and never rejects.
 */

import { form, parsed, redact } from "./bodies.js";

export { said, sort } from "./bodies.js";

// What became of an exchange. The same numbers stand in edge/mod.rs.
const ANSWERED = 0;
const REDIRECTED = 1;
const FAILED = 2;
const BROKEN = 3;
const MISTAKEN = 4;
const TIMED_OUT = 5;
const ABORTED = 6;

/** @typedef {[kind: number, ...details: unknown[]]} Outcome */

/**
 * Runs something until it is done, its time is over, or the caller's signal ends it. It does not rely
 * on `fetch` obeying a signal: a mock or a body may not.
 * @param {AbortSignal | undefined} signal
 * @param {number} ms - 0 for no limit
 * @param {(signal: AbortSignal) => Promise<Outcome>} run
 * @returns {Promise<Outcome>}
 */
const within = (signal, ms, run) =>
  new Promise((resolve) => {
    const controller = new AbortController();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const abort = () => end([ABORTED, signal?.reason]);
    /** @param {Outcome} outcome */
    const end = (outcome) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      // What is still under way has no one who waits for it.
      if (outcome[0] !== ANSWERED) controller.abort();
      resolve(outcome);
    };
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort);
    if (ms) timer = setTimeout(end, ms, [TIMED_OUT]);
    // Whatever a foreign response or its getters throw is no answer.
    return run(controller.signal).then(end, (error) => end([MISTAKEN, error]));
  });

/**
 * Workers throw on `credentials`, and have no cookies to send.
 */
const sendsCookies = () => typeof Request === "undefined" || "credentials" in Request.prototype;

/**
 * @param {typeof fetch | undefined} custom
 * @param {string} url
 * @param {string} method
 * @param {string[]} headers - name, value, name, value, …
 * @param {BodyInit | undefined} body
 * @param {AbortSignal | undefined} signal
 * @param {number} ms
 */
const exchange = (custom, url, method, headers, body, signal, ms) =>
  within(signal, ms, async (stop) => {
    const started = Date.now();
    /** @type {RequestInit & { headers: Record<string, string> }} */
    const init = { method, headers: {}, signal: stop, redirect: "manual" };
    for (let i = 0; i < headers.length; i += 2) {
      init.headers[/** @type {string} */ (headers[i])] = /** @type {string} */ (headers[i + 1]);
    }
    if (body !== undefined) init.body = body;
    // The session is a cookie, and the backend is often another origin than the admin's page.
    if (sendsCookies()) init.credentials = "include";
    /** @type {Promise<Response>} */
    let sent;
    try {
      // Looked up now, so that what a page or a test replaces later is what is used.
      const send = custom ?? globalThis.fetch;
      sent = send(url, init);
    } catch (error) {
      // fetch itself rejects instead of throwing: there is none, or it is not one.
      return [MISTAKEN, error];
    }
    let response;
    try {
      response = await sent;
    } catch (error) {
      return [FAILED, error];
    }
    const status = response?.status;
    if (!(status >= 0 && status < 1000)) {
      return [MISTAKEN, new TypeError("fetch did not resolve to a response with a status")];
    }
    // Browsers hide a redirect behind an opaque response (Fetch 2.2.6).
    if (/^30[12378]$/.test(String(status)) || response.type === "opaqueredirect") {
      return [REDIRECTED, response, ms && Math.max(1, ms - (Date.now() - started))];
    }
    try {
      // Mocks often have json() and no text().
      const body = await (response.text ? response.text() : response.json());
      const retryAfter = headersOf(response).get("retry-after") ?? "";
      const until = Date.parse(retryAfter) - Date.now();
      return [ANSWERED, response, status, parsed(body), body, retryAfter, until];
    } catch (error) {
      return [BROKEN, error];
    }
  });

/**
 * Waits; `TIMED_OUT` when the time is over.
 * @param {AbortSignal | undefined} signal
 * @param {number} ms
 */
const pause = (signal, ms) => within(signal, ms || 1, () => new Promise(() => {}));

/**
 * A response's headers as an object whose `get` answers a string or null, whatever they were.
 * @param {Response} response
 */
export const headersOf = ({ headers }) => ({
  /** @param {string} name */
  get(name) {
    try {
      const plain = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (headers));
      const value = typeof headers.get === "function" ? headers.get(name) : plain[name];
      return typeof value === "string" ? value : null;
    } catch {
      return null;
    }
  },
});

/**
 * `response` of a result or an error. Without `set-cookie`: the session is a credential; and without
 * the secrets, should the server echo them.
 * @param {Response} response
 * @param {number} attempts
 * @param {string[]} secrets
 */
export const meta = (response, attempts, secrets) => {
  const { status, statusText = "", headers, url = "" } = response;
  /** @type {Record<string, string>} */
  const plain = {};
  for (const [name, value] of Symbol.iterator in Object(headers)
    ? headers
    : Object.entries(headers ?? {})) {
    if (!/^set-cookie$/i.test(name)) plain[name] = redact(value, secrets);
  }
  // Of a failed call's URL the query may hold what only its caller knows to be secret.
  const place = secrets.length ? redact(url, secrets).split("?", 1)[0] : url;
  return { status, statusText: redact(statusText, secrets), headers: plain, url: place, attempts };
};

/**
 * The `Cookie` header that a login's `Set-Cookie` headers ask for (RFC 6265 5.2 and 5.4, as far as one
 * origin needs it), for runtimes whose `fetch` keeps no cookies; browsers hide them, and keep them.
 * @param {Response} response
 * @param {boolean} secure - whether the connection may carry `Secure` cookies
 */
export const cookies = (response, secure) => {
  const { headers } = response;
  const several = typeof headers?.getSetCookie === "function";
  const set = several ? headers.getSetCookie() : [headersOf(response).get("set-cookie") ?? ""];
  const dropped = secure ? /;\s*max-age=(0|-)/i : /;\s*(secure|max-age=(0|-))/i;
  /** @type {Map<string, string>} */
  const jar = new Map();
  for (const cookie of set) {
    const [, pair, name] = /^(([^=;\s]+)=[^;]*)/.exec(cookie) ?? [];
    if (pair && name && !dropped.test(cookie)) jar.set(name, pair);
  }
  return [...jar.values()].join("; ");
};

/**
 * Where a redirect leads: `[url, origin, whether that is where it came from]`; empty where it can't be
 * told.
 * @param {Response} response
 * @param {string} url
 */
export const target = (response, url) => {
  try {
    const from = new URL(url);
    const to = new URL(headersOf(response).get("location") ?? "//", from);
    return [to.href, to.origin, Number(to.origin === from.origin)];
  } catch {
    return [];
  }
};

// Codes of Node and Bun after which a request is known not to have been sent.
const UNSENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/;

/**
 * `[message, code, sent, cause]` of whatever was thrown: sent is 0 when the request is known not to
 * have reached the server, 1 when it may have, 2 when the call itself is a mistake. undici puts the
 * code on the cause, Bun on the error. The cause is made anew: what was thrown may hold the request,
 * and so its credentials, in any depth.
 * @param {any} error
 * @param {string[]} secrets
 */
export const thrown = (error, secrets) => {
  try {
    const found = error?.cause?.code ?? error?.code;
    const code = typeof found === "string" ? redact(found, secrets) : "";
    const said = error?.message ?? error;
    const message = typeof said === "string" ? redact(said, secrets) : "";
    const sent = UNSENT.test(code) ? 0 : /^(ERR|UND_ERR)_INVALID/.test(code) ? 2 : 1;
    return [message, code, sent, Object.assign(new Error(message), code && { code })];
  } catch {
    return ["", "", 1, undefined];
  }
};

/**
 * The error of a record, made by the npm entry's factory where there is one.
 * @param {{ message: string }} record
 * @param {((record: object) => Error) | undefined} factory
 */
export const toError = (record, factory) => {
  const known = Object.entries(record).filter(([, value]) => value !== undefined);
  const fields = Object.fromEntries(known);
  return factory?.(fields) ?? Object.assign(new Error(record.message), fields);
};

/** A random version 4 UUID. `crypto.randomUUID` is missing on plain-http pages. */
export const uuid = () =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    // The numbers tell calls apart, they guard nothing.
    (Number(digit) ^ ((Math.random() * 16) >> (Number(digit) / 4))).toString(16),
  );

// What a call wants next. The same numbers stand in client/call.rs.
const SEND = 0;
const PAUSE = 1;
// GATHER = 2
const DONE = 3;

/**
 * Does what a call wants next.
 * @param {any[]} step
 * @returns {Promise<Outcome>}
 */
export const perform = ([kind, ...details]) => {
  if (kind === SEND) return exchange(.../** @type {Parameters<typeof exchange>} */ (details));
  if (kind === PAUSE) return pause(.../** @type {Parameters<typeof pause>} */ (details));
  const [signal, boundary, files] = details;
  return within(signal, 0, async () => [ANSWERED, await form(boundary, files)]);
};

/**
 * Drives a call to its end. Should the wasm trap, this rejects with that.
 * @param {{ next(outcome: Outcome): any[]; free(): void }} call
 */
export const drive = async (call) => {
  /** @type {Outcome} */
  let outcome = [ANSWERED];
  for (;;) {
    const step = call.next(outcome);
    if (step[0] < DONE) {
      outcome = await perform(step);
      continue;
    }
    call.free();
    if (step[0] === DONE) return step[1];
    throw step[1];
  }
};
