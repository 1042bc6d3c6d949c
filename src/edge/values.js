// @ts-check
/*
 * What kind of thing a value is, told across realms: never by its class.
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
