/** Everything that ends up in a header: keys, custom headers, their precedence, retries. */
import type { Expected, Row } from "./row.ts";

const JSON_HEADERS = { accept: "application/json", "content-type": "application/json" };
const PAYLOAD = { type: "product-export", context: {} };

/** A create with these headers per call and in the configuration. */
const create = (name: string, call: unknown, config?: unknown, differs?: Row["differs"]): Row => ({
  name: `headers: ${name}`,
  ...(config === undefined ? {} : { config: { customHeaders: config } }),
  call: (medusa) => medusa.admin.batchJobs.create(PAYLOAD, call),
  ...(differs ? { differs } : {}),
});

const unlike = (
  because: NonNullable<Row["differs"]>["because"],
  theirs: Expected,
  ours: Expected,
): NonNullable<Row["differs"]> => ({ because, theirs, ours });

const headers = (extra: Record<string, string>): Expected => ({
  headers: { ...JSON_HEADERS, ...extra },
});

const CUSTOM_HEADER_ROWS: Row[] = [
  create("per call", { "x-a": "1" }),
  create("in the configuration", undefined, { "x-a": "1" }),
  create("call before configuration", { "x-a": "call" }, { "x-a": "config" }),
  create("both, different names", { "x-a": "1" }, { "x-b": "2" }),
  create("a number and a boolean", { "x-n": 42, "x-b": false }),
  create("an empty value", { "x-a": "" }),
  create("Latin-1", { "x-a": "é" }),
  create("a list", { "x-a": ["1", "2"] }),
  create("the same Accept in our case", { Accept: "text/csv" }),
  create("Content-Type in our case", { "Content-Type": "application/json; charset=utf-8" }),
  create("Authorization", { Authorization: "Bearer mine" }),
  create("a cookie", { cookie: "connect.sid=mine" }),
  create(
    "another case in call and configuration",
    { "X-Test": "call" },
    { "x-test": "config" },
    unlike("headerCase", headers({ "x-test": "call" }), headers({ "x-test": "call" })),
  ),
  create(
    "accept in lower case",
    { accept: "text/csv" },
    undefined,
    unlike("headerCase", headers({ accept: "text/csv" }), headers({ accept: "text/csv" })),
  ),
  create(
    "undefined",
    { "x-a": undefined },
    { "x-a": "config" },
    unlike("headerUnset", "nothing", headers({ "x-a": "config" })),
  ),
  create(
    "null",
    { "x-a": null, Accept: "text/csv" },
    { "x-a": "config" },
    unlike(
      "headerUnset",
      headers({ "x-a": "null", accept: "text/csv" }),
      headers({ accept: "text/csv" }),
    ),
  ),
  create("an invalid name", { "x a": "1" }),
  create("an empty name", { "": "1" }),
  create("a line break in a value", { "x-a": "1\r\nx-evil: 2" }),
  create("a line break in a name", { "x-a\r\nx-evil": "1" }),
  create("a value beyond Latin-1", { "x-a": "订单" }),
  create("NUL in a value", { "x-a": "a\u0000b" }),
];

const withKey = (name: string, call: Row["call"]): Row => ({
  name: `apiKey: ${name}`,
  config: { apiKey: "api-key-1" },
  call,
});

