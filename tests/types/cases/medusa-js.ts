/**
 * Values typed by medusa-js 6.1.10, whose types are those of @medusajs/medusa 1.20, where ours are
 * expected, and ours where theirs are. Compiled, never run.
 */
import type * as server from "@medusajs/medusa";
import type * as theirs from "@medusajs/medusa-js";
import type TheirMedusa from "@medusajs/medusa-js";
import type * as ours from "medusa-batch-jobs";
import type OurMedusa from "medusa-batch-jobs";
import { same } from "./equal.js";

/** Fails to compile unless every `From` is a `To`. */
declare function accepts<To>(): <From extends To>(from?: From) => void;

type IsAny<T> = 0 extends 1 & T ? true : false;
// Were their types not found they would be any, and everything below would hold.
same<IsAny<server.BatchJob> | IsAny<server.AdminGetBatchParams>, false>(true);
same<IsAny<server.User> | IsAny<server.AdminUploadsRes["uploads"][number]>, false>(true);
same<IsAny<TheirMedusa["admin"]["batchJobs"]> | IsAny<theirs.Config>, false>(true);

// What calls take: theirs is accepted everywhere.
type Ours = OurMedusa["admin"];
type Theirs = TheirMedusa["admin"];
type Taken<Resource, Name extends keyof Resource> = Resource[Name] extends (
  ...parameters: infer P
) => unknown
  ? Required<P>
  : never;
/** `true`, or the names of the calls that refuse what theirs take. */
type Both<Ours, Theirs, Name extends keyof Ours & keyof Theirs> = {
  [N in Name]: Taken<Theirs, N> extends Partial<Taken<Ours, N>> ? true : N;
}[Name];
same<Both<{ a(x: number): void }, { a(x: string): void }, "a">, "a">(true);
type Call = "create" | "list" | "retrieve" | "confirm" | "cancel";
type AuthCall = "createSession" | "getSession" | "deleteSession" | "getToken";
type UploadCall = "create" | "createProtected" | "delete" | "getPresignedDownloadUrl";
same<Both<Ours["batchJobs"], Theirs["batchJobs"], Call>, true>(true);
same<Both<Ours["auth"], Theirs["auth"], AuthCall>, true>(true);
same<Both<Ours["uploads"], Theirs["uploads"], UploadCall>, true>(true);
accepts<ours.Config>()<theirs.Config>();
accepts<ours.CustomHeaders>()<Record<string, unknown> & Record<string, string>>();
accepts<Parameters<Ours["uploads"]["create"]>[0]>()<theirs.AdminCreateUploadPayload>();

// The same payload types, both ways.
accepts<ours.AdminPostBatchesReq>()<server.AdminPostBatchesReq>();
accepts<server.AdminPostBatchesReq>()<Required<ours.AdminPostBatchesReq>>();
accepts<ours.AdminGetBatchParams>()<server.AdminGetBatchParams>();
accepts<ours.DateComparisonOperator>()<server.DateComparisonOperator>();
accepts<ours.AdminPostAuthReq>()<server.AdminPostAuthReq>();
accepts<server.AdminPostAuthReq>()<ours.AdminPostAuthReq>();
accepts<ours.AdminDeleteUploadsReq>()<server.AdminDeleteUploadsReq>();
accepts<server.AdminDeleteUploadsReq>()<ours.AdminDeleteUploadsReq>();
accepts<ours.AdminPostUploadsDownloadUrlReq>()<server.AdminPostUploadsDownloadUrlReq>();
accepts<server.AdminPostUploadsDownloadUrlReq>()<ours.AdminPostUploadsDownloadUrlReq>();
accepts<Required<ours.Config>["customHeaders"]>()<Record<string, string>>();
accepts<theirs.Config>()<{ baseUrl: string; maxRetries: number } & Pick<ours.Config, "apiKey">>();

// The same answers, both ways.
accepts<ours.AdminBearerAuthRes>()<server.AdminBearerAuthRes>();
accepts<server.AdminBearerAuthRes>()<ours.AdminBearerAuthRes>();
accepts<ours.AdminUploadsRes>()<server.AdminUploadsRes>();
accepts<server.AdminUploadsRes>()<ours.AdminUploadsRes>();
accepts<ours.AdminDeleteUploadsRes>()<server.AdminDeleteUploadsRes>();
accepts<server.AdminDeleteUploadsRes>()<ours.AdminDeleteUploadsRes>();
accepts<ours.AdminUploadsDownloadUrlRes>()<server.AdminUploadsDownloadUrlRes>();
accepts<server.AdminUploadsDownloadUrlRes>()<ours.AdminUploadsDownloadUrlRes>();
accepts<ours.BatchJobResult>()<server.BatchJob["result"]>();
accepts<server.BatchJob["result"]>()<ours.BatchJobResult>();
type TheirResultError = Exclude<NonNullable<server.BatchJob["result"]["errors"]>[number], string>;
accepts<ours.BatchJobResultError>()<TheirResultError>();
accepts<TheirResultError>()<ours.BatchJobResultError>();
accepts<ours.BatchJobStatus>()<server.BatchJobStatus>();
accepts<`${server.BatchJobStatus}`>()<ours.BatchJobStatus>();
accepts<ours.UserRole>()<server.UserRoles>();
accepts<`${server.UserRoles}`>()<ours.UserRole>();

