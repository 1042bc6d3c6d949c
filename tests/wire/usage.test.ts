/**
 * Bad arguments: for every argument of every method, each bad value rejects with a
 * `MedusaUsageError` that names the argument, and the server hears nothing.
 */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { inspect } from "node:util";
import Medusa, { isMedusaError, isMedusaUsageError, MedusaUsageError } from "medusa-batch-jobs";
import { anyClientOf, rejection } from "./outcome.ts";
import { Recorder } from "./recorder.ts";
import type { AnyClient } from "./row.ts";

const cycle: Record<string, unknown> = { type: "x" };
cycle.self = cycle;

const NOT_OBJECTS: unknown[] = [null, 1, "text", true, [], Symbol("s"), () => ({}), 1n];
const IDS: unknown[] = [undefined, null, 42, true, {}, ["a"], Symbol("s"), () => "a", 1n].concat([
  "",
  ".",
  "..",
  "a\nb",
  "a\r",
  "\u0000",
  "\u007f",
  "\u0085",
  "\ud800",
]);
const QUERIES: unknown[] = NOT_OBJECTS.filter((value) => value !== null).concat([
  new Date(),
  new Map(),
  cycle,
  { type: [] },
  { id: [] },
  { created_at: { in: [] } },
  ...[Number.NaN, Number.POSITIVE_INFINITY, new Date(Number.NaN), Symbol("s"), () => 1]
    .concat([
      new Map(),
      new Set(["a"]),
      new WeakMap(),
      /x/,
      new URLSearchParams(),
      Promise.resolve(),
    ] as never[])
    .flatMap((value) => [{ created_at: value }, { created_at: { gt: value } }, { type: [value] }]),
]);
const CUSTOM_QUERIES: unknown[] = [
  "a=b",
  5,
  true,
  Symbol("s"),
  cycle,
  { a: Number.NaN },
  { a: () => 1 },
];
const HEADERS: unknown[] = ["text", 5, true, Symbol("s"), () => ({})].concat([
  { "x a": "1" },
  { "": "1" },
  { "x\r\ny": "1" },
  { ü: "1" },
  { "x-a": "1\r\nx-evil: 2" },
  { "x-a": "a\u0000b" },
  { "x-a": "订单" },
  { "x-a": {} },
  { "x-a": Symbol("s") },
  { "x-a": () => "1" },
] as never[]);
const OPTIONS: unknown[] = [5, "text", true, Symbol("s")].concat([
  { signal: {} },
  { signal: "now" },
  { timeoutMs: -1 },
  { timeoutMs: "5" },
  { timeoutMs: Number.NaN },
  { maxRetries: -1 },
  { maxRetries: 1.5 },
  { maxRetries: "3" },
  { maxRetries: Number.NaN },
] as never[]);
const UNSENDABLE: unknown[] = [
  { a: 1n },
  cycle,
  {
    toJSON: () => {
      throw new Error("mine");
    },
  },
];
const LOGINS: unknown[] = [
  undefined,
  ...NOT_OBJECTS,
  {},
  { email: "a@b.c" },
  { password: "x" },
].concat([
  { email: 5, password: "x" },
  { email: "a@b.c", password: null },
]);
const FILES: unknown[] = [
  undefined,
  null,
  5,
  "a.csv",
  {},
  true,
  [undefined],
  [5],
  ["a.csv"],
].concat([
  { name: "a.csv" },
  { content: "x" },
  { name: 5, content: "x" },
  { name: "a.csv", content: 5 },
  { name: "a.csv", content: null },
] as never[]);
const FILE_KEYS: unknown[] = [undefined, ...NOT_OBJECTS, {}, { file_key: 5 }, { file_key: null }];
const PATHS: unknown[] = [
  undefined,
  null,
  5,
  {},
  Symbol("s"),
  "",
  "..",
  "/../store",
  "/a/../../store",
].concat(["/a/%2e%2E/b", "//evil.test", "http://evil.test/x", "/a\\b", "/a#b", "/a\nb", "/a/./b"]);

type Attempt = (medusa: AnyClient, value: unknown) => Promise<unknown>;
type Usage = [what: string, argument: string, bad: unknown[], attempt: Attempt];

const BATCH = { type: "product-export", context: {} };
const LOGIN = { email: "a@b.c", password: "x" };
const KEY = { file_key: "a.csv" };

/** Every method with good arguments before its `customHeaders` and `options`. */
const METHODS: [what: string, call: (m: AnyClient, ...rest: unknown[]) => Promise<unknown>][] = [
  ["batchJobs.create", (m, ...rest) => m.admin.batchJobs.create(BATCH, ...rest)],
  ["batchJobs.list", (m, ...rest) => m.admin.batchJobs.list({}, ...rest)],
  ["batchJobs.retrieve", (m, ...rest) => m.admin.batchJobs.retrieve("x", ...rest)],
  ["batchJobs.confirm", (m, ...rest) => m.admin.batchJobs.confirm("x", ...rest)],
  ["batchJobs.cancel", (m, ...rest) => m.admin.batchJobs.cancel("x", ...rest)],
  ["auth.createSession", (m, ...rest) => m.admin.auth.createSession(LOGIN, ...rest)],
  ["auth.getSession", (m, ...rest) => m.admin.auth.getSession(...rest)],
  ["auth.deleteSession", (m, ...rest) => m.admin.auth.deleteSession(...rest)],
  ["auth.getToken", (m, ...rest) => m.admin.auth.getToken(LOGIN, ...rest)],
  ["uploads.create", (m, ...rest) => m.admin.uploads.create(new Blob(["x"]), ...rest)],
  [
    "uploads.createProtected",
    (m, ...rest) => m.admin.uploads.createProtected(new Blob(["x"]), ...rest),
  ],
  ["uploads.delete", (m, ...rest) => m.admin.uploads.delete(KEY, ...rest)],
  [
    "uploads.getPresignedDownloadUrl",
    (m, ...rest) => m.admin.uploads.getPresignedDownloadUrl(KEY, ...rest),
  ],
  // medusa-js' custom resource takes its options before its headers.
  ["custom.get", (m, headers, options) => m.admin.custom.get("/x", {}, options, headers)],
  ["custom.post", (m, headers, options) => m.admin.custom.post("/x", {}, options, headers)],
  ["custom.delete", (m, headers, options) => m.admin.custom.delete("/x", options, headers)],
];

