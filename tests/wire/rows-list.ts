/** `batchJobs.list`: one row per shape a query can have. */
import type { Row } from "./row.ts";

const ISO = "2024-01-02T03:04:05.678Z";
const DATE = new Date(ISO);
const IDS = Array.from({ length: 200 }, (_, n) => `batch_01HG${String(n).padStart(22, "0")}`);

const list = (name: string, query: unknown, differs?: Row["differs"]): Row => ({
  name: `list ${name}`,
  call: (medusa) => medusa.admin.batchJobs.list(query),
  ...(differs ? { differs } : {}),
});

const refused = (
  because: NonNullable<Row["differs"]>["because"],
  theirs: Record<string, unknown>,
): Row["differs"] => ({ because, theirs: { query: theirs }, ours: "nothing" });

const dates = (ours: Record<string, unknown>): Row["differs"] => ({
  because: "dates",
  theirs: { query: {} },
  ours: { query: ours },
});

const STAMPS = ["confirmed_at", "pre_processed_at", "completed_at", "failed_at", "canceled_at"];

export const LIST_ROWS: Row[] = [
  { name: "list without an argument", call: (medusa) => medusa.admin.batchJobs.list() },
  list("undefined", undefined),
  list("null", null),
  list("{}", {}),
  list("limit and offset", { limit: 5, offset: 10 }),
  list("limit 0", { limit: 0 }),
  list("limit as text", { limit: "5" }),
  list("limit bigint", { limit: 10n }),
  list("limit negative", { limit: -1 }),
  list("fraction and huge number", { limit: 1.5, offset: 1e21 }),
  list("negative zero", { offset: -0 }),
  list("undefined members", { limit: undefined, order: "-created_at", type: undefined }),
  list("two ids", { id: ["a", "b"] }),
  list("one id in an array", { id: ["batch_1"] }),
  list("200 ids", { id: IDS }),
  list("id with a comma", { id: ["a,b"] }),
  list("non-ASCII ids", { id: ["bätch_ü", "订单", "🛒", "a b"] }),
  list("one type", { type: ["product-export"] }),
  list("three types", { type: ["product-export", "product-import", "my strategy"] }),
  list("type with null and undefined", { type: ["a", null, undefined, "b"] }),
  list("numbers and booleans in an array", { type: [1, true, false, 2n] }),
  list("an array with a nested object", { type: [{ a: "b" }] }),
  list("booleans", { x: true, y: false }),
  list("an empty bound beside a filter", { limit: 1, created_at: {} }),
  list("deep nesting", { a: { b: { c: { d: "e" } } } }),
  list("an array below an object", { created_at: { in: ["x", "y"] } }),
  list("nested undefined", { created_at: { gt: undefined, lt: ISO } }),
  list("a nested null", { created_at: { gt: null } }),
  list("order", { order: "created_at" }),
  list("order with reserved characters", { order: "a b&c=d/é+%" }),
  list("order empty", { order: "" }),
  list("every reserved character", { order: ":/?#[]@!$&'()*+,;=%\"<>\\^`{|}~" }),
  list("a line break and a NUL", { order: "a\r\nb\u0000c" }),
  list("expand", { expand: "created_by_user" }),
  list("fields", { fields: "id,type,created_at" }),
  list("fields with +", { fields: "+dry_run,-result" }),
  list("fields empty", { fields: "" }),
  list("expand, fields, order, limit", {
    expand: "created_by_user",
    fields: "id,dry_run",
    order: "-updated_at",
    limit: 3,
  }),
  list("non-ASCII keys", { "schlüssel key&": "wert" }),
  list("keys with brackets and dots", { "a[b]": "c", "d.e": "f" }),
  list("8 kB in one filter", { order: "x".repeat(8000) }),
  list("an object without a prototype", Object.assign(Object.create(null), { limit: 2 })),
  list("a frozen object", Object.freeze({ limit: 2, type: Object.freeze(["a"]) })),
  ...STAMPS.map((stamp) => list(`${stamp} null`, { [stamp]: null })),
  ...["created_at", "updated_at", ...STAMPS].map((stamp) =>
    list(`${stamp} from ISO text`, { [stamp]: { gte: ISO } }),
  ),
  ...["gt", "gte", "lt", "lte"].map((operator) =>
    list(`created_at ${operator}`, { created_at: { [operator]: ISO } }),
  ),
  list("a range of ISO text", { created_at: { gt: ISO, lt: "2024-02-01" } }),
  list("epoch seconds", { failed_at: { gt: 1704164645 } }),

  list("a Date", { created_at: DATE }, dates({ created_at: ISO })),
  list("a Date in a bound", { created_at: { gt: DATE } }, dates({ created_at: { gt: ISO } })),
  list(
    "Dates in a range",
    { failed_at: { gte: DATE, lt: new Date("2030-01-01") } },
    dates({ failed_at: { gte: ISO, lt: "2030-01-01T00:00:00.000Z" } }),
  ),
  list("a Date in an array", { type: [DATE] }, dates({ type: [ISO] })),
  list(
    "a Date from the far past",
    { created_at: { gt: new Date(-1e14) } },
    dates({ created_at: { gt: "-001199-02-15T14:13:20.000Z" } }),
  ),
  list(
    "a Date of another library (toJSON)",
    { created_at: { gt: { toJSON: () => ISO } } },
    dates({ created_at: { gt: ISO } }),
  ),
  list(
    "a single id",
    { id: "batch_1" },
    {
      because: "single",
      theirs: { query: { id: "batch_1" } },
      ours: { query: { id: ["batch_1"] } },
    },
  ),
  list(
    "a single type",
    { type: "product-export" },
    {
      because: "single",
      theirs: { query: { type: "product-export" } },
      ours: { query: { type: ["product-export"] } },
    },
  ),
  list("no type", { type: [] }, refused("emptyArray", {})),
  list("no id, a limit", { id: [], limit: 3 }, refused("emptyArray", { limit: "3" })),
  list("NaN", { limit: Number.NaN }, refused("unusable", { limit: "NaN" })),
  list("Infinity", { limit: Number.POSITIVE_INFINITY }, refused("unusable", { limit: "Infinity" })),
  list("an invalid Date", { created_at: { gt: new Date("nonsense") } }, refused("unusable", {})),
  list("a function", { created_at: () => ISO }, refused("unusable", {})),
  list("a Map", { created_at: new Map([["gt", ISO]]) }, refused("unusable", {})),
  list("a Set", { type: new Set(["a"]) }, refused("unusable", {})),
  list(
    "URLSearchParams inside",
    { created_at: new URLSearchParams("gt=1") },
    refused("unusable", {}),
  ),
  list(
    "text",
    "limit=3",
    refused("unusable", { 0: "l", 1: "i", 2: "m", 3: "i", 4: "t", 5: "=", 6: "3" }),
  ),
  list("an array", ["limit"], refused("unusable", { 0: "limit" })),
  list("a Date as the query", DATE, refused("unusable", {})),
];
