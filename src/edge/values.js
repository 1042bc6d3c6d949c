// @ts-check
/*
 * What kind of thing a value is, told across realms: never by its class; and
 * refusing those that don't fit.
 */

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
