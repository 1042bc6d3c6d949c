// @ts-check
/*
 * What kind of thing a value is, told across realms: never by its class; refusing those that don't
 * fit; and reading what several arguments have: headers, options.
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
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** `.` and `..`, which URL parsers resolve, also in their encoded spellings (WHATWG URL). */
export const DOT_STEP = /(^|\/)(\.|%2e){1,2}(?=\/|$)/i;

/**
 * A header's value. It is not repeated in the error: it may be a credential.
 * @param {string} place
 * @param {string} value
 */
export const sendable = (place, value) =>
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
export const milliseconds = (place, value) => {
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
export const count = (place, value) =>
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
export const flag = (place, value) =>
  typeof value === "boolean" ? value : refuse(place, "true or false", describe(value));

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
