// @ts-check
/*
 * Reading a client's configuration.
 */

import {
  count,
  DOT_STEP,
  describe,
  flag,
  headers,
  milliseconds,
  readable,
  record,
  refuse,
  sendable,
  text,
} from "./values.js";

/** The largest answer that is read unless the client is told otherwise. */
export const MOST_BYTES = 64 * 2 ** 20;

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
      maxResponseBytes: field("maxResponseBytes", count, MOST_BYTES),
      isExposed: !secure,
      renewals: 0,
      isRenewed: false,
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
