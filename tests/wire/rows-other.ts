/** `auth`, `uploads` without files, `custom`, base addresses. */
import type { Row } from "./row.ts";

const LOGIN = { email: "admin@example.test", password: "pässword 🔑 \"'\\" };

const AUTH_ROWS: Row[] = [
  { name: "createSession", call: (medusa) => medusa.admin.auth.createSession(LOGIN) },
  { name: "getSession", call: (medusa) => medusa.admin.auth.getSession() },
  { name: "deleteSession", call: (medusa) => medusa.admin.auth.deleteSession() },
  { name: "getToken", call: (medusa) => medusa.admin.auth.getToken(LOGIN) },
  {
    name: "getSession with a header",
    call: (medusa) => medusa.admin.auth.getSession({ "x-trace": "1" }),
  },
  {
    name: "deleteSession with a header",
    call: (medusa) => medusa.admin.auth.deleteSession({ "x-trace": "1" }),
  },
];

const FILE = { file_key: "exports/products/ä b.csv" };

const UPLOAD_ROWS: Row[] = [
  { name: "uploads.delete", call: (medusa) => medusa.admin.uploads.delete(FILE) },
  {
    name: "uploads.delete with a header",
    call: (medusa) => medusa.admin.uploads.delete(FILE, { "x-trace": "1" }),
  },
  {
    name: "uploads.getPresignedDownloadUrl",
    call: (medusa) => medusa.admin.uploads.getPresignedDownloadUrl(FILE),
  },
  {
    name: "uploads.getPresignedDownloadUrl with a header",
    call: (medusa) => medusa.admin.uploads.getPresignedDownloadUrl(FILE, { "x-trace": "1" }),
  },
];

const get = (path: string, query?: unknown): Row => ({
  name: `custom.get ${path} ${JSON.stringify(query) ?? ""}`,
  call: (medusa) => medusa.admin.custom.get(path, query),
});

const CUSTOM_ROWS: Row[] = [
  get("/products"),
  get("products"),
  get("/admin/products"),
  get("admin/products/prod_1"),
  get("/products/prod_1/variants/var_1"),
  get("/products", { q: "shirt", limit: 3, expand: "variants" }),
  get("/products", { id: ["a", "b"], price_list_id: ["c"] }),
  get("/products", { created_at: { gt: new Date(0) } }),
  get("/products", { q: "ä b&c", is_giftcard: false }),
  get("/my-route/%C3%A4"),
  { name: "custom.post", call: (medusa) => medusa.admin.custom.post("/x", { a: [1, null] }) },
  { name: "custom.post without a payload", call: (medusa) => medusa.admin.custom.post("/x") },
  { name: "custom.post an array", call: (medusa) => medusa.admin.custom.post("/x", [1, 2]) },
  {
    name: "custom.post with headers as its fourth argument",
    call: (medusa) => medusa.admin.custom.post("/x", { a: 1 }, undefined, { "x-trace": "1" }),
  },
  { name: "custom.delete", call: (medusa) => medusa.admin.custom.delete("/products/prod_1") },
  {
    name: "custom.delete with headers as its third argument",
    call: (medusa) => medusa.admin.custom.delete("/x", undefined, { "x-trace": "1" }),
  },
  {
    name: "custom.get with an empty query",
    call: (medusa) => medusa.admin.custom.get("/products", {}),
  },
  {
    name: "custom.get with options",
    call: (medusa) => medusa.admin.custom.get("/products", undefined, { timeoutMs: 5000 }),
    differs: {
      because: "options",
      theirs: { headers: { accept: "application/json", timeoutms: "5000" } },
      ours: { headers: { accept: "application/json" } },
    },
  },
  {
    name: "custom.post with options",
    call: (medusa) => medusa.admin.custom.post("/x", {}, { timeoutMs: 5000 }),
    differs: {
      because: "options",
      theirs: {
        headers: {
          accept: "application/json",
          "content-type": "application/json",
          timeoutms: "5000",
        },
      },
      ours: { headers: { accept: "application/json", "content-type": "application/json" } },
    },
  },
];

const BASES = ["", "/", "/medusa", "/medusa/", "/a/b%20c/", "//", "/admin"];

const BASE_ROWS: Row[] = BASES.flatMap((base): Row[] => [
  {
    name: `list below base "${base}"`,
    base,
    call: (medusa) => medusa.admin.batchJobs.list({ limit: 1 }),
  },
  {
    name: `cancel below base "${base}"`,
    base,
    call: (medusa) => medusa.admin.batchJobs.cancel("batch_1"),
  },
]);

export const OTHER_ROWS: Row[] = [...AUTH_ROWS, ...UPLOAD_ROWS, ...CUSTOM_ROWS, ...BASE_ROWS];
