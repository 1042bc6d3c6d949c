/**
 * Drop-in for `medusa.admin.batchJobs` of a Medusa v1 backend.
 *
 * This package is a thin typed entry: it starts the wasm inside the first call and forwards to it.
 * Whatever is decided about a call is decided in Rust (`src/` of the repository).
 *
 * @packageDocumentation
 */

export type { Config, CustomHeaders, RequestOptions } from "./config.ts";
export type { ErrorResponse } from "./errors.ts";
export {
  isMedusaApiError,
  isMedusaConnectionError,
  isMedusaError,
  isMedusaRedirectError,
  isMedusaResponseError,
  isMedusaTimeoutError,
  isMedusaUsageError,
  MedusaApiError,
  MedusaConnectionError,
  MedusaError,
  MedusaRedirectError,
  MedusaResponseError,
  MedusaTimeoutError,
  MedusaUsageError,
} from "./errors.ts";
export type * from "./generated/types.ts";
export { Medusa, Medusa as default } from "./medusa.ts";
export type { Logger, RequestEvent, ResponseEvent, RetryEvent } from "./observe.ts";
export type {
  AbortSignalLike,
  BlobLike,
  Fetch,
  FileLike,
  ReadableStreamLike,
  ResponseLike,
} from "./platform.ts";
export { Admin } from "./resources/admin.ts";
export { AdminAuthResource } from "./resources/auth.ts";
export { AdminBatchJobsResource } from "./resources/batch-jobs.ts";
export { AdminCustomResource } from "./resources/custom.ts";
export type { UploadContent, UploadFile, UploadPayload } from "./resources/uploads.ts";
export { AdminUploadsResource } from "./resources/uploads.ts";
export type { HTTPResponse, Response, ResponsePromise } from "./response.ts";
