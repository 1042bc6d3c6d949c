// @ts-check
/*
 * What kind of thing a value is, told across realms: never by its class; refusing those that don't
 * fit; and reading what sets up a client or a call: configuration, headers, options.
 */

/** @typedef {(string | null)[]} Flat - name, value, name, value, … */

/**
 * What kind of thing a value is, across realms.
 * @param {unknown} value
 */
export const tag = (value) => Object.prototype.toString.call(value).slice(8, -1);

/**
 * Says what a value is. Never its content, which may be secret.
 * @param {unknown} value
 */
export const describe = (value) => {
  if (value === "") return "an empty string";
  if (value === null || value === undefined) return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  const name = typeof value === "object" ? tag(value) : typeof value;
  const word = /^(Array|Object)$/.test(name) ? name.toLowerCase() : name;
  return `${/^[aeiou]/i.test(word) ? "an" : "a"} ${word}`;
};

/** @param {unknown} value */
export const isBlob = (value) => /^(Blob|File)$/.test(tag(value));

/** @param {unknown} value */
export const isBytes = (value) => ArrayBuffer.isView(value) || tag(value) === "ArrayBuffer";

/**
 * Refuses an argument: which one, what was expected, what came.
 * @param {string} argument
 * @param {string} expected
 * @param {string} received
 * @returns {never}
 */
export const refuse = (argument, expected, received) => {
  const message = `${argument}: expected ${expected}, got ${received}`;
  throw { name: "MedusaUsageError", message, argument, expected, received };
};

/**
 * Runs a reader. Whatever a caller's own getters throw is an argument that can't be read.
 * @template T
 * @param {string} argument
 * @param {() => T} read
 */
export const readable = (argument, read) => {
  try {
    return read();
  } catch (error) {
    if (/** @type {Partial<Error> | null} */ (error)?.name === "MedusaUsageError") throw error;
    return refuse(argument, "values that can be read", "one that throws");
  }
};

/**
 * @param {string} argument
 * @param {string} expected
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
export const record = (argument, expected, value) =>
  tag(value) === "Object"
    ? /** @type {Record<string, unknown>} */ (value)
    : refuse(argument, expected, describe(value));

/**
 * A string. A lone surrogate would silently turn into U+FFFD on its way to Rust, and mean another id.
 * @param {string} argument
 * @param {unknown} value
 * @returns {string}
 */
export const text = (argument, value) => {
  if (typeof value !== "string") return refuse(argument, "a string", describe(value));
  return /\p{Cs}/u.test(value)
    ? refuse(argument, "a well-formed string", "a string with a lone surrogate")
    : value;
};

/** Beyond this `setTimeout` fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** `.` and `..`, which URL parsers resolve, also in their encoded spellings (WHATWG URL). */
export const DOT_STEP = /(^|\/)(\.|%2e){1,2}(?=\/|$)/i;

/**
 * A header's value. It is not repeated in the error: it may be a credential.
 * @param {string} place
 * @param {string} value
 */
const sendable = (place, value) =>
  // What fetch can send (Fetch 2.2.2).
  /^[\t -~\x80-\xff]*$/.test(value)
    ? value
    : refuse(
        place,
        "characters up to U+00FF, none of them a control character",
        "one that has others",
      );

/**
 * @param {string} place
 * @param {unknown} value
 * @returns {string}
 */
const headerValue = (place, value) => {
  if (Array.isArray(value)) return value.map((item) => headerValue(place, item)).join(", ");
  return /^(string|number|boolean|bigint)$/.test(typeof value)
    ? sendable(place, String(value))
    : refuse(place, "a string, number or boolean", describe(value));
};

/**
 * Headers, from an object or from what lists pairs as `Headers` and `Map` do.
 * @param {string} argument
 * @param {unknown} given
 */
