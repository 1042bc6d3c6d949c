/** What users write: exports, calls, results; and what they must not write. Compiled, never run. */
import Medusa, {
  type Admin,
  type AdminAuthResource,
  type AdminBatchJobListRes,
  type AdminBatchJobRes,
  AdminBatchJobsResource,
  type AdminCustomResource,
  type AdminGetBatchParams,
  type AdminPostBatchesReq,
  type AdminUploadsResource,
  type BatchJob,
  type BatchJobResult,
  type BatchJobResultError,
  type BatchJobStatus,
  type BatchJobType,
  type Config,
  type CustomHeaders,
  type DateComparisonOperator,
  type HTTPResponse,
  type Medusa as NamedMedusa,
  type RequestOptions,
  type ResponsePromise,
} from "medusa-batch-jobs";
import { same } from "./equal.js";

same<typeof Medusa, typeof NamedMedusa>(true);

// A client: everything is optional, undefined means default.
const medusa = new Medusa();
new Medusa({});
new Medusa({ baseUrl: "", maxRetries: 0, apiKey: "k", publishableApiKey: "pk", timeoutMs: 1 });
new Medusa({ customHeaders: { a: "b", c: 1, d: true, e: null, f: undefined, g: ["x", "y"] } });
export const config: Config = { baseUrl: "/medusa" };
// @ts-expect-error no such option
new Medusa({ baseURL: "x" });
// @ts-expect-error no number
new Medusa({ maxRetries: "3" });
same<ReturnType<typeof Medusa.ready>, Promise<void>>(true);
same<typeof medusa.admin, Admin>(true);
same<typeof medusa.admin.batchJobs, AdminBatchJobsResource>(true);
same<typeof medusa.admin.auth, AdminAuthResource>(true);
same<typeof medusa.admin.uploads, AdminUploadsResource>(true);
same<typeof medusa.admin.custom, AdminCustomResource>(true);
// @ts-expect-error read-only
medusa.admin = new Medusa().admin;
medusa.setPublishableKey("pk");
export const isJobs = (value: unknown): value is AdminBatchJobsResource =>
  value instanceof AdminBatchJobsResource;

// The status is a union: a switch over it is known to be exhaustive.
same<
  BatchJobStatus,
  "created" | "pre_processed" | "confirmed" | "processing" | "completed" | "canceled" | "failed"
>(true);
export function label(status: BatchJobStatus): string {
  switch (status) {
    case "created":
    case "pre_processed":
    case "confirmed":
    case "processing":
      return "under way";
    case "completed":
    case "canceled":
    case "failed":
      return "over";
  }
}
export const notStatus: BatchJobStatus[] = [
  // @ts-expect-error no such status
  "done",
];

// The type is open; dry_run is optional.
export const requests: AdminPostBatchesReq[] = [
  { type: "product-export", context: {} },
  { type: "publish-products", context: { any: ["thing", 1, null] }, dry_run: true },
  { type: "product-import" as string, context: { fileKey: "k" }, dry_run: false },
  // @ts-expect-error context is needed
  { type: "product-export" },
  // @ts-expect-error type is needed
  { context: {} },
  // @ts-expect-error context is an object
  { type: "product-export", context: "x" },
  // @ts-expect-error context may be empty but not null
  { type: "product-export", context: null },
  // @ts-expect-error no such member
  { type: "product-export", context: {}, dryRun: true },
];
export const anyType: BatchJobType = "of-our-own";

// Filters: everything optional, dates as Date or string, null where it means something.
const bounds: DateComparisonOperator = { gt: new Date(), lte: "2024-01-02T03:04:05.678Z" };
export const queries: AdminGetBatchParams[] = [
  {},
  { limit: 10 },
  { offset: 10, order: "-created_at", fields: "id,type", expand: "created_by_user" },
  { id: "batch_1" },
  { id: ["batch_1", "batch_2"] },
  { id: ["batch_1"] as const },
  { type: "product-export" },
  { type: ["product-export", "of-our-own"] },
  { created_at: bounds, updated_at: { lt: new Date() }, failed_at: { gte: "2024-01-01" } },
  { confirmed_at: null, pre_processed_at: null, completed_at: null, failed_at: null },
  { canceled_at: null, limit: undefined, type: undefined, created_at: undefined },
  // @ts-expect-error the server refuses null here
  { created_at: null },
  // @ts-expect-error the server has no filter by status
  { status: "failed" },
  // @ts-expect-error no such operator
  { failed_at: { after: new Date() } },
  // @ts-expect-error a plain date is no range
  { failed_at: new Date() },
  // @ts-expect-error epoch seconds are no date
  { failed_at: { gt: 1_700_000_000 } },
];

