/** The shape of a row of the wire comparison, and the list of intended differences. */
import type { Answer, RecordedRequest } from "./recorder.ts";

type Method = (...args: unknown[]) => Promise<unknown>;

/** What both clients look like to a table: any argument may be passed, also a wrong one. */
export interface AnyClient {
  admin: {
    batchJobs: Record<"create" | "list" | "retrieve" | "confirm" | "cancel", Method>;
    auth: Record<"createSession" | "getSession" | "deleteSession" | "getToken", Method>;
    uploads: Record<"create" | "createProtected" | "delete" | "getPresignedDownloadUrl", Method>;
    custom: Record<"get" | "post" | "delete", Method>;
  };
  setPublishableKey(key: unknown): void;
}

/** A request as both clients' are compared: what a Medusa server can tell apart. */
export interface Sent {
  method: string;
  path: string;
  query: unknown;
  /** Parsed JSON, or the text where it is none. */
  body: unknown;
  headers: Record<string, string>;
}

/** The intended differences from medusa-js, as README documents them. */
export const DIFFERENCES = {
  dates: "a Date anywhere in a filter is sent as ISO-8601; medusa-js drops it",
  single: "a single id or type is sent as an array; the server refuses a plain one",
  emptyArray: "an empty array filter is refused; medusa-js sends no filter at all",
  unusable: "a value no query can carry is refused; medusa-js drops or mangles it",
  ids: "ids are percent-encoded, and refused where they would change the path",
  emptyQuery: "an empty query sends no question mark",
  dryRun: "lists ask for +dry_run unless fields is set, so that dry_run is true where it is",
  headerCase: "header names are matched without regard to case",
  headerUnset: "a header set to undefined counts as not given, set to null it is left out",
  contentType: "requests without a body have no Content-Type; in Node medusa-js sends one",
  retries: "maxRetries is 2 by default, so that a POST carries an Idempotency-Key by default",
  options: "options are options, not headers",
  payloads: "a payload of the wrong kind is refused; medusa-js sends it",
} as const;

export type Difference = keyof typeof DIFFERENCES;

/** "nothing": the call rejects and the server hears nothing. */
export type Expected = "nothing" | Partial<Sent>;

export interface Row {
  name: string;
  config?: Record<string, unknown>;
  /** Appended to the server's address to make `baseUrl`. */
  base?: string;
  call(medusa: AnyClient): Promise<unknown>;
  answer?: Answer;
  /** Absent: both send the same. Present: what each sends; what neither names is the same. */
  differs?: { because: Difference; theirs: Expected; ours: Expected };
}

/** What the transport adds by itself and no client chooses. */
const TRANSPORT = new Set([
  "accept-encoding",
  "accept-language",
  "connection",
  "content-length",
  "host",
  "sec-fetch-dest",
  "sec-fetch-mode",
  "sec-fetch-site",
  "transfer-encoding",
  "user-agent",
]);

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function sentBy(request: RecordedRequest, base: string): Sent {
  const prefix = base.replace(/\/+$/, "");
  const text = request.body.toString("utf8");
  return {
    method: request.method,
    path: request.path.startsWith(prefix) ? request.path.slice(prefix.length) : request.path,
    query: request.query,
    body: request.json === undefined ? text : request.json,
    headers: Object.fromEntries(
      Object.entries(request.headers)
        .filter(([name]) => !TRANSPORT.has(name))
        .map(([name, value]) => [name, UUID_V4.test(value) ? "<uuid v4>" : value])
        .sort(([a = ""], [b = ""]) => a.localeCompare(b)),
    ),
  };
}
