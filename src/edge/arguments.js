// @ts-check
/*
 * Reading the arguments of a call: values of the engine, of whatever realm, into text the core takes.
 * What can't be sent as it is meant is refused, by throwing the record of an error; nothing is dropped.
 *
 * This is JavaScript and not Rust because of its size: walking values from the outside costs the npm
 * artifact four times as much (ARCHITECTURE.md, "Size").
 */

import {
  DOT_STEP,
  describe,
  headers,
  isBlob,
  isBytes,
  options,
  readable,
  record,
  refuse,
  tag,
  text,
} from "./values.js";

export { config, secret } from "./config.js";
export { refuse } from "./values.js";

/** @typedef {import("./values.js").Flat} Flat */

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
const filters = (argument, query) => {
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
    if (depth > DEEPEST) return refuse(place, "less nesting", "one level more");
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
    const fields = record(place, "a value that a query can hold", value);
    for (const [name, field] of Object.entries(fields)) {
      walk(
        `${place}.${name}`,
        key ? `${key}[${text(place, name)}]` : text(place, name),
        field,
        depth + 1,
      );
    }
    return 0;
  };
  if (query !== undefined && query !== null) {
    walk(argument, "", record(argument, "an object of filters", query), 0);
  }
  return flat;
};

/**
 * JSON text.
 * @param {string} argument
 * @param {unknown} value
 */
const json = (argument, value) => {
  const expected = "a value that JSON can hold";
  let written;
  try {
    // A Map or a FormData would be written as {}.
    const known =
      typeof value !== "object" || /^(Object|Array|Null)$/.test(tag(value)) || hasJson(value);
    written = known ? JSON.stringify(value) : undefined;
  } catch {
    refuse(argument, expected, "one with a cycle, a BigInt or a throwing getter");
  }
  return written ?? refuse(argument, expected, describe(value));
};

/**
 * What is secret in a payload, in whatever depth.
 * @param {string | undefined} json
 */
const secretsOf = (json) => {
  /** @type {string[]} */
  const found = [];
  JSON.parse(json ?? "0", (name, value) => {
    if (typeof value === "string" && /password|token|secret/i.test(name)) found.push(value);
    return value;
  });
  return found;
};

/**
 * The payload of a batch job, as JSON text.
 * @param {string} argument
 * @param {unknown} payload
 */
const batchJob = (argument, payload) => {
  const { type, context, dry_run } = record(argument, "an object with type and context", payload);
  if (typeof type !== "string" || !type) {
    const expected = 'the type of a batch job, such as "product-export"';
    refuse(`${argument}.type`, expected, describe(type));
  }
  text(`${argument}.type`, type);
  record(`${argument}.context`, "an object", context);
  if (dry_run !== undefined && typeof dry_run !== "boolean") {
    refuse(`${argument}.dry_run`, "true or false", describe(dry_run));
  }
  return json(argument, payload);
};

/**
 * A payload that has these strings, separated by spaces, as JSON text.
 * @param {string} argument
 * @param {unknown} payload
 * @param {string} names
 */
const strings = (argument, payload, names) => {
  const object = record(argument, "an object", payload);
  for (const name of names.split(" ")) {
    if (!text(`${argument}.${name}`, object[name])) {
      refuse(`${argument}.${name}`, "a string that is not empty", "an empty string");
    }
  }
  return json(argument, payload);
};

/**
 * Files: `[name, type, content, name, …]`.
 * @param {string} argument
 * @param {unknown} given
 */
