import type { Medusa } from "./medusa.ts";
import type { Logger, RequestEvent, ResponseEvent, RetryEvent } from "./observe.ts";
import type { AbortSignalLike, Fetch } from "./platform.ts";

/**
 * Headers a caller adds. Names are matched without regard to case; `undefined` is as if not given,
 * `null` leaves the header out, an array is joined by commas.
 */
export type CustomHeaders = Record<
  string,
  string | number | boolean | null | undefined | readonly string[]
>;

/** How a client is set up. Everything is optional; `undefined` means the default. */
export interface Config {
  /**
   * Where the backend is: `https://shop.example`, with a path prefix if it has one, or on a page a
   * path on its own origin (`""`, `/medusa`). Requests never leave it.
   * @defaultValue `"http://localhost:9000"`
   */
  baseUrl?: string | undefined;
  /**
   * How often a call may be repeated after a fault that passes.
   * @defaultValue 2
   */
  maxRetries?: number | undefined;
  /** A user's API token, sent as `x-medusa-access-token`. */
  apiKey?: string | undefined;
  /** Scope of the store API, sent as `x-publishable-api-key`. Wins over `setPublishableKey`. */
  publishableApiKey?: string | undefined;
  /** Headers of every request, over this client's own. */
  customHeaders?: CustomHeaders | undefined;
  /**
   * Used instead of `globalThis.fetch`, called as `(url, init)`: for tests, proxies, tracing.
   * Without it `globalThis.fetch` is looked up at each call.
   */
  fetch?: Fetch | undefined;
  /**
   * Time limit of one attempt in milliseconds, from connecting to the last byte of the body; of an
   * upload, how long nothing may move; 0 for none.
   * @defaultValue 30000, and 120000 for `batchJobs.cancel`
   */
  timeoutMs?: number | undefined;
  /**
   * Puts a random `dedupe_token` into the `context` of every job that is created, by which the job is
   * found when the answer is lost. So a create can be repeated without making two jobs.
   * @defaultValue false
   */
  dedupe?: boolean | undefined;
  /**
   * The largest answer that is read, in bytes after decompression; 0 for any.
   * @defaultValue 67108864
   */
  maxResponseBytes?: number | undefined;
  /**
   * Called when a request is answered with 401, once for all calls that are: sign in again with the
   * client it is given, and each of them is sent once more. Calls of `admin.auth` never cause it. What
   * it throws is ignored; the calls then fail with their 401, and so do those that have waited for five
   * minutes, or began while it ran and have waited for as long as their time limit.
   */
  onAuthExpired?: ((client: Medusa) => unknown) | undefined;
  /** Told of requests, answers, repetitions and failures: `console`, or what has some of its methods. */
  logger?: Logger | undefined;
  /** Called before each request is sent. What it throws is ignored, as in all hooks. */
  onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Called when a request is answered, whatever its status. */
  onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** Called when an attempt failed and another will follow. */
  onRetry?: ((event: RetryEvent) => void) | undefined;
}

/** What one call may change. */
export interface RequestOptions {
  /** Ends the call at once; it rejects with the signal's own reason. */
  signal?: AbortSignalLike | null | undefined;
  /** Time limit of one attempt in milliseconds, over the client's; 0 for none. */
  timeoutMs?: number | undefined;
  /** How often this call may be repeated, over the client's. */
  maxRetries?: number | undefined;
  /** Whether this create gets a `dedupe_token`, over the client's. Of no use in other calls. */
  dedupe?: boolean | undefined;
}