export const headers = (argument, given) => {
  /** @type {Flat} */
  const flat = [];
  if (given === undefined || given === null) return flat;
  const listed = /^(Headers|Map)$/.test(tag(given));
  const entries = listed
    ? [.../** @type {Iterable<[unknown, unknown]>} */ (given)]
    : Object.entries(record(argument, "an object of headers", given));
  for (const [name, value] of entries) {
    if (value === undefined) continue;
    // A token (RFC 9110 5.6.2); as a plain object's key, `__proto__` would vanish.
    if (!/^(?!__proto__$)[\w!#$%&'*+.^`|~-]+$/.test(String(name))) {
      // What follows the colon of a whole line may be a secret.
      const [start = ""] = /^[\w-]*/.exec(String(name)) ?? [];
      refuse(argument, "valid header names", name === "" ? describe(name) : `"${start}…"`);
    }
    const header = String(name);
    flat.push(header, value === null ? null : headerValue(`${argument}.${header}`, value));
  }
  return flat;
};

/**
 * Milliseconds as a timer can take them; 0 stands for no limit.
 * @param {string} place
 * @param {unknown} value
 */
const milliseconds = (place, value) => {
  if (typeof value !== "number" || !(value >= 0)) {
    return refuse(
      place,
      "milliseconds from 0",
      Number(value) < 0 ? "a negative number" : describe(value),
    );
  }
  return Math.min(Math.ceil(value), LONGEST_TIMER_MS);
};

/**
 * @param {string} place
 * @param {unknown} value
 */
const count = (place, value) =>
  // Infinity is its own floor.
  typeof value === "number" && value >= 0 && Math.floor(value) === value
    ? value
    : refuse(
        place,
        "a whole number from 0",
        Number.isFinite(value) ? String(value) : describe(value),
      );

/**
 * @param {string} place
 * @param {unknown} value
 */
const flag = (place, value) =>
  typeof value === "boolean" ? value : refuse(place, "true or false", describe(value));

/**
 * @param {string} place
 * @param {unknown} value
 */
const listener = (place, value) =>
  value === undefined || typeof value === "function"
    ? value
    : refuse(place, "a function", describe(value));

/**
 * A logger: `console`, or anything that may have some of its methods.
 * @param {string} place
 * @param {unknown} value
 */
const logger = (place, value) =>
  value === undefined || (value && typeof value === "object")
    ? value
    : refuse(place, "an object with debug, info, warn or error", describe(value));

/**
 * Options of a call: `[signal, timeoutMs, maxRetries, dedupe]`. The second names are medusa-js's, which turns
 * them into headers.
 * @param {unknown} given
 */
export const options = (given) => {
  /** @type {unknown[]} */
  const read = [undefined, undefined, undefined, undefined];
  for (const [name, value] of Object.entries(record("options", "an object", given ?? {}))) {
    const place = `options.${name}`;
    if (value === undefined) continue;
    if (name === "signal") {
      const signal = /** @type {Partial<AbortSignal> | null} */ (value);
      const known =
        !signal ||
        (typeof signal.addEventListener === "function" &&
          typeof signal.removeEventListener === "function");
      read[0] = known ? signal || undefined : refuse(place, "an AbortSignal", describe(value));
    } else if (name === "timeoutMs" || name === "timeout") read[1] = milliseconds(place, value);
    else if (name === "maxRetries" || name === "numberOfRetries") read[2] = count(place, value);
    else if (name === "dedupe") read[3] = flag(place, value);
    else refuse(place, "one of signal, timeoutMs, maxRetries and dedupe", "an unknown option");
  }
  return read;
};

/**
 * A credential that becomes a header; empty when there is none.
 * @param {string} place
 * @param {unknown} value
 */
export const secret = (place, value) => sendable(place, text(place, value ?? ""));

/**
 * Where the backend is, and whether a connection there is safe from other people's eyes, so that it
 * may carry `Secure` cookies and credentials: over https, or to this machine.
 * @param {string} place
 * @param {unknown} value
 * @returns {[url: string, secure: boolean]}
 */
const baseUrl = (place, value) => {
  const url = text(place, value).replace(/\/+$/, "");
  const expected = "an http(s) URL or a path on this page's origin";
  /** @param {string} received */
  const no = (received) => refuse(place, expected, received);
  if (/[\s\\?#]|\p{Cc}/u.test(url)) no("one with white space, a backslash, ? or #");
  if (DOT_STEP.test(url)) no("one with a . or .. step");
  if (!/^[a-z][a-z\d+.-]*:/i.test(url)) {
    if (/^\/\//.test(url)) no("one without its scheme");
    // Browsers and workers of a page have a location to be relative to.
    if (typeof location === "undefined") no("a relative one, but no page");
    return [url, isSecure(location)];
  }
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return no("a broken one");
  }
  if (!/^https?:\/\//i.test(url)) no("one without http(s)://");
  if (parsed.username || parsed.password) no("one with credentials in it");
  return [url, isSecure(parsed)];
};

/** @param {{ protocol: string, hostname: string }} url */
const isSecure = ({ protocol, hostname }) =>
  protocol !== "http:" || /^(.*\.)?localhost$|^127(\.\d+){3}$|^\[::1\]$/.test(hostname);

/**
 * A client's configuration: `[baseUrl, secure, maxRetries, timeoutMs, customHeaders, fetch, apiKey,
 * publishableApiKey, dedupe, hooks]`. A property that is undefined means its default, everywhere; what this client
 * doesn't know is left alone: configurations written for medusa-js have more.
 * @param {unknown} given
 */
export const config = (given) =>
  readable("new Medusa(config)", () => {
    const all = record("new Medusa(config)", "an object", given ?? {});
    /**
     * @template T
     * @param {string} name
     * @param {(place: string, value: unknown) => T} read
     * @param {unknown} usual
     */
    const field = (name, read, usual) =>
      read(`new Medusa({ ${name} })`, all[name] === undefined ? usual : all[name]);
    // medusa-js's default.
    const [url, secure] = field("baseUrl", baseUrl, "http://localhost:9000");
    const hooks = {
      onRequest: field("onRequest", listener, undefined),
      onResponse: field("onResponse", listener, undefined),
      onRetry: field("onRetry", listener, undefined),
      logger: field("logger", logger, undefined),
      onAuthExpired: field("onAuthExpired", listener, undefined),
      maxResponseBytes: field("maxResponseBytes", count, 64 * 2 ** 20),
      isExposed: !secure,
      renewals: 0,
    };
    return [
      url,
      secure,
      // medusa-js's default is 0; a client that gives up at the first lost packet is nobody's wish.
      field("maxRetries", count, 2),
      field(
        "timeoutMs",
        (place, value) => (value === undefined ? value : milliseconds(place, value)),
        undefined,
      ),
      headers("new Medusa({ customHeaders })", all["customHeaders"]),
      field("fetch", listener, undefined),
      field("apiKey", secret, ""),
      field("publishableApiKey", secret, ""),
      field("dedupe", flag, false),
      hooks,
    ];
  });
