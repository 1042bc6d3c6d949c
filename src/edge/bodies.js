// @ts-check
/*
 * Bodies. Of uploads: multipart forms (RFC 7578), as a `Blob` of texts and contents; written here and
 * not by `FormData`, because Medusa's form reader takes the bytes of `filename` for latin1 and stores
 * `b é.csv` as `b Ã©.csv`; it reads `filename*` (RFC 5987), which `FormData` can't write, as what it
 * says. Of answers: Medusa 1.20 sends three sorts of errors: JSON from its own error handler, plain
 * text from passport (`Unauthorized`, without a content type) and HTML pages from Express.
 */

import { describe, isBlob, isBytes } from "./values.js";

/** @param {any} value */
export const isStream = (value) =>
  typeof value?.getReader === "function" || typeof value?.[Symbol.asyncIterator] === "function";

/**
 * The chunks of a stream, of the web or of Node. When it is left early, or nobody waits any longer, the
 * stream is told to close.
 * @param {any} stream
 * @param {AbortSignal} stop
 * @returns {AsyncGenerator<unknown, void>}
 */
export async function* chunksOf(stream, stop) {
  const reader = stream.getReader?.();
  const source = reader ?? stream[Symbol.asyncIterator]();
  const close = async () => (reader ? reader.cancel?.() : source.return?.());
  // It may be at a standstill, so nobody waits for it either.
  const leave = () => void close().catch(() => {});
  stop.addEventListener("abort", leave);
  try {
    for (;;) {
      const { done, value } = await (reader ? reader.read() : source.next());
      if (done || stop.aborted) return;
      yield value;
    }
  } finally {
    leave();
  }
}

/**
 * A file's content as parts of a `Blob`. Engines keep references to parts, so a large file is neither
 * copied nor read before it is sent; a stream is read first, so that the form has a known length and
 * can be sent again.
 * @param {unknown} content
 * @param {AbortSignal} stop
 * @param {() => void} touch - told of each chunk
 * @returns {Promise<BlobPart[]>}
 */
const parts = async (content, stop, touch) => {
  const known = typeof content === "string" || isBytes(content) || content instanceof Blob;
  if (known) return [/** @type {BlobPart} */ (content)];
  // A Blob of another realm would become the text "[object Blob]".
  if (isBlob(content)) return [await /** @type {Blob} */ (content).arrayBuffer()];
  /** @type {BlobPart[]} */
  const chunks = [];
  for await (const chunk of chunksOf(content, stop)) {
    if (typeof chunk !== "string" && !isBytes(chunk)) throw new TypeError(describe(chunk));
    chunks.push(/** @type {BlobPart} */ (chunk));
    touch();
  }
  return chunks;
};

/**
 * What stands before a file's content.
 * @param {string} boundary
 * @param {string} name
 * @param {string} type
 */
