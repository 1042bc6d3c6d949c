/** Under exactOptionalPropertyTypes: undefined still means "not given" in what users write. */
import Medusa, { type AdminGetBatchParams, type AdminPostBatchesReq } from "medusa-batch-jobs";

declare const maybe: { key?: string; limit?: number; signal?: undefined };

export const medusa = new Medusa({
  baseUrl: maybe.key,
  apiKey: maybe.key,
  publishableApiKey: maybe.key,
  maxRetries: maybe.limit,
  timeoutMs: maybe.limit,
  customHeaders: undefined,
  fetch: undefined,
});
export const query: AdminGetBatchParams = {
  limit: maybe.limit,
  offset: maybe.limit,
  id: maybe.key,
  order: maybe.key,
  created_at: { gt: maybe.key },
};
export const request: AdminPostBatchesReq = {
  type: "product-export",
  context: {},
  dry_run: undefined,
};
medusa.admin.batchJobs.list(query, undefined, {
  signal: maybe.signal,
  maxRetries: maybe.limit,
  timeoutMs: undefined,
});
medusa.admin.uploads.create({ name: "a", content: "b", type: maybe.key });
