// @ts-check
/*
 * What a caller is told of the requests: hooks, a logger, one warning. Only what can't hold a
 * credential; and whatever a listener throws changes nothing for the call.
 */

/**
 * @typedef {{
 *   onRequest?: Function, onResponse?: Function, onRetry?: Function,
 *   logger?: Record<string, unknown>, onAuthExpired?: Function,
 *   maxResponseBytes: number, isExposed: boolean,
 *   renewing?: Promise<boolean> | undefined, renewals: number, isRenewed: boolean,
 * } | undefined} Hooks - as `config` in config.js makes them
 * @typedef {[method: string, path: string, attempt: number, secrets: string[]]} About - a request
 */

/** @param {() => unknown} listener */
const tell = (listener) => {
  try {
    /** @type {Partial<Promise<unknown>> | undefined} */ (listener())?.then?.(undefined, () => {});
  } catch {
    // The listener's own affair.
  }
};

/**
 * @param {Hooks} hooks
 * @param {"onRequest" | "onResponse" | "onRetry" | ""} hook
 * @param {"debug" | "info" | "warn" | "error"} level
 * @param {About} about
 * @param {() => object} details - made for each listener, which may change it
 * @param {string} words
 */
const report = (hooks, hook, level, [method, path, attempt], details, words) => {
  const listener = hook && hooks?.[hook];
  const logger = /** @type {Record<string, Function> | undefined} */ (hooks?.logger);
  if (!listener && !logger) return;
  const event = () => ({ method, path, attempt, ...details() });
  if (listener) tell(() => listener(event()));
  tell(() => logger?.[level]?.(`${method} ${path}: ${words}`, event()));
};

/** Headers whose values are shown; anybody's own header may be a credential. */
const SHOWN = /^(accept|content-type|idempotency-key|traceparent|x-request-id)$/i;

/**
 * A request is about to be sent.
 * @param {Hooks} hooks
 * @param {About} about
 * @param {Record<string, string>} headers
 */
export const asked = (hooks, about, headers) => {
  if (hooks?.isExposed && about[3].length) {
    hooks.isExposed = false;
    tell(() =>
      console.warn(
        "medusa-batch-jobs: credentials travel over plain http, where others can read them: use https",
      ),
    );
  }
  const shown = () =>
    Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        SHOWN.test(name) ? value : "[redacted]",
      ]),
    );
  const details = () => ({ headers: shown() });
  report(hooks, "onRequest", "debug", about, details, `attempt ${about[2]}`);
};

/**
 * It was answered.
 * @param {Hooks} hooks
 * @param {About} about
 * @param {number} status
 * @param {number} durationMs
 */
export const answered = (hooks, about, status, durationMs) =>
  report(
    hooks,
    "onResponse",
    "info",
    about,
    () => ({ status, durationMs }),
    `${status} after ${durationMs} ms`,
  );

/**
 * It failed and is tried again.
 * @param {Hooks} hooks
 * @param {About} about
 * @param {number} delayMs
 * @param {string} reason
 * @param {number | undefined} status
 * @param {string} code
 */
export const repeated = (hooks, about, delayMs, reason, status, code) =>
  report(
    hooks,
    "onRetry",
    "warn",
    about,
    () => ({ delayMs, reason, ...(status && { status }), ...(code && { code }) }),
    `again in ${delayMs} ms: ${reason}`,
  );

/**
 * A call ended in an error.
 * @param {Hooks} hooks
 * @param {any} error
 */
export const failed = (hooks, error) => {
  const { method, path, attempts, status, name, code, message } = error;
  const details = () => ({ attempts, name, ...(status && { status }), ...(code && { code }) });
  report(hooks, "", "error", [method, path, attempts, []], details, `${name}: ${message}`);
};
