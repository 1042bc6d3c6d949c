// @ts-check
/*
 * The only transport: one exchange of a request for an answer, by the engine's `fetch`; and the loop
 * that drives a call. An exchange always settles, and never rejects.
 */

import { form, headersOf, parsed, received } from "./answers.js";
import { MOST_BYTES } from "./config.js";
import { uuid } from "./jobs.js";
import { answered, asked, failed, repeated } from "./observe.js";
import { within } from "./within.js";

export { cookies, meta, said, sort, target, thrown } from "./answers.js";
export { found, traceable } from "./jobs.js";
export { uuid };

/** @typedef {import("./observe.js").Hooks} Hooks */
/** @typedef {import("./observe.js").About} About */

// What became of an exchange; more of them stand in within.js, all of them in client/call.rs.
const ANSWERED = 0;
const REDIRECTED = 1;
const FAILED = 2;
const BROKEN = 3;
const MISTAKEN = 4;

/** @typedef {import("./within.js").Outcome} Outcome */

/**
 * Workers throw on `credentials`, and have no cookies to send.
 */
const sendsCookies = () => typeof Request === "undefined" || "credentials" in Request.prototype;

/** What is read of a form at once. */
const PIECE = 2 ** 17;

/**
 * Lets the sending of a form be seen. Engines whose `fetch` is written in JavaScript (undici, Deno)
 * read a `Blob` through its `stream` method; in others this changes nothing. In pieces, because
 * Node's own stream of a `Blob` gives a large part whole, which is then sent unseen.
 * @param {Blob} blob
 * @param {() => void} touch
 */
const watch = (blob, touch) => {
  blob.stream = () => {
    let at = 0;
    return new ReadableStream(
      {
        async pull(controller) {
          touch();
          if (at >= blob.size) return controller.close();
          const piece = blob.slice(at, at + PIECE);
          at += PIECE;
          controller.enqueue(new Uint8Array(await piece.arrayBuffer()));
        },
      },
      { highWaterMark: 0 },
    );
  };
};

/** Bytes in a millisecond that an upload must move where it can't be seen: 16 kB a second. */
const SLOWEST_UPLOAD = 16;

/**
 * Browsers hide a redirect behind an opaque response (Fetch 2.2.6); 300, 305 and 306 redirect where
 * they name a place (RFC 9110 15.4).
 * @param {Response} response
 */
const isRedirect = (response) =>
  response.type === "opaqueredirect" ||
  /^30[12378]$/.test(String(response.status)) ||
  (/^30[056]$/.test(String(response.status)) && headersOf(response).get("location") !== null);

/**
 * A `Retry-After` whose date, should it be one of asctime, says that it is in GMT as all HTTP dates are
 * (RFC 9110 5.6.7).
 * @param {string} header
 */
const dated = (header) =>
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4}$/.test(header) ? `${header} GMT` : header;

/**
 * What `fetch` is told beside the URL.
 * @param {string} method
 * @param {string} headers - lines of names and of values, by turns
 * @param {string | Blob | undefined} body
 * @param {AbortSignal} stop
 */
const initOf = (method, headers, body, stop) => {
  /** @type {RequestInit & { headers: Record<string, string> }} */
  const init = { method, headers: {}, signal: stop, redirect: "manual" };
  for (const [, name, value] of headers.matchAll(/(.*)\n(.*)\n/g)) {
    init.headers[/** @type {string} */ (name)] = /** @type {string} */ (value);
  }
  if (body !== undefined) init.body = body;
  // The session is a cookie, and the backend is often another origin than the admin's page.
  if (sendsCookies()) init.credentials = "include";
  return init;
};

/**
 * What the core has to know of an answer.
 * @param {Response} response
 * @param {number} most - bytes of the body
 * @param {AbortSignal} stop
 * @param {(() => void) | undefined} touch
 * @returns {Promise<Outcome>}
 */
const answerOf = async (response, most, stop, touch) => {
  const { status } = response;
  const head = headersOf(response);
  const retryAfter = dated(head.get("retry-after")?.trim() ?? "");
  // By the server's clock, where its answer tells the time.
  const now = Date.parse(head.get("date") ?? "") || Date.now();
  const until = Date.parse(retryAfter) - now;
  try {
    const [text, flaw, isFinal] = await received(response, most || Infinity, stop, touch);
    const value = flaw ? undefined : parsed(text);
    return [ANSWERED, response, status, value, text, retryAfter, until, flaw, isFinal];
  } catch (error) {
    // A refusal is one, also when its words break off.
    if (status >= 400) return [ANSWERED, response, status, undefined, "", retryAfter, until];
    return [BROKEN, error];
  }
};

/**
 * @param {typeof fetch | undefined} custom
 * @param {Hooks} hooks
 * @param {About} about
 * @param {string} url
 * @param {string} headers
 * @param {string | Blob | undefined} body
 * @param {AbortSignal | undefined} signal
 * @param {number} ms
 * @param {boolean} isUpload - whose limit is how long nothing may move
 */