const head = (boundary, name, type) => {
  // What a quoted string may hold without escapes, which form readers understand differently.
  const plain = name.replace(/[^ -~]|["\\%]/gu, "_");
  const extended = plain === name ? "" : `; filename*=UTF-8''${escaped(name)}`;
  const kind = /^[ -~]+\/[ -~]+$/.test(type) ? type : "application/octet-stream";
  return (
    `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${plain}"${extended}\r\n` +
    `Content-Type: ${kind}\r\n\r\n`
  );
};

/**
 * RFC 5987 encoding: `encodeURIComponent` leaves `'()*` alone, which end or escape a value there.
 * @param {string} name
 */
const escaped = (name) =>
  encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);

/**
 * A form of files: `[name, type, content, name, …]`.
 * @param {string} boundary
 * @param {unknown[]} files
 * @param {AbortSignal} stop
 * @param {() => void} touch - told of each chunk of a stream
 */
export const form = async (boundary, files, stop, touch) => {
  /** @type {BlobPart[]} */
  const all = [];
  for (let i = 0; i < files.length; i += 3) {
    all.push(head(boundary, String(files[i]), String(files[i + 1])));
    all.push(...(await parts(files[i + 2], stop, touch)), "\r\n");
  }
  all.push(`--${boundary}--\r\n`);
  return new Blob(all, { type: `multipart/form-data; boundary=${boundary}` });
};

/** An error is read in a log line. */
const LONGEST = 300;

/**
 * A body as JSON; undefined when it is none.
 * @param {unknown} body - text, or what a mock's `json()` gave
 */
export const parsed = (body) => {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/**
 * The sort of a text by what it is, not by what its content type claims: "" where it is just text.
 * @param {unknown} body
 */
export const sort = (body) => {
  const first = typeof body === "string" ? body.slice(0, 500).trim()[0] : "";
  if (!first) return "an empty body";
  return first === "<" ? "an HTML page" : /[[{]/.test(first) ? "broken JSON" : "";
};

/**
 * What a person would see on an error page. Express puts the error into `<pre>` (finalhandler's
 * `createHtmlDocument`), other servers into the title or a heading.
 * @param {string} html
 */
const page = (html) =>
  (
    ["pre", "title", "h1"]
      .map((tag) => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html.slice(0, 20_000))?.[1])
      .find((text) => text) ?? html.slice(0, 2_000)
  )
    .replace(/<br[^>]*>/g, "\n")
    .replace(/<[^>]*>?/g, " ")
    .replace(/&(quot|#39|lt|gt|nbsp|amp);/g, (entity) => entities[entity] ?? "");

/** What Express's escape-html makes. @type {Record<string, string>} */
const entities = {
  "&quot;": '"',
  "&#39;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&nbsp;": " ",
  "&amp;": "&",
};

/** @param {string} text */
const line = (text) => {
  const first =
    text
      .trim()
      .split("\n", 1)[0]
      ?.replace(/\p{Cc}/gu, " ")
      .trim() ?? "";
  return first.length > LONGEST ? `${first.slice(0, LONGEST).replace(/\p{Cs}$/u, "")}…` : first;
};

/**
 * How a secret may be written: as it is, and as JSON, a URL and HTML write it.
 * @param {string} secret
 */
const spellings = (secret) => {
  const html = Object.entries(entities).reduceRight(
    (all, [entity, c]) => (c === " " ? all : all.replaceAll(c, entity)),
    secret,
  );
  // One that is not well-formed can't be in a URL.
  const url = /\p{Cs}/u.test(secret) ? secret : encodeURIComponent(secret);
  return [secret, JSON.stringify(secret).slice(1, -1), url, html];
};

/**
 * How the secrets may be written that are to be found in an answer.
 * @param {string[]} secrets - what was sent: `Bearer abc`, `connect.sid=abc`, a password
 */
const written = (secrets) => [
  ...new Set(
    secrets
      // Of a header the parts, too. Of one or two characters neither is a secret, and both would blank
      // out ordinary words.
      .flatMap((secret) => [secret, ...secret.split(/[;=\s]+/).filter((part) => part.length > 3)])
      .filter((secret) => secret.length > 2 && !/^(bearer|basic)$/i.test(secret))
      .flatMap(spellings),
  ),
];

/**
 * @param {unknown} text
 * @param {string[]} spelled
 */
const without = (text, spelled) =>
  spelled.reduce((clean, secret) => clean.replaceAll(secret, "[redacted]"), String(text));

/**
 * A text without the secrets, should the server or the runtime echo them.
 * @param {unknown} text
 * @param {string[]} secrets
 */
export const redact = (text, secrets) => without(text, written(secrets));

/** No error is nested like this; a stack has its end. */
const DEEPEST = 100;
/** Nor is one so large; to clean it would take longer than anybody waits. */
const MOST_VALUES = 10_000;

/**
 * A JSON value without the secrets.
 * @param {any} value
 * @param {string[]} spelled
 */
const cleaned = (value, spelled) => {
  let left = MOST_VALUES;
  /**
   * @param {any} item
   * @param {number} depth
   * @returns {any}
   */
  const walk = (item, depth) => {
    left--;
    if (depth > DEEPEST || left < 0) return "[too large]";
    if (typeof item === "string") return without(item, spelled);
    if (item === null || typeof item !== "object") return item;
    // What is behind the last that is kept is not even looked at.
    if (Array.isArray(item)) return item.slice(0, left + 1).map((each) => walk(each, depth + 1));
    const entries = Object.entries(item).slice(0, left + 1);
    return Object.fromEntries(
      entries.map(([name, each]) => [
        // Medusa's own words, which a weak password may be as well.
        /^(code|errors?|message|type)$/.test(name) ? name : without(name, spelled),
        walk(each, depth + 1),
      ]),
    );
  };
  return walk(value, 0);
};

/**
 * What an answer that is no success says: `[data, message, type, code]`, without the secrets.
 * @param {unknown} value - the body as JSON; undefined when it is none
 * @param {unknown} body
 * @param {string[]} secrets
 */
export const said = (value, body, secrets) => {
  try {
    const spelled = written(secrets);
    // Most answers repeat nothing. Behind an escape anything may be hidden.
    const isClean =
      !spelled.length ||
      (typeof body === "string" &&
        !body.includes("\\") &&
        !spelled.some((secret) => body.includes(secret)));
    const data = isClean ? value : cleaned(value, spelled);
    /** @param {string} name */
    const field = (name) => (typeof data[name] === "string" ? line(data[name]) : "");
    if (data !== null && typeof data === "object") {
      return [data, field("message"), field("type"), field("code")];
    }
    const text = String(body ?? "");
    const shown = line(sort(text) === "an HTML page" ? page(text) : text);
    return [without(text, spelled), without(shown, spelled), "", ""];
  } catch {
    // A mock's body may be anything.
    return ["", "", "", ""];
  }
};
