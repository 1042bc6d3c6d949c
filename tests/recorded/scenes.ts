/** What is recorded, besides the jobs. */
import type { Backend } from "../backend/start.ts";
import type { Call, Exchange, Recording } from "./exchange.ts";
import { create, ROUTE, reach, upload } from "./jobs.ts";

/** A backend whose files are within reach. */
export interface Shop {
  backend: Backend;
  dataDir: string;
}

export async function all(exchange: Exchange, calls: Record<string, Call>): Promise<Recording[]> {
  const recordings: Recording[] = [];
  for (const [what, call] of Object.entries(calls)) {
    recordings.push((await exchange.send(what, call)).record);
  }
  return recordings;
}

export async function recordAuth(
  exchange: Exchange,
  { backend: { admin } }: Shop,
): Promise<Recording[]> {
  const anonymous = { "x-medusa-access-token": "" };
  const login = { method: "POST", body: admin, headers: anonymous } as const;
  const session = await exchange.send("createSession", {
    ...login,
    path: "/admin/auth",
    type: "AdminAuthRes",
  });
  const token = await exchange.send("getToken", {
    ...login,
    path: "/admin/auth/token",
    type: "AdminBearerAuthRes",
  });
  exchange.hide((JSON.parse(token.text) as { access_token: string }).access_token, "<token>");
  const cookie = session.answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const own = { path: "/admin/auth", headers: { ...anonymous, cookie } };
  return [
    session.record,
    ...(await all(exchange, {
      getSession: { ...own, type: "AdminAuthRes" },
      deleteSession: { ...own, method: "DELETE" },
    })),
    token.record,
  ];
}

export async function recordUploads(exchange: Exchange): Promise<Recording[]> {
  const form = (...names: string[]): FormData => {
    const body = new FormData();
    for (const name of names) body.append("files", new Blob(["a;b"]), name);
    return body;
  };
  const key = await upload(exchange, "to-delete.csv", "a;b");
  const type = "AdminUploadsRes";
  return await all(exchange, {
    create: { method: "POST", path: "/admin/uploads", body: form("a.csv", "b.csv"), type },
    "create without a file": { method: "POST", path: "/admin/uploads", body: form(), type },
    createProtected: {
      method: "POST",
      path: "/admin/uploads/protected",
      body: form("c.csv"),
      type,
    },
    getPresignedDownloadUrl: {
      method: "POST",
      path: "/admin/uploads/download-url",
      body: { file_key: key },
      type: "AdminUploadsDownloadUrlRes",
    },
    delete: {
      method: "DELETE",
      path: "/admin/uploads",
      body: { file_key: key },
      type: "AdminDeleteUploadsRes",
    },
  });
}

export async function recordLists(
  exchange: Exchange,
  { backend: { otherApiToken } }: Shop,
): Promise<Recording[]> {
  const list = (query: string, headers = {}): Call => ({
    path: `${ROUTE}${query}`,
    headers,
    type: "AdminBatchJobListRes",
  });
  return await all(exchange, {
    "list of a user without jobs": list("", { "x-medusa-access-token": otherApiToken }),
    "list of everything": list("?limit=100"),
    "list, a page": list("?limit=2&offset=3"),
    "list with dry_run": list("?limit=2&fields=%2Bdry_run"),
    "list with the user": list("?limit=1&expand=created_by_user"),
    "list, failed only": list(
      "?failed_at%5Bgt%5D=2000-01-01T00%3A00%3A00.000Z&type%5B%5D=failing-job",
    ),
    "list, two columns": list("?limit=2&fields=id%2Ctype"),
    "list, one column": list("?limit=1&fields=id"),
  });
}

export async function recordErrors(exchange: Exchange, { backend }: Shop): Promise<Recording[]> {
  const anonymous = { "x-medusa-access-token": "" };
  const { admin, otherApiToken } = backend;
  const post = (path: string, body: unknown, headers = {}): Call => ({
    method: "POST",
    path,
    body,
    headers,
  });
  const failed = await create(exchange, { type: "failing-job", context: {} });
  await reach(exchange, failed, "failed", "");
  const done = await create(exchange, { type: "slow-job", context: {} });
  await reach(exchange, done, "completed", "");
  return await all(exchange, {
    "no credentials": { path: ROUTE, headers: anonymous },
    "wrong password": post("/admin/auth", { ...admin, password: "wrong" }, anonymous),
    "wrong password for a token": post(
      "/admin/auth/token",
      { ...admin, password: "wrong" },
      anonymous,
    ),
    "another user's job": {
      path: `${ROUTE}/${done}`,
      headers: { "x-medusa-access-token": otherApiToken },
    },
    "unknown id": { path: `${ROUTE}/batch_unknown` },
    "confirm what is not prepared": post(`${ROUTE}/${done}/confirm`, {}),
    "confirm what failed": post(`${ROUTE}/${failed}/confirm`, {}),
    "cancel what is completed": post(`${ROUTE}/${done}/cancel`, {}),
    "unknown type": post(ROUTE, { type: "no-such-type", context: {} }),
    "empty body": post(ROUTE, {}),
    "unknown property": post(ROUTE, { type: "product-export", context: {}, foo: 1 }),
    "dry_run of another type": post(ROUTE, { type: "product-export", context: {}, dry_run: "x" }),
    "dry_run null": post(ROUTE, { type: "product-export", context: {}, dry_run: null }),
    "body that is an array": post(ROUTE, []),
    "malformed JSON": post(ROUTE, "{"),
    "body too large": post(ROUTE, {
      type: "product-export",
      context: { text: "x".repeat(110_000) },
    }),
    "price list import without a price list": post(ROUTE, {
      type: "price-list-import",
      context: {},
    }),
    "price list import into an unknown one": post(ROUTE, {
      type: "price-list-import",
      context: { price_list_id: "pl_unknown" },
    }),
    "plain id filter": { path: `${ROUTE}?id=x` },
    "unknown filter": { path: `${ROUTE}?status=completed` },
    "limit that is no number": { path: `${ROUTE}?limit=abc` },
    "negative limit": { path: `${ROUTE}?limit=-1` },
    "created_at null": { path: `${ROUTE}?created_at=null` },
    "order by an unknown column": { path: `${ROUTE}?order=foo` },
    "no such route": { method: "DELETE", path: `${ROUTE}/${done}` },
  });
}