const files = (argument, given) => {
  const expected = "a File, a Blob, { name, content }, or an array of these";
  const listed = /^(Array|FileList)$/.test(tag(given));
  const list = listed ? Array.from(/** @type {ArrayLike<unknown>} */ (given)) : [given];
  if (!list.length) refuse(argument, expected, "an empty array");
  return list.flatMap((file) => {
    const fields = /** @type {Record<string, unknown>} */ (file);
    const type = String(fields?.["type"] ?? "");
    // FormData calls a Blob without a name so too (XMLHttpRequest, "create an entry").
    if (isBlob(file)) return [text(`${argument}.name`, fields["name"] ?? "blob"), type, file];
    const { name, content } = record(argument, expected, file);
    if (!text(`${argument}.name`, name)) {
      refuse(`${argument}.name`, "the file's name", "an empty string");
    }
    const stream = /** @type {Partial<AsyncIterable<unknown> & ReadableStream> | null} */ (content);
    const isStream = stream?.[Symbol.asyncIterator] || stream?.getReader;
    if (!(typeof content === "string" || isBlob(content) || isBytes(content) || isStream)) {
      refuse(`${argument}.content`, "a string, Buffer, Blob or stream", describe(content));
    }
    return [name, type, content];
  });
};

/**
 * A path for `admin.custom`, brought below `/admin` as medusa-js does: a leading `/` is added, and
 * `/admin` unless the path starts with that. `[path]` or `[path, query]`.
 * @param {string} argument
 * @param {unknown} given
 */
const customPath = (argument, given) => {
  const whole = text(argument, given);
  const path = whole.split("?", 1)[0] ?? "";
  /** @param {string} received */
  const no = (received) => refuse(argument, 'a path below /admin, such as "/products"', received);
  if (!path) no("an empty path");
  // URL parsers drop control characters and read a backslash as a slash.
  if (/[\\#]|\p{Cc}/u.test(whole)) no("one with a backslash, # or control character");
  if (/%(?![\da-f]{2})/i.test(whole)) no("one with a stray %");
  if (DOT_STEP.test(path) || path.includes("//")) no("one with a . or .. step, or //");
  const tail = path.replace(/^\//, "") + whole.slice(path.length);
  // Encodes what no URL may hold, and leaves alone what is encoded.
  const encoded = encodeURI(tail.startsWith("admin") ? `/${tail}` : `/admin/${tail}`);
  return encoded.replace(/%25/g, "%").split(/\?(.*)/, 2);
};

/** What an endpoint takes. The same numbers stand in js/mod.rs. */
const NOTHING = 0;
const ID = 1;
const FILTERS = 2;
const BATCH_JOB = 3;
const STRINGS = 4;
const FILES = 5;
const PATH_AND_FILTERS = 6;
const PATH_AND_JSON = 7;
const PATH = 8;

/**
 * The arguments of a call: `[id or path, query, filters, body, files, secrets, headers, signal,
 * timeoutMs, maxRetries, dedupe]`.
 * @param {string} name - of the call, such as `retrieve(id)`
 * @param {number} takes
 * @param {string} names - of the strings its payload must have
 * @param {unknown[]} given
 */
export const read = (name, takes, names, given) =>
  readable(name, () => {
    const inner = /** @type {string} */ (name.split("(", 1)[0]);
    const rest = [...given];
    const first = takes === NOTHING ? undefined : rest.shift();
    const isCustom = takes >= PATH_AND_FILTERS;
    const second = isCustom && takes !== PATH ? rest.shift() : undefined;
    // medusa-js's order of arguments is another one there.
    if (isCustom) rest.length = 2;
    const [customHeaders, choices] = isCustom ? rest.reverse() : rest;
    const [path = "", written = ""] = isCustom ? customPath(name, first) : [];
    const body =
      takes === BATCH_JOB
        ? batchJob(name, first)
        : takes === STRINGS
          ? strings(name, first, names)
          : takes === PATH_AND_JSON && second !== undefined
            ? json(`${inner}(payload)`, second)
            : undefined;
    return [
      takes === ID ? text(name, first) : path,
      written,
      takes === FILTERS
        ? filters(name, first)
        : filters(`${inner}(query)`, takes === PATH_AND_FILTERS ? second : undefined),
      body,
      takes === FILES ? files(name, first) : [],
      // A job's context has none, and may be large.
      takes === BATCH_JOB ? [] : secretsOf(body),
      headers("customHeaders", customHeaders),
      ...options(choices),
    ];
  });
