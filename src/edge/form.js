// @ts-check
/*
 * Multipart forms (RFC 7578), as a `Blob` of texts and contents. Written here and not by `FormData`,
 * because Medusa's form reader takes the bytes of `filename` for latin1 and stores `b é.csv` as
 * `b Ã©.csv`; it reads `filename*` (RFC 5987), which `FormData` can't write, as what it says.
 */

import { describe, isBlob, isBytes } from "./values.js";

/**
 * A file's content as parts of a `Blob`. Engines keep references to parts, so a large file is neither
 * copied nor read before it is sent; a stream is read first, so that the form has a known length and
 * can be sent again.
 * @param {unknown} content
 * @returns {Promise<BlobPart[]>}
 */
const parts = async (content) => {
  const known = typeof content === "string" || isBytes(content) || content instanceof Blob;
  if (known) return [/** @type {BlobPart} */ (content)];
  // A Blob of another realm would become the text "[object Blob]".
  if (isBlob(content)) return [await /** @type {Blob} */ (content).arrayBuffer()];
  /** @type {BlobPart[]} */
  const chunks = [];
  /** @param {unknown} chunk */
  const take = (chunk) => {
    if (typeof chunk !== "string" && !isBytes(chunk)) throw new TypeError(describe(chunk));
    chunks.push(/** @type {BlobPart} */ (chunk));
  };
  const iterable = /** @type {Partial<AsyncIterable<unknown>>} */ (content);
  if (iterable[Symbol.asyncIterator]) {
    for await (const chunk of /** @type {AsyncIterable<unknown>} */ (iterable)) take(chunk);
    return chunks;
  }
  const reader = /** @type {ReadableStream} */ (content).getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) take(step.value);
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
 */
export const form = async (boundary, files) => {
  /** @type {BlobPart[]} */
  const all = [];
  for (let i = 0; i < files.length; i += 3) {
    all.push(head(boundary, String(files[i]), String(files[i + 1])));
    all.push(...(await parts(files[i + 2])), "\r\n");
  }
  all.push(`--${boundary}--\r\n`);
  return new Blob(all, { type: `multipart/form-data; boundary=${boundary}` });
};
