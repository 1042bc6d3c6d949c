// @ts-check
/*
 * Answers of a server: their bodies, headers and cookies, where they redirect to; and what `fetch`
 * throws in place of one. Read by the names of their properties, never by their class: they may come
 * from another realm, a polyfill or a test's mock.
 */

import { chunksOf, isStream, redact } from "./bodies.js";

export { form, parsed, said, sort } from "./bodies.js";

const strict = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true });
const lenient = /* @__PURE__ */ new TextDecoder();

/**
 * @typedef {[body: unknown, flaw?: string, isFinal?: boolean]} Body - text, or what a mock's `json()`
 *   gave; what is wrong with it; whether that will be so the next time
 */

/**
 * Whether no more than this can come, because the connection ends there: then the engine may read the
 * body at one go. A compressed body is larger than its length says, and across origins a browser hides
 * whether it is compressed.
 * @param {Response} response
 * @param {number} most
 */
const isBounded = (response, most) => {
  const headers = headersOf(response);
  return (
    Number(headers.get("content-length") ?? NaN) <= most &&
    !headers.get("content-encoding") &&
    response.type !== "cors" &&
    typeof response.arrayBuffer === "function"
  );
};

/**
 * Reads a stream until its end, or until there is too much of it: then undefined. Nobody waits for what
 * comes of closing it.
 * @param {unknown} stream
 * @param {number} most
 * @param {AbortSignal} stop
 * @param {(() => void) | undefined} touch - told of each chunk
 */