const USAGES: Usage[] = [
  [
    "batchJobs.create",
    "payload",
    [undefined, ...NOT_OBJECTS, ...UNSENDABLE],
    (m, v) => m.admin.batchJobs.create(v),
  ],
  ["batchJobs.list", "query", QUERIES, (m, v) => m.admin.batchJobs.list(v)],
  ["batchJobs.retrieve", "id", IDS, (m, v) => m.admin.batchJobs.retrieve(v)],
  ["batchJobs.confirm", "id", IDS, (m, v) => m.admin.batchJobs.confirm(v)],
  ["batchJobs.cancel", "id", IDS, (m, v) => m.admin.batchJobs.cancel(v)],
  ["auth.createSession", "payload", LOGINS, (m, v) => m.admin.auth.createSession(v)],
  ["auth.getToken", "payload", LOGINS, (m, v) => m.admin.auth.getToken(v)],
  ["uploads.create", "file", FILES, (m, v) => m.admin.uploads.create(v)],
  ["uploads.createProtected", "file", FILES, (m, v) => m.admin.uploads.createProtected(v)],
  ["uploads.delete", "payload", FILE_KEYS, (m, v) => m.admin.uploads.delete(v)],
  [
    "uploads.getPresignedDownloadUrl",
    "payload",
    FILE_KEYS,
    (m, v) => m.admin.uploads.getPresignedDownloadUrl(v),
  ],
  ["custom.get", "path", PATHS, (m, v) => m.admin.custom.get(v)],
  ["custom.post", "path", PATHS, (m, v) => m.admin.custom.post(v)],
  ["custom.delete", "path", PATHS, (m, v) => m.admin.custom.delete(v)],
  ["custom.get", "query", CUSTOM_QUERIES, (m, v) => m.admin.custom.get("/x", v)],
  ["custom.post", "payload", UNSENDABLE, (m, v) => m.admin.custom.post("/x", v)],
  ...METHODS.flatMap(([what, call]): Usage[] => [
    [what, "customHeaders", HEADERS, (m, v) => call(m, v)],
    [what, "options", OPTIONS, (m, v) => call(m, undefined, v)],
  ]),
];

const CONFIGS: [argument: string, bad: unknown[]][] = [
  [
    "baseUrl",
    [5, {}, null, "ftp://x", "http://", "http:x", "http://u:p@x", "http://x/?a=1", "http://x/#a"],
  ],
  ["baseUrl", ["http://x y", "http://x\\y", "http://x/../y", "not a url"]],
  // Where there is no page, nothing can be relative to it.
  ["baseUrl", ["/medusa", "", "//x.test"]],
  ["maxRetries", [-1, 1.5, "3", Number.NaN, {}]],
  ["timeoutMs", [-1, "5", Number.NaN, {}]],
  ["apiKey", [5, {}, "a\r\nb: c", "订单"]],
  ["publishableApiKey", [5, {}, "a\r\nb: c", "订单"]],
  ["customHeaders", HEADERS],
  ["fetch", [5, {}, "fetch"]],
];

function assertUsageError(error: unknown, argument: string): void {
  assert.ok(isMedusaUsageError(error), `not a MedusaUsageError: ${inspect(error)}`);
  assert.ok(error instanceof MedusaUsageError && isMedusaError(error) && error instanceof Error);
  assert.equal(error.name, "MedusaUsageError");
  assert.match(error.argument, new RegExp(argument, "i"));
  for (const part of [error.argument, error.expected, error.received]) {
    assert.ok(part.length > 0 && error.message.includes(part), error.message);
  }
}

const shown = (value: unknown): string =>
  inspect(value, { breakLength: Number.POSITIVE_INFINITY }).slice(0, 60);

describe("bad arguments", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => void recorder.reset());

  for (const [what, argument, values, attempt] of USAGES) {
    it(`${what}: ${values.length} bad values as ${argument}`, async () => {
      for (const value of values) {
        const error = await rejection(() => attempt(anyClientOf(recorder), value)).catch(
          (e: Error) => assert.fail(`${shown(value)}: ${e.message}`),
        );
        assertUsageError(error, argument);
        assert.equal(recorder.requests.length, 0, `${shown(value)} was sent`);
      }
    });
  }

  for (const [argument, values] of CONFIGS) {
    it(`new Medusa: ${values.length} bad values as ${argument}, such as ${shown(values[0])}`, async () => {
      for (const value of values) {
        const error = await rejection(() =>
          anyClientOf(recorder, { [argument]: value }).admin.batchJobs.list(),
        ).catch((e: Error) => assert.fail(`${shown(value)}: ${e.message}`));
        assertUsageError(error, argument);
        assert.equal(recorder.requests.length, 0, `${shown(value)} was sent`);
      }
    });
  }

  it("a key set later is checked as well", async () => {
    const medusa = new Medusa({ baseUrl: recorder.url });
    const error = await rejection(async () => {
      medusa.setPublishableKey("a\r\nb: c");
      await medusa.admin.batchJobs.list();
    });
    assertUsageError(error, "key");
    assert.equal(recorder.requests.length, 0);
  });
});
