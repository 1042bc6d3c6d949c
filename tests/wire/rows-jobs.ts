/** `batchJobs.create`, `retrieve`, `confirm`, `cancel`. */
import type { Expected, Row } from "./row.ts";

const create = (name: string, payload: unknown): Row => ({
  name: `create ${name}`,
  call: (medusa) => medusa.admin.batchJobs.create(payload),
});

const DEEP = { type: "x", context: { a: [1, { b: [null, true, "ü"] }], c: { d: { e: {} } } } };

const CREATE_ROWS: Row[] = [
  create("an export", { type: "product-export", context: {}, dry_run: false }),
  create("a dry run", { type: "product-import", context: { fileKey: "a.csv" }, dry_run: true }),
  create("without dry_run", { type: "order-export", context: {} }),
  create("with undefined members", { type: "t", context: { a: undefined }, dry_run: undefined }),
  create("with a deep context", DEEP),
  create("with Dates", { type: "t", context: { created_at: { gt: new Date(0) } } }),
  create("with non-ASCII text", { type: "t", context: { q: "Größe 订单 🛒 \u2028 \u0000" } }),
  create("with a lone surrogate", { type: "t", context: { q: "\ud800" } }),
  create("with NaN and -0", { type: "t", context: { a: Number.NaN, b: -0, c: 1e300 } }),
  create("with an own toJSON", { type: "t", context: { toJSON: () => ({ from: "toJSON" }) } }),
  create("with an unknown member", { type: "t", context: {}, extra: 1 }),
  create("with 90 kB", { type: "t", context: { ids: "x".repeat(90_000) } }),
];

type ByIdMethod = "retrieve" | "confirm" | "cancel";

const byId = (method: ByIdMethod, id: unknown, differs?: Row["differs"]): Row => ({
  name: `${method} ${JSON.stringify(id) ?? String(id)}`,
  call: (medusa) => medusa.admin.batchJobs[method](id),
  ...(differs ? { differs } : {}),
});

const tail = (method: ByIdMethod) => (method === "retrieve" ? "" : `/${method}`);

const path = (method: ByIdMethod, id: string): string => `/admin/batch-jobs/${id}${tail(method)}`;

const METHODS: ByIdMethod[] = ["retrieve", "confirm", "cancel"];

const BY_ID_ROWS: Row[] = METHODS.flatMap((method) => {
  const encoded = (id: string, theirs: Expected): Row =>
    byId(method, id, {
      because: "ids",
      theirs,
      ours: { path: path(method, encodeURIComponent(id)), query: {} },
    });
  const refused = (id: unknown, theirs: Expected): Row =>
    byId(method, id, { because: "ids", theirs, ours: "nothing" });
  return [
    byId(method, "batch_01HG0000000000000000000000"),
    byId(method, "a-b_c.d~e"),
    byId(method, "x".repeat(500)),
    encoded("a/b", { path: path(method, "a/b") }),
    encoded("a?b=c", { path: "/admin/batch-jobs/a", query: { b: `c${tail(method)}` } }),
    encoded("a#b", { path: "/admin/batch-jobs/a" }),
    encoded("../users", { path: path(method, "../users") }),
    encoded("100%", { path: path(method, "100%") }),
    encoded("a b", { path: path(method, "a%20b") }),
    encoded("a%2Fb", { path: path(method, "a%2Fb") }),
    encoded("%2e%2e", { path: path(method, "%2e%2e") }),
    encoded("bätch", "nothing"),
    encoded("订单🛒", "nothing"),
    refused("", { path: path(method, "") }),
    refused(".", { path: path(method, ".") }),
    refused("..", { path: path(method, "..") }),
    refused(undefined, { path: path(method, "undefined") }),
    refused(42, { path: path(method, "42") }),
    refused({ id: "x" }, { path: path(method, "[object%20Object]") }),
    refused("a\r\nb", { path: path(method, "a%0D%0Ab") }),
  ];
});

const payload = (name: string, value: unknown, body: unknown): Row => ({
  name: `create ${name}`,
  call: (medusa) => medusa.admin.batchJobs.create(value),
  differs: { because: "payloads", theirs: { body }, ours: "nothing" },
});

const PAYLOAD_ROWS: Row[] = [
  payload("without a payload", undefined, {}),
  payload("null", null, null),
  payload("an array", [], []),
  payload("a text", "product-export", "product-export"),
];

export const JOB_ROWS: Row[] = [...CREATE_ROWS, ...PAYLOAD_ROWS, ...BY_ID_ROWS];
