import type { CustomHeaders, RequestOptions } from "../config.ts";
import type { Core } from "../core.ts";
import type {
  AdminBatchJobListRes,
  AdminBatchJobRes,
  AdminGetBatchParams,
  AdminPostBatchesReq,
} from "../generated/types.ts";
import type { ResponsePromise } from "../response.ts";

/**
 * `medusa.admin.batchJobs`. All methods require authentication, and see the jobs of the signed-in
 * user only.
 *
 * Every method rejects with a {@link MedusaUsageError} before anything is sent when an argument can't
 * be right, with a {@link MedusaApiError} when the server refuses, with a
 * {@link MedusaConnectionError}, {@link MedusaTimeoutError}, {@link MedusaResponseError} or
 * {@link MedusaRedirectError} when no usable answer comes, and with the signal's own reason when it
 * is aborted.
 */
export class AdminBatchJobsResource {
  readonly #core: Core;

  /** @internal */
  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * Creates a job, which the backend runs asynchronously. With `dry_run` it is prepared and then
   * rests until it is confirmed.
   *
   * Never makes two: when the answer is lost, a job with a `fileKey` in its `context`, and with
   * `dedupe` any job, is looked for on the server before it is created again. Any other create then
   * rejects, with `mayHaveBeenProcessed` on its error.
   * @param payload - What to run: `type` and its `context`.
   * @param customHeaders - Headers of this request.
   * @param options - Signal, time limit and retries of this call.
   * @returns The job as created.
   * @example
   * ```ts
   * const { batch_job } = await medusa.admin.batchJobs.create({
   *   type: "product-export",
   *   context: { filterable_fields: { status: ["published"] } },
   * });
   * ```
   */
  create(
    payload: AdminPostBatchesReq,
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    return this.#core.call(({ admin }) => admin.batchJobs.create(payload, customHeaders, options));
  }

  /**
   * Lists jobs, newest first; the first 10 unless `limit` says otherwise.
   * @param query - Filters and pagination. Dates may be `Date`s; a filter that can't be sent is an
   * error, never dropped. Unless `fields` is given, `dry_run` is asked for, which the server's
   * default leaves out.
   * @param customHeaders - Headers of this request.
   * @param options - Signal, time limit and retries of this call.
   * @returns The page, with `count` of all that match.
   * @example
   * ```ts
   * const { batch_jobs, count } = await medusa.admin.batchJobs.list({
   *   type: "product-import",
   *   created_at: { gte: new Date("2026-11-01") },
   *   limit: 50,
   * });
   * ```
   */
  list(
    query?: AdminGetBatchParams | null,
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobListRes> {
    return this.#core.call(({ admin }) => admin.batchJobs.list(query, customHeaders, options));
  }

  /**
   * Marks a job as canceled. Processing that has begun is not stopped: the server answers when it has
   * ended.
   * @param batchJobId - The job's id.
   * @param customHeaders - Headers of this request.
   * @param options - Signal, time limit and retries of this call.
   * @returns The job. Canceling one that is completed is refused with 400 `not_allowed`.
   * @example
   * ```ts
   * const { batch_job } = await medusa.admin.batchJobs.cancel(id);
   * ```
   */
  cancel(
    batchJobId: string,
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    return this.#core.call(({ admin }) =>
      admin.batchJobs.cancel(batchJobId, customHeaders, options),
    );
  }

  /**
   * Lets a dry run that rests in `pre_processed` be processed. When the answer is lost, the job is
   * retrieved before it is confirmed again, as the server refuses a second confirm.
   * @param batchJobId - The job's id.
   * @param customHeaders - Headers of this request.
   * @param options - Signal, time limit and retries of this call.
   * @returns The job. Confirming one in another state is refused with 400 `not_allowed`.
   * @example
   * ```ts
   * const { batch_job } = await medusa.admin.batchJobs.confirm(id);
   * ```
   */
  confirm(
    batchJobId: string,
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    return this.#core.call(({ admin }) =>
      admin.batchJobs.confirm(batchJobId, customHeaders, options),
    );
  }

  /**
   * Retrieves a job with all of its fields.
   * @param batchJobId - The job's id.
   * @param customHeaders - Headers of this request.
   * @param options - Signal, time limit and retries of this call.
   * @returns The job.
   * @example
   * ```ts
   * const { batch_job } = await medusa.admin.batchJobs.retrieve(id);
   * console.log(batch_job.status, batch_job.result?.file_key);
   * ```
   */
  retrieve(
    batchJobId: string,
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    return this.#core.call(({ admin }) =>
      admin.batchJobs.retrieve(batchJobId, customHeaders, options),
    );
  }
}
