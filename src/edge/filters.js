// @ts-check
/*
 * Filters, flattened into text. What can't be sent as it is meant is refused; nothing is dropped.
 */

import { describe, record, refuse, text } from "./values.js";

/** @typedef {(string | null)[]} Flat - name, value, name, value, … */

/** A filter nested deeper than this is a cycle. */
const DEEPEST = 16;

/** @param {unknown} value */
const hasJson = (value) =>
  typeof (/** @type {{ toJSON?: unknown } | null} */ (value)?.toJSON) === "function";

/**
 * Filters, flattened in the notation of `qs`: `created_at[gt]`, `id[]`.
 * @param {string} argument
 * @param {unknown} query
 */
export const filters = (argument, query) => {
  /** @type {Flat} */
  const flat = [];
  /**
   * @param {string} place
   * @param {string} key
   * @param {unknown} value
   * @param {number} depth
   * @returns {unknown}
   */
  const walk = (place, key, value, depth) => {
    if (depth > DEEPEST)
      return refuse(place, "a value that is not nested so deep", "another level");
    if (value === undefined) return 0;
    if (value === null) return flat.push(key, null);
    if (typeof value === "string") return flat.push(key, text(place, value));
    if (typeof value === "boolean" || typeof value === "bigint" || Number.isFinite(value)) {
      return flat.push(key, String(value));
    }
    if (hasJson(value)) {
      // Dates, and what date libraries make: as in JSON, an ISO-8601 string. That of an invalid date
      // is null, which would ask for "no date set".
      const json = /** @type {{ toJSON(): unknown }} */ (value).toJSON();
      if (json === null) refuse(place, "a valid date", `${describe(value)} that is not valid`);
      return walk(place, key, json, depth + 1);
    }
    if (Array.isArray(value)) {
      const items = value.filter((item) => item !== undefined);
      // On the wire it would vanish, and "none of these" turn into "all of them".
      if (!items.length) {
        refuse(place, "at least one value, or no filter at all", "an empty array");
      }
      // Plain values need no index: `key[]` stays a list in every version and setting of qs.
      const plain = items.every((item) => typeof item !== "object" || !item || hasJson(item));
      return items.forEach((item, index) => {
        walk(place, `${key}[${plain ? "" : index}]`, item, depth + 1);
      });
    }
    const fields = record(place, "a string, number, boolean, Date, array or plain object", value);
    for (const [name, field] of Object.entries(fields)) {
      walk(`${place}.${name}`, key ? `${key}[${name}]` : name, field, depth + 1);
    }
    return 0;
  };
  if (query !== undefined && query !== null) {
    walk(argument, "", record(argument, "an object of filters", query), 0);
  }
  return flat;
};