const collected = async (stream, most, stop, touch) => {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  let size = 0;
  for await (const value of chunksOf(stream, stop)) {
    touch?.();
    const chunk = /** @type {Uint8Array<ArrayBuffer>} */ (value);
    if (!ArrayBuffer.isView(chunk)) throw new TypeError("The body has a chunk that is no bytes");
    size += chunk.byteLength;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  if (chunks.length === 1) return chunks[0];
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
};

/**
 * The body of an answer, of at most so many bytes.
 * @param {Response} response
 * @param {number} most
 * @param {AbortSignal} stop
 * @param {() => void} [touch] - told of each chunk
 * @returns {Promise<Body>}
 */
export const received = async (response, most, stop, touch) => {
  /** @type {BufferSource | undefined} */
  let bytes;
  if (!touch && isBounded(response, most)) bytes = await response.arrayBuffer();
  else if (isStream(response.body)) bytes = await collected(response.body, most, stop, touch);
  else {
    // Mocks often have json() and no text().
    const body = await (response.text ? response.text() : response.json());
    if (!(body?.length > most)) return [body];
  }
  if (!bytes) return ["", `more bytes than maxResponseBytes allows (${most})`, true];
  try {
    return [strict.decode(bytes)];
  } catch {
    return [lenient.decode(bytes), "text that is not UTF-8"];
  }
};

/**
 * Headers as pairs, from whatever they are: `Headers`, a `Map`, pairs, a plain object of a mock's.
 * @param {any} headers
 * @returns {[name: string, value: unknown][]}
 */
const pairsOf = (headers) => {
  if (Symbol.iterator in Object(headers)) return [...headers];
  if (typeof headers?.forEach !== "function") return Object.entries(headers ?? {});
  /** @type {[string, unknown][]} */
  const pairs = [];
  headers.forEach((/** @type {unknown} */ value, /** @type {string} */ name) => {
    pairs.push([name, value]);
  });
  return pairs;
};

/**
 * A response's headers as an object whose `get` answers a string or null, whatever they were.
 * @param {Response} response
 */
export const headersOf = ({ headers }) => ({
  /** @param {string} wanted - in lower case */
  get(wanted) {
    try {
      const has = typeof headers.get === "function";
      const found = pairsOf(has ? [] : headers).find(([name]) => name.toLowerCase() === wanted);
      const value = has ? headers.get(wanted) : found?.[1];
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
 * @param {boolean} isError
 */
export const meta = (response, attempts, secrets, isError) => {
  const { status, statusText: said = "", headers, url: from = "" } = response;
  const shown = pairsOf(headers).filter(([name]) => !/^set-cookie$/i.test(name));
  // At one go, which costs a tenth. None of these has line breaks, unless a mock made it.
  const lines = [said, from, ...shown.map(([, value]) => value)].map((line) =>
    String(line).replaceAll("\n", " "),
  );
  const [statusText, url = "", ...values] = redact(lines.join("\n"), secrets).split("\n");
  const plain = Object.fromEntries(shown.map(([name], index) => [name, values[index]]));
  // Of a failed call's URL the query may hold what only its caller knows to be secret.
  const place = isError ? url.split("?", 1)[0] : url;
  return { status, statusText, headers: plain, url: place, attempts };
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
    // A header, as far as it goes; a mock's may be anything.
    if (pair && name && /^[ -~]*$/.test(pair) && !dropped.test(cookie)) jar.set(name, pair);
  }
  return [...jar.values()].join("; ");
};

/**
 * Where a redirect leads: `[url, origin, whether that is below the base, status]`; without the first
 * two where it can't be told.
 * @param {Response} response
 * @param {string} url - where it came from
 * @param {string} base
 */
export const target = (response, url, base) => {
  const { status } = response;
  try {
    const to = new URL(headersOf(response).get("location") ?? "//", url);
    // `fetch` refuses credentials in a URL, and prints them.
    const isPlain = /^https?:$/.test(to.protocol) && !to.username && !to.password;
    const isWithin = isPlain && to.href.startsWith(new URL(`${base}/`).href);
    return [to.href, to.origin === "null" ? "" : to.origin, Number(isWithin), status];
  } catch {
    return ["", "", 0, status];
  }
};

// Codes of Node and Bun after which a request is known not to have been sent.
const UNSENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/;
// Deno has no codes, but says in which phase it failed (its error is hyper's).
const UNSENT_IN_WORDS = /client error \(Connect\)/;

// What undici says without a code of requests that it refuses to send.
const UNSENDABLE = /^bad port$|scheme/;

/**
 * Whether this is a mistake in a program, such as a `fetch` of the caller's own. Engines throw a
 * TypeError for faults of the network as well, each in words of its own.
 * @param {any} error
 */
const isMistake = (error) =>
  /^(Reference|Range|Syntax|Eval|URI)Error$/.test(error?.name) ||
  (error?.name === "TypeError" &&
    !error.cause &&
    /is not (a|an|defined|iterable)\b|(of|is|properties of) (null|undefined)|cannot (read|set|convert|destructure)/i.test(
      error.message,
    ));

/**
 * `[message, code, sent, cause]` of whatever was thrown: sent is 0 when the request is known not to
 * have reached the server, 1 when it may have, 2 when it can't be sent at all, 3 for a mistake in a
 * program, which may have come after it was sent. undici puts the code on the cause, Bun on the error.
 * The cause is made anew: what was thrown may hold the request, and so its credentials, in any depth.
 * @param {any} error
 * @param {string[]} secrets
 */
export const thrown = (error, secrets) => {
  try {
    const found = error?.cause?.code ?? error?.code;
    const code = typeof found === "string" ? redact(found, secrets) : "";
    const said = error?.message ?? error;
    const message = typeof said === "string" ? redact(said, secrets) : "";
    // A route may also vanish under a connection that stands: then the failing call is no connect.
    const phase = /^(undefined|connect|getaddrinfo)$/.test(error?.cause?.syscall);
    const isUnsent = (UNSENT.test(code) && phase) || UNSENT_IN_WORDS.test(message);
    const isUnsendable =
      /^(ERR|UND_ERR)_INVALID/.test(code) || UNSENDABLE.test(error?.cause?.message ?? "");
    const sent = isUnsent ? 0 : isUnsendable ? 2 : !code && isMistake(error) ? 3 : 1;
    return [message, code, sent, Object.assign(new Error(message), code && { code })];
  } catch {
    return ["", "", 1, undefined];
  }
};
