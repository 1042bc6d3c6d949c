import type { Core } from "../core.ts";
import { AdminAuthResource } from "./auth.ts";
import { AdminBatchJobsResource } from "./batch-jobs.ts";
import { AdminCustomResource } from "./custom.ts";
import { AdminUploadsResource } from "./uploads.ts";

/** `medusa.admin` */
export class Admin {
  /** Signing in and out. */
  readonly auth: AdminAuthResource;
  /** Batch jobs: long exports and imports. */
  readonly batchJobs: AdminBatchJobsResource;
  /** Any other path of the admin API. */
  readonly custom: AdminCustomResource;
  /** Files: what imports read. */
  readonly uploads: AdminUploadsResource;

  /** @internal */
  constructor(core: Core) {
    this.auth = new AdminAuthResource(core);
    this.batchJobs = new AdminBatchJobsResource(core);
    this.custom = new AdminCustomResource(core);
    this.uploads = new AdminUploadsResource(core);
  }
}