const API_KEY_ROWS: Row[] = [
  withKey("list", (medusa) => medusa.admin.batchJobs.list({ limit: 1 })),
  withKey("create", (medusa) => medusa.admin.batchJobs.create(PAYLOAD)),
  withKey("retrieve", (medusa) => medusa.admin.batchJobs.retrieve("batch_1")),
  withKey("cancel", (medusa) => medusa.admin.batchJobs.cancel("batch_1")),
  withKey("confirm", (medusa) => medusa.admin.batchJobs.confirm("batch_1")),
  withKey("createSession (not sent)", (medusa) =>
    medusa.admin.auth.createSession({ email: "a@b.c", password: "x" }),
  ),
  withKey("getSession", (medusa) => medusa.admin.auth.getSession()),
  withKey("deleteSession", (medusa) => medusa.admin.auth.deleteSession()),
  withKey("getToken", (medusa) => medusa.admin.auth.getToken({ email: "a@b.c", password: "x" })),
  withKey("uploads.delete", (medusa) => medusa.admin.uploads.delete({ file_key: "a" })),
  withKey("custom.get", (medusa) => medusa.admin.custom.get("/products")),
  ...["/users/password-token", "/users/reset-password", "/invites/accept"].flatMap((path) => [
    withKey(`custom.post ${path} (not sent)`, (medusa) => medusa.admin.custom.post(path, {})),
    withKey(`custom.get ${path}`, (medusa) => medusa.admin.custom.get(path)),
  ]),
  {
    name: "apiKey below a prefix",
    base: "/medusa",
    config: { apiKey: "api-key-1" },
    call: (medusa) => medusa.admin.batchJobs.list({ limit: 1 }),
  },
  {
    name: "apiKey overridden by a header",
    config: { apiKey: "api-key-1" },
    call: (medusa) =>
      medusa.admin.batchJobs.create(PAYLOAD, { "x-medusa-access-token": "api-key-2" }),
  },
];

const PUBLISHABLE_ROWS: Row[] = [
  {
    name: "publishableApiKey",
    config: { publishableApiKey: "pk_1" },
    call: (medusa) => medusa.admin.batchJobs.list(),
  },
  {
    name: "publishableApiKey on a login",
    config: { publishableApiKey: "pk_1" },
    call: (medusa) => medusa.admin.auth.createSession({ email: "a@b.c", password: "x" }),
  },
  {
    name: "setPublishableKey",
    call: (medusa) => {
      medusa.setPublishableKey("pk_2");
      return medusa.admin.batchJobs.create(PAYLOAD);
    },
  },
  {
    name: "setPublishableKey loses against the configuration",
    config: { publishableApiKey: "pk_1" },
    call: (medusa) => {
      medusa.setPublishableKey("pk_2");
      return medusa.admin.batchJobs.create(PAYLOAD);
    },
  },
];

const RETRIES = { maxRetries: 3 };

const RETRY_ROWS: Row[] = [
  {
    name: "Idempotency-Key on create",
    config: RETRIES,
    call: (medusa) => medusa.admin.batchJobs.create(PAYLOAD),
  },
  {
    name: "Idempotency-Key on cancel",
    config: RETRIES,
    call: (medusa) => medusa.admin.batchJobs.cancel("batch_1"),
  },
  {
    name: "Idempotency-Key on a login",
    config: RETRIES,
    call: (medusa) => medusa.admin.auth.createSession({ email: "a@b.c", password: "x" }),
  },
  {
    name: "no Idempotency-Key on GET",
    config: RETRIES,
    call: (medusa) => medusa.admin.batchJobs.retrieve("batch_1"),
  },
  {
    name: "no Idempotency-Key on DELETE",
    config: RETRIES,
    call: (medusa) => medusa.admin.uploads.delete({ file_key: "a" }),
  },
  {
    name: "the caller's own Idempotency-Key",
    config: RETRIES,
    call: (medusa) => medusa.admin.batchJobs.create(PAYLOAD, { "Idempotency-Key": "mine" }),
  },
  {
    name: "Idempotency-Key by default",
    config: { maxRetries: undefined },
    call: (medusa) => medusa.admin.batchJobs.create(PAYLOAD),
    differs: {
      because: "retries",
      theirs: headers({}),
      ours: headers({ "idempotency-key": "<uuid v4>" }),
    },
  },
];

export const HEADER_ROWS: Row[] = [
  ...CUSTOM_HEADER_ROWS,
  ...API_KEY_ROWS,
  ...PUBLISHABLE_ROWS,
  ...RETRY_ROWS,
];