const exchange = (custom, hooks, about, url, headers, body, signal, ms, isUpload) => {
  const form = isUpload ? /** @type {Blob} */ (body) : undefined;
  /** @type {Parameters<typeof within>[2]} */
  const run = async (stop, restart) => {
    const touch = form && (() => restart());
    const started = Date.now();
    const init = initOf(about[0], headers, body, stop);
    if (form && touch) watch(form, touch);
    asked(hooks, about, init.headers);
    /** @type {Promise<Response>} */
    let sent;
    try {
      // Looked up now, so that what a page or a test replaces later is what is used.
      const send = custom ?? globalThis.fetch;
      sent = send(url, init);
    } catch (error) {
      // fetch itself rejects instead of throwing: there is none, or it is not one.
      return [MISTAKEN, error, true];
    }
    let response;
    try {
      response = await sent;
    } catch (error) {
      return [FAILED, error];
    }
    touch?.();
    const status = response?.status;
    if (!(status >= 0 && status < 1000)) {
      return [MISTAKEN, new TypeError("fetch did not resolve to a response with a status")];
    }
    const spent = Date.now() - started;
    // After the end of the call nobody listens any more.
    if (!stop.aborted) answered(hooks, about, status, spent);
    if (isRedirect(response)) return [REDIRECTED, response, ms && Math.max(1, ms - spent)];
    return answerOf(response, hooks?.maxResponseBytes ?? MOST_BYTES, stop, touch);
  };
  return within(signal, ms, run, form ? form.size / SLOWEST_UPLOAD : 0);
};

/**
 * Waits; `TIMED_OUT` when the time is over. Of a retry, tells what failed.
 * @param {AbortSignal | undefined} signal
 * @param {number} ms
 * @param {Hooks} [hooks]
 * @param {About} [about]
 * @param {[reason: string, status: number | undefined, code: string]} failure
 */
const wait = (signal, ms, hooks, about, ...failure) => {
  if (about) repeated(hooks, about, ms, ...failure);
  return within(signal, ms || 1, () => new Promise(() => {}));
};

/**
 * Has the caller sign in again, once for all that wait for it, unless somebody has since the request
 * was sent: `[ANSWERED, whether it succeeded]`.
 * @param {AbortSignal | undefined} signal
 * @param {number} ms
 * @param {NonNullable<Hooks>} hooks
 * @param {number} renewals - that there had been then
 */
const signIn = (signal, ms, hooks, renewals) =>
  within(signal, ms, async () => {
    if (hooks.renewals > renewals) return [ANSWERED, hooks.isRenewed];
    // Not at once: the hook's own calls have to see that this is under way.
    hooks.renewing ??= Promise.resolve()
      .then(() => hooks.onAuthExpired?.())
      .then(
        () => true,
        () => false,
      )
      .then((hasSucceeded) => {
        hooks.renewals++;
        hooks.renewing = undefined;
        hooks.isRenewed = hasSucceeded;
        return hasSucceeded;
      });
    return [ANSWERED, await hooks.renewing];
  });

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

// What a call wants next: something to do, or one of the last two, whose numbers stand in js/mod.rs
// as well.
const SEND = 0;
const WAIT = 1;
const GATHER = 2;
const SIGN_IN = 3;
const DONE = 4;

/** @param {Parameters<typeof exchange>} details */
export const send = (...details) => [SEND, ...details];
/** @param {Parameters<typeof wait>} details */
export const pause = (...details) => [WAIT, ...details];
export const repeat = pause;
/** @param {[AbortSignal | undefined, number, unknown[]]} details */
export const gather = (...details) => [GATHER, ...details];
/** @param {Parameters<typeof signIn>} details */
export const renew = (...details) => [SIGN_IN, ...details];
/** @param {About} details */
export const about = (...details) => details;

/**
 * Does what a call wants next.
 * @param {any[]} step
 * @returns {Promise<Outcome>}
 */
export const perform = ([kind, ...details]) => {
  if (kind === SEND) return exchange(.../** @type {Parameters<typeof exchange>} */ (details));
  if (kind === WAIT) return wait(.../** @type {Parameters<typeof wait>} */ (details));
  if (kind === SIGN_IN) return signIn(.../** @type {Parameters<typeof signIn>} */ (details));
  const [signal, ms, files] = details;
  return within(signal, ms, async (stop, touch) => {
    return [ANSWERED, await form(uuid(), files, stop, touch)];
  });
};

/**
 * Drives a call to its end. Should the wasm trap, this rejects with `{ trap, wasSent }`; the call is
 * left behind with its instance.
 * @param {{ next(outcome: Outcome): any[]; free(): void; __destroy_into_raw?(): void }} call
 * @param {Hooks} hooks
 */
export const drive = async (call, hooks) => {
  /** @type {Outcome} */
  let outcome = [ANSWERED];
  let wasSent = false;
  // So that no hook runs inside its caller's own statement.
  await undefined;
  for (;;) {
    let step;
    try {
      step = call.next(outcome);
    } catch (trap) {
      // What is borrowed for good can't be freed, neither here nor by the garbage collector.
      call.__destroy_into_raw?.();
      throw Object.assign(new Error("The WebAssembly stopped"), { trap, wasSent });
    }
    if (step[0] < DONE) {
      wasSent ||= step[0] === SEND && step[3][0] !== "GET";
      outcome = await perform(step);
      continue;
    }
    call.free();
    if (step[0] === DONE) return step[1];
    if (step[2]) failed(hooks, step[1]);
    throw step[1];
  }
};
