/** The body and head of an answer, where an error has one; the place medusa-js puts them. */
export interface ErrorResponse {
  /** HTTP status. */
  status: number;
  /** The status's text as the server sent it. */
  statusText: string;
  /** Response headers, names in lower case. */
  headers: Record<string, string>;
  /** The body: parsed where it is JSON, else its text. */
  data: unknown;
}

/** An error as the wasm describes it. */
export interface ErrorRecord {
  name: string;
  message: string;
  cause?: unknown;
  [field: string]: unknown;
}

// The same in every copy of this package: its guards also know errors of another copy (ESM beside
// CJS) or another realm, where instanceof is false.
const brand = Symbol.for("medusa-batch-jobs.error");

/** The root of this package's errors. None of them ever holds a credential. */
export class MedusaError extends Error {
  declare readonly name: string;
  /** HTTP method of the call. */
  declare readonly method?: "GET" | "POST" | "DELETE";
  /** Path of the call below `baseUrl`, without its query. */
  declare readonly path?: string;
  /** How many attempts were made. */
  declare readonly attempts?: number;
  /** HTTP status, where there was an answer. */
  declare readonly status?: number;
  /** Medusa's `type` of the error, e.g. `"not_found"`. */
  declare readonly type?: string;
  /** Medusa's `code` of the error, or the runtime's, e.g. `"ECONNREFUSED"`. */
  declare readonly code?: string;
  /** The answer, where there was one. */
  declare readonly response?: ErrorResponse;
  /** How long the server asked to wait, in milliseconds, where it said so. */
  declare readonly retryAfterMs?: number;
  /**
   * True where the call may have been processed although it failed, and it is not known whether; the
   * message ends with how to find out. Absent where it is known not to have been.
   */
  declare readonly mayHaveBeenProcessed?: true;
  /** What lies behind it; declared here for projects whose `lib` is older than ES2022. */
  declare readonly cause?: unknown;
  /** True for errors of calls, for code written for medusa-js that asks axios. */
  declare readonly isAxiosError?: true;

  /** @internal */
  constructor({ message, cause, name: _, ...fields }: ErrorRecord) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, fields);
    if (fields["method"] !== undefined) Object.assign(this, { isAxiosError: true });
  }

  /** @internal */
  get [brand](): true {
    return true;
  }

  /** What a log should hold: everything but the bodies. */
  toJSON(): Record<string, unknown> {
    const { response: _, isAxiosError: __, ...fields } = this as Record<string, unknown>;
    return { name: this.name, message: this.message, ...fields };
  }
}

/** A bad argument. Nothing was sent. */
export class MedusaUsageError extends MedusaError {
  /** Which argument, e.g. `"retrieve(id)"`. */
  declare readonly argument: string;
  /** What was expected. */
  declare readonly expected: string;
  /** What came. */
  declare readonly received: string;

  declare readonly name: "MedusaUsageError";
}

/** The server answered with an error status. */
export class MedusaApiError extends MedusaError {
  declare readonly status: number;
  declare readonly response: ErrorResponse;
  declare readonly isAxiosError: true;

  declare readonly name: "MedusaApiError";
}

/** No whole answer came: refused, reset, unknown host, or blocked by the browser (CORS). */
export class MedusaConnectionError extends MedusaError {
  declare readonly name: "MedusaConnectionError";
}

/** No whole answer came within the time limit. */
export class MedusaTimeoutError extends MedusaError {
  /** The limit that was passed, in milliseconds. */
  declare readonly timeoutMs: number;

  declare readonly name: "MedusaTimeoutError";
}

/** A success that is not what was asked for: an HTML page, broken JSON, another envelope. */
export class MedusaResponseError extends MedusaError {
  declare readonly status: number;
  declare readonly response: ErrorResponse;

  declare readonly name: "MedusaResponseError";
}

/** The server redirected to where this client does not follow, so that no credential leaks. */
export class MedusaRedirectError extends MedusaError {
  /** Origin the redirect points to, where the runtime tells it (browsers don't). */
  declare readonly location?: string;

  declare readonly name: "MedusaRedirectError";
}

const classes = {
  MedusaError,
  MedusaUsageError,
  MedusaApiError,
  MedusaConnectionError,
  MedusaTimeoutError,
  MedusaResponseError,
  MedusaRedirectError,
};

type Name = keyof typeof classes;

// By hand, because the bundle's names are short: consoles show the class's name, stacks the error's.
for (const [name, errorClass] of Object.entries(classes)) {
  Object.defineProperty(errorClass, "name", { value: name });
  Object.defineProperty(errorClass.prototype, "name", { value: name, configurable: true });
}

/** Makes the error a record describes. */
export function createError(record: ErrorRecord): MedusaError {
  return new (classes[record.name as Name] ?? MedusaError)(record);
}

function isNamed(error: unknown, name?: Name): boolean {
  if (typeof error !== "object" || error === null || !(brand in error)) return false;
  return name === undefined || ("name" in error && error.name === name);
}

/** Whether this is an error of this package. */
export const isMedusaError = (error: unknown): error is MedusaError => isNamed(error);
/** Whether this is about a bad argument. */
export const isMedusaUsageError = (error: unknown): error is MedusaUsageError =>
  isNamed(error, "MedusaUsageError");
/** Whether this is an error status of the server. */
export const isMedusaApiError = (error: unknown): error is MedusaApiError =>
  isNamed(error, "MedusaApiError");
/** Whether no whole answer came. */
export const isMedusaConnectionError = (error: unknown): error is MedusaConnectionError =>
  isNamed(error, "MedusaConnectionError");
/** Whether no whole answer came in time. */
export const isMedusaTimeoutError = (error: unknown): error is MedusaTimeoutError =>
  isNamed(error, "MedusaTimeoutError");
/** Whether a success was not what was asked for. */
export const isMedusaResponseError = (error: unknown): error is MedusaResponseError =>
  isNamed(error, "MedusaResponseError");
/** Whether the server redirected to where this client does not follow. */
export const isMedusaRedirectError = (error: unknown): error is MedusaRedirectError =>
  isNamed(error, "MedusaRedirectError");