// So a function that asks for what it uses takes either client.
declare function takesEither(client: {
  admin: {
    batchJobs: {
      create(payload: server.AdminPostBatchesReq): Promise<{ batch_job: { id: string } }>;
      list(query: server.AdminGetBatchParams): Promise<{ count: number; batch_jobs: object[] }>;
      cancel(id: string): Promise<{ batch_job: Pick<server.BatchJob, "id" | "type" | "context"> }>;
    };
    auth: { getToken(payload: server.AdminPostAuthReq): Promise<server.AdminBearerAuthRes> };
    uploads: {
      delete(payload: server.AdminDeleteUploadsReq): Promise<server.AdminDeleteUploadsRes>;
    };
  };
  setPublishableKey(key: string): void;
}): void;
declare const clients: { ours: OurMedusa; theirs: TheirMedusa };
takesEither(clients.ours);
takesEither(clients.theirs);

/*
 * Jobs and users are entity classes there: with methods, a private one among them, with `Date`s and
 * with TypeScript enums. JSON has none of these, so what medusa-js hands out is not what it declares.
 * What JSON makes of their declarations is what ours say.
 */
type Json<T> = T extends Date
  ? string
  : T extends string
    ? `${T}`
    : T extends (infer Item)[]
      ? Json<Item>[]
      : T extends object
        ? { [K in keyof T as T[K] extends (...p: never) => unknown ? never : K]: Json<T[K]> }
        : T;
accepts<ours.BatchJob>()<Json<server.BatchJob>>();
accepts<ours.AdminBatchJobRes>()<Json<server.AdminBatchJobRes>>();
accepts<ours.AdminBatchJobListRes>()<Json<server.AdminBatchJobListRes>>();
accepts<ours.AdminAuthRes>()<Json<server.AdminAuthRes>>();
// The other way they lack what the wire has: no user unless expanded, and null where there is none.
type Filled<T> = { [K in keyof T]-?: NonNullable<T[K]> };
accepts<Omit<Json<server.BatchJob>, "created_by_user">>()<Filled<ours.BatchJob>>();
accepts<Omit<Json<server.User>, "password_hash">>()<Filled<ours.User>>();
accepts<
  Pick<server.BatchJob, "id" | "type" | "created_by" | "context" | "dry_run">
>()<ours.BatchJob>();

/* What TypeScript can't bridge, each with its reason; were one bridged, this would not compile. */
// @ts-expect-error dates are declared as Date
accepts<ours.BatchJob>()<server.BatchJob>();
// @ts-expect-error and status as an enum, and the class has a private member
accepts<server.BatchJob>()<ours.BatchJob>();
// @ts-expect-error likewise
accepts<ours.User>()<Omit<server.User, "password_hash">>();
// @ts-expect-error likewise
accepts<Omit<server.User, "password_hash">>()<ours.User>();
// @ts-expect-error a string literal is no member of an enum
accepts<server.BatchJobStatus>()<ours.BatchJobStatus>();
// @ts-expect-error limit and offset are required, dates are no strings, type is no plain string
accepts<server.AdminGetBatchParams>()<ours.AdminGetBatchParams>();
// @ts-expect-error dry_run is required
accepts<server.AdminPostBatchesReq>()<ours.AdminPostBatchesReq>();
// @ts-expect-error baseUrl and maxRetries are required
accepts<theirs.Config>()<ours.Config>();
// @ts-expect-error axios' config is not there
accepts<theirs.HTTPResponse>()<ours.HTTPResponse>();
// @ts-expect-error neither url nor attempts is there
accepts<ours.HTTPResponse>()<theirs.HTTPResponse>();
// @ts-expect-error timeout and numberOfRetries do nothing there but become headers
accepts<ours.RequestOptions>()<theirs.RequestOptions>();
// @ts-expect-error so a client is no client of the other
accepts<TheirMedusa>()<OurMedusa>();
// @ts-expect-error in either direction
accepts<OurMedusa>()<TheirMedusa>();
