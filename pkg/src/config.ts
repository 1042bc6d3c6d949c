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
   * Time limit of one attempt in milliseconds, from connecting to the last byte of the body; 0 for
   * none.
   * @defaultValue 30000
   */
  timeoutMs?: number | undefined;
}

/** What one call may change. */
export interface RequestOptions {
  /** Ends the call at once; it rejects with the signal's own reason. */
  signal?: AbortSignalLike | null | undefined;
  /** Time limit of one attempt in milliseconds, over the client's; 0 for none. */
  timeoutMs?: number | undefined;
  /** How often this call may be repeated, over the client's. */
  maxRetries?: number | undefined;
}
