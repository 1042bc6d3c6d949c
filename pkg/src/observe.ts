/** A request, as hooks and loggers see it. */
export interface RequestEvent {
  method: "GET" | "POST" | "DELETE";
  /** Path below `baseUrl`, without its query. */
  path: string;
  /** Which attempt of its call it is, from 1. */
  attempt: number;
  /**
   * The request's headers. Values of `accept`, `content-type`, `idempotency-key`, `traceparent` and
   * `x-request-id` are shown, all others are `"[redacted]"`.
   */
  headers: Record<string, string>;
}

/** An answer. */
export interface ResponseEvent {
  method: "GET" | "POST" | "DELETE";
  /** Path below `baseUrl`, without its query. */
  path: string;
  /** Which attempt of its call it is, from 1. */
  attempt: number;
  /** HTTP status; 0 for a redirect that a browser hides. */
  status: number;
  /** From sending the request to the end of the answer's head, in milliseconds. */
  durationMs: number;
}

/** An attempt that failed and is repeated. */
export interface RetryEvent {
  method: "GET" | "POST" | "DELETE";
  /** Path below `baseUrl`, without its query. */
  path: string;
  /** Which attempt failed, from 1. */
  attempt: number;
  /** How long the client waits before the next, in milliseconds. */
  delayMs: number;
  /** The message of the error that it would have been. */
  reason: string;
  /** HTTP status, where there was an answer. */
  status?: number;
  /** The server's or the runtime's code, where there was one. */
  code?: string;
}

/**
 * What takes log lines; `console` does. Missing methods are passed over, and what they throw is
 * ignored. `debug` is told of each request, `info` of each answer, `warn` of each repetition, `error`
 * of each call that ends in an error, but for bad arguments and aborts. No line holds a credential.
 */
export interface Logger {
  debug?(message: string, fields: object): void;
  info?(message: string, fields: object): void;
  warn?(message: string, fields: object): void;
  error?(message: string, fields: object): void;
}