// Calls, with the parameters of medusa-js and one more.
const headers: CustomHeaders = { "x-trace": "1" };
const options: RequestOptions = { timeoutMs: 1000, maxRetries: 0 };
const { batchJobs, auth, uploads, custom } = medusa.admin;
same<ReturnType<typeof batchJobs.create>, ResponsePromise<AdminBatchJobRes>>(true);
same<ReturnType<typeof batchJobs.list>, ResponsePromise<AdminBatchJobListRes>>(true);
batchJobs.list();
batchJobs.list(null, headers, options);
batchJobs.create({ type: "product-export", context: {} }, headers, options);
batchJobs.retrieve("id", headers, options);
batchJobs.confirm("id", headers, options);
batchJobs.cancel("id", undefined, { signal: undefined, timeoutMs: undefined });
// @ts-expect-error an id is needed
batchJobs.retrieve();
// @ts-expect-error an id is a string
batchJobs.cancel(undefined);
// @ts-expect-error options of medusa-js, which it sends as headers
batchJobs.list({}, {}, { timeout: 5 });

// Results: the server's object and `response`.
export async function results(): Promise<void> {
  const { batch_job, response } = await batchJobs.retrieve("id");
  same<typeof batch_job, BatchJob>(true);
  same<typeof response, HTTPResponse>(true);
  same<typeof response.headers, Record<string, string>>(true);
  same<typeof batch_job.created_at, string>(true);
  same<typeof batch_job.context, Record<string, unknown>>(true);
  same<typeof batch_job.result, BatchJobResult | null>(true);
  // @ts-expect-error there may be no result yet
  batch_job.result.count;
  const result = batch_job.result ?? {};
  same<typeof result.file_key, string | undefined>(true);
  same<typeof result.progress, number | undefined>(true);
  same<typeof result.operations, Record<string, number> | undefined>(true);
  same<(typeof result)["of-our-own"], unknown>(true);
  for (const error of result.errors ?? []) {
    same<typeof error, string | BatchJobResultError>(true);
    const text: string = typeof error === "string" ? error : `${error.message} ${error.code}`;
    text.trim();
  }
  for (const { key, name, message } of result.stat_descriptors ?? []) key.concat(name, message);

  const page = await batchJobs.list();
  const numbers: [number, number, number, number] = [
    page.count,
    page.offset,
    page.limit,
    page.response.attempts,
  ];
  numbers.concat(page.batch_jobs.length);

  const { user } = await auth.createSession({ email: "e", password: "p" });
  same<typeof user.role, "admin" | "member" | "developer">(true);
  const { access_token } = await auth.getToken({ email: "e", password: "p" });
  access_token.trim();
  await auth.getSession();
  (await auth.deleteSession()).response.status.toFixed();
  // @ts-expect-error a password is needed
  await auth.createSession({ email: "e" });

  const { uploads: files } = await uploads.create({ name: "a.csv", content: "a;b" });
  for (const { key, url } of files) key.concat(url);
  const { download_url } = await uploads.getPresignedDownloadUrl({ file_key: "k" });
  download_url.trim();
  const { deleted } = await uploads.delete({ file_key: "k" });
  same<typeof deleted, boolean>(true);

  const { products } = await custom.get<{ limit: number }, { products: { id: string }[] }>(
    "/products",
    { limit: 1 },
  );
  products.map(({ id }) => id);
  const { anything } = await custom.post("/anything", { a: 1 });
  same<typeof anything, unknown>(true);
}

// A stand-in for tests is a client if it has the shape of one.
const unused = (): Promise<never> => Promise.reject();
export const standIn: Medusa = {
  admin: {
    auth,
    uploads,
    custom,
    batchJobs: { create: unused, list: unused, retrieve: unused, confirm: unused, cancel: unused },
  },
  setPublishableKey: () => undefined,
};
