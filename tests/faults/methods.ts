/**
 * The columns of the table: 13 methods, and two ways of `create` that can be looked up afterwards.
 */
import { type Effect, SEEDED_JOB } from "./backend.ts";
import type { Request } from "./http.ts";

/** What a repetition would do, and so what a client may do after a fault. */
export type Safety =
  /** A GET. */
  | "read"
  /** A read in all but its method. */
  | "readByPost"
  /** Twice is as good as once. */
  | "repeatable"
  /** Twice is once too often. */
  | "once"
  /** Twice is refused; whether it was done stands in the job. */
  | "confirm"
  /** Twice is once too often; whether it was done stands in the list. */
  | "lookedUp";

export interface Method {
  name: string;
  group: "batchJobs" | "auth" | "uploads";
  member: string;
  args: readonly unknown[];
  /** Options that make it this row, beside those of the cell. */
  options?: Record<string, unknown>;
  safety: Safety;
  http: "GET" | "POST" | "DELETE";
  path: string;
  effect?: Effect;
  /** What a result must have; none where the answer says nothing of use. */
  envelope?: string;
  /** Its time limit is one of idle time. */
  isUpload?: true;
  /** Why medusa-js can't be asked. */
  notTheirs?: string;
}

const LOGIN = { email: "ada@shop.test", password: "correct horse" };
const FILE = { name: "grüße.csv", content: "Titel\nGrüße\n", type: "text/csv" };
const NO_UPLOADS = "its uploads throw in Node before anything is sent";

export const METHODS: readonly Method[] = [
  jobs("create", "once", "POST", "", "batch_job", {
    args: [{ type: "product-export", context: {}, dry_run: false }],
    effect: "create",
  }),
  jobs("create", "lookedUp", "POST", "", "batch_job", {
    name: "batchJobs.create of an import",
    args: [{ type: "product-import", context: { fileKey: "imports/1.csv" }, dry_run: true }],
    effect: "create",
  }),
  jobs("create", "lookedUp", "POST", "", "batch_job", {
    name: "batchJobs.create with dedupe",
    args: [{ type: "product-export", context: {}, dry_run: false }],
    options: { dedupe: true },
    effect: "create",
    notTheirs: "it has no such option",
  }),
  jobs("list", "read", "GET", "", "batch_jobs", { args: [{ limit: 10 }] }),
  jobs("retrieve", "read", "GET", `/${SEEDED_JOB}`, "batch_job"),
  jobs("confirm", "confirm", "POST", `/${SEEDED_JOB}/confirm`, "batch_job", { effect: "confirm" }),
  jobs("cancel", "repeatable", "POST", `/${SEEDED_JOB}/cancel`, "batch_job", { effect: "cancel" }),
  auth("createSession", "repeatable", "POST", { args: [LOGIN], envelope: "user", effect: "login" }),
  auth("getSession", "read", "GET", { envelope: "user" }),
  auth("deleteSession", "repeatable", "DELETE", { effect: "logout" }),
  auth("getToken", "repeatable", "POST", {
    args: [LOGIN],
    path: "/admin/auth/token",
    envelope: "access_token",
    effect: "login",
  }),
  uploads("create", "once", "POST", "", "uploads", {
    args: [FILE],
    isUpload: true,
    effect: "upload",
    notTheirs: NO_UPLOADS,
  }),
  uploads("createProtected", "once", "POST", "/protected", "uploads", {
    args: [FILE],
    isUpload: true,
    effect: "upload",
    notTheirs: NO_UPLOADS,
  }),
  uploads("delete", "repeatable", "DELETE", "", "deleted", { effect: "delete" }),
  uploads("getPresignedDownloadUrl", "readByPost", "POST", "/download-url", "download_url"),
];

type Http = Method["http"];

function jobs(
  member: string,
  safety: Safety,
  http: Http,
  tail: string,
  envelope: string,
  more: Partial<Method> = {},
): Method {
  const path = `/admin/batch-jobs${tail}`;
  const name = `batchJobs.${member}`;
  return {
    group: "batchJobs",
    name,
    member,
    safety,
    http,
    path,
    envelope,
    args: [SEEDED_JOB],
    ...more,
  };
}

function auth(member: string, safety: Safety, http: Http, more: Partial<Method>): Method {
  const name = `auth.${member}`;
  return { group: "auth", name, member, safety, http, path: "/admin/auth", args: [], ...more };
}

function uploads(
  member: string,
  safety: Safety,
  http: Http,
  tail: string,
  envelope: string,
  more: Partial<Method> = {},
): Method {
  const path = `/admin/uploads${tail}`;
  const args = [{ file_key: "a.csv" }];
  return {
    group: "uploads",
    name: `uploads.${member}`,
    member,
    safety,
    http,
    path,
    envelope,
    args,
    ...more,
  };
}

/** Whether it is the call itself, and not what the client asks to find out about it. */
export function isCall(method: Method, request: Request): boolean {
  return request.method === method.http && request.path === method.path;
}
