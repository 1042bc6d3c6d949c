// @ts-check
/*
 * Reading what a server answered: which sort of body it is, and what an error says. Medusa 1.20 sends
 * three sorts of errors: JSON from its own error handler, plain text from passport (`Unauthorized`,
 * without a content type) and HTML pages from Express.
 */

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
 * A text without the secrets, should the server or the runtime echo them.
 * @param {string} text
 * @param {string[]} secrets - what was sent: `Bearer abc`, `connect.sid=abc`
 */
export const redact = (text, secrets) =>
  secrets
    .flatMap((secret) => [secret, ...secret.split(/[;=\s]+/)])
    // Shorter ones would blank out ordinary words and hide nothing worth hiding.
    .filter((secret) => secret.length > 3 && !/^(bearer|basic)$/i.test(secret))
    .reduce((clean, secret) => clean.split(secret).join("[redacted]"), String(text));

/**
 * What an answer that is no success says: `[data, message, type, code]`, without the secrets.
 * @param {unknown} body
 * @param {string[]} secrets
 */
export const said = (body, secrets) => {
  const clean = typeof body === "string" ? redact(body, secrets) : body;
  const value = parsed(clean);
  /** @param {string} name */
  const field = (name) => (typeof value[name] === "string" ? value[name] : "");
  if (value !== null && typeof value === "object") {
    return [value, field("message"), field("type"), field("code")];
  }
  const text = String(clean ?? "");
  return [text, line(sort(text) === "an HTML page" ? page(text) : text), "", ""];
};
