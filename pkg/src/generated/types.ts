// Generated from src/api/wire by `UPDATE_TYPES=1 cargo test --lib wire::typescript`. Don't edit.

/** Where a batch job stands. */
export type BatchJobStatus = "created" | "pre_processed" | "confirmed" | "processing" | "completed" | "canceled" | "failed";

/** The strategy that runs a job: one of Medusa's own, or one the backend was extended with. */
export type BatchJobType = "product-export" | "order-export" | "product-import" | "price-list-import" | (string & {});

/**
 * A job the backend runs in the background: an export, an import, or a type of its own.
 *
 * In a list with `fields`, the columns left out are missing.
 */
export type BatchJob = {
  /** The job's id, `batch_` and a ULID. */
  id: string;
  /** The strategy that runs the job. */
  type: BatchJobType;
  /**
   * Where the job stands. The server computes it from the timestamps below, the last one that is
   * set in the order `pre_processed`, confirmed, processing, completed, canceled, failed, so a list
   * whose `fields` leave timestamps out shows a wrong status (observed: `fields=id` makes every
   * job `created`).
   */
  status: BatchJobStatus;
  /** The id of the user who created the job; the only one who may see it. */
  created_by: string | null;
  /** The user who created the job, in a list with `expand: "created_by_user"`. */
  created_by_user?: User | null;
  /** What the job was created with, plus what its strategy added. */
  context: Record<string, unknown>;
  /**
   * Whether the job rests in `pre_processed` until it is confirmed. A list tells the truth only
   * when `dry_run` is among its `fields` (this client asks for it unless you set `fields`): the
   * server's default fields lack it, and the class default `false` shows instead.
   */
  dry_run: boolean;
  /** What came of the job so far; `null` until the strategy reports something. */
  result: BatchJobResult | null;
  /** When the preparation ended, ISO 8601. */
  pre_processed_at?: string | null;
  /** When the job was confirmed, by a call or, without `dry_run`, by the server; ISO 8601. */
  confirmed_at?: string | null;
  /**
   * When processing began, ISO 8601. Set in the transaction of the processing itself: nobody sees
   * it before that ends, and a failure takes it back (`subscribers/batch-job.ts`).
   */
  processing_at?: string | null;
  /** When processing ended well, ISO 8601. */
  completed_at?: string | null;
  /** When the job was canceled, ISO 8601; moved by every further cancel. */
  canceled_at?: string | null;
  /** When the job failed, ISO 8601. `result.errors` says why. */
  failed_at?: string | null;
  /** When the job was created, ISO 8601. */
  created_at: string;
  /** When the job last changed, ISO 8601. */
  updated_at: string;
  /** When the job was deleted, ISO 8601. The admin API has no route that does. */
  deleted_at: string | null;
};

/**
 * What a job reports. Every member is optional: which ones there are depends on the strategy and on
 * how far it came (observed: an empty export completes without `count` and `progress`, imports never
 * have `progress`).
 */
export type BatchJobResult = {
  /** How many items there are. */
  count?: number;
  /** How many items are done. */
  advancement_count?: number;
  /** The share that is done, from 0 to 1. */
  progress?: number;
  /** Why the job failed. One failure can leave two entries, an object and its text (observed). */
  errors?: Array<string | BatchJobResultError>;
  /** What the strategy found, as sentences for people. */
  stat_descriptors?: Array<BatchJobResultStatDescriptor>;
  /** Exports: the key of the file, for `uploads.getPresignedDownloadUrl`. */
  file_key?: string;
  /** Exports: the file's size in bytes, approximately. */
  file_size?: number;
  /** Imports: how many operations of each kind there are (`PRODUCT_CREATE`, `VARIANT_UPDATE`, …). */
  operations?: Record<string, number>;
  /** Imports: the keys of the intermediate files, by kind of operation; deleted on success. */
  files?: Record<string, string>;
} & Record<string, unknown>;

/** An error as a strategy reports it. */
export type BatchJobResultError = {
  /** What went wrong. */
  message: string;
  /** The error's own code, for example `ENOENT`; `unknown` if it has none. */
  code: string | number;
  /** The error itself, as JSON wrote it. */
  err?: unknown;
} & Record<string, unknown>;

/** A sentence about what a strategy found. */
export type BatchJobResultStatDescriptor = {
  /** What is counted, for example `product-export-count`. */
  key: string;
  /** Its title. */
  name: string;
  /** The sentence, for example `There will be 30 products exported by this action`. */
  message: string;
};

/** What `create` takes. */
export type AdminPostBatchesReq = {
  /** The strategy that is to run the job. */
  type: BatchJobType;
  /**
   * What the strategy needs to know. The server checks only that it is an object; a wrong value
   * is accepted here and fails the job in its preparation.
   */
  context: Record<string, unknown>;
  /** Whether the job is to rest after its preparation until it is confirmed; `false` if left out. */
  dry_run?: boolean | undefined;
};

/**
 * What `list` takes. Filters hold together, and only one's own jobs are listed in any case. There is
 * no filter by status: the server refuses it, status is not a column.
 */
export type AdminGetBatchParams = {
  /** How many jobs to list at most, 10 if left out; 0 lists all of them (observed). */
  limit?: number | undefined;
  /** How many jobs to skip, 0 if left out. */
  offset?: number | undefined;
  /** Only these jobs. */
  id?: string | readonly string[] | undefined;
  /** Only jobs of these types. */
  type?: BatchJobType | readonly BatchJobType[] | undefined;
  /** Only jobs confirmed then; `null` for those not confirmed. */
  confirmed_at?: DateComparisonOperator | null | undefined;
  /** Only jobs whose preparation ended then; `null` for those not prepared. */
  pre_processed_at?: DateComparisonOperator | null | undefined;
  /** Only jobs completed then; `null` for those not completed. */
  completed_at?: DateComparisonOperator | null | undefined;
  /** Only jobs that failed then; `null` for those that have not. */
  failed_at?: DateComparisonOperator | null | undefined;
  /** Only jobs canceled then; `null` for those not canceled. */
  canceled_at?: DateComparisonOperator | null | undefined;
  /** Only jobs created then. */
  created_at?: DateComparisonOperator | undefined;
  /** Only jobs last changed then. */
  updated_at?: DateComparisonOperator | undefined;
  /** The column to sort by, descending with a `-` before it; `-created_at` if left out. */
  order?: string | undefined;
  /**
   * The columns to answer with, separated by commas; `+column` adds one to the default ones,
   * `-column` removes one.
   */
  fields?: string | undefined;
  /** The relations to answer with; there is one, `created_by_user`. */
  expand?: string | undefined;
};

/**
 * Bounds for a date; they hold together. In TypeScript each is a `Date` or an ISO 8601 string, the
 * one form the server reads alike in every filter.
 *
 * The server's columns have microseconds, its answers milliseconds: `lte` a job's own `created_at`
 * leaves that job out, and `gt` lets it in (observed).
 */
export type DateComparisonOperator = {
  /** Before this. */
  lt?: Date | string | undefined;
  /** After this. */
  gt?: Date | string | undefined;
  /** At this or after. */
  gte?: Date | string | undefined;
  /** At this or before. */
  lte?: Date | string | undefined;
};

/** What `create`, `retrieve`, `confirm` and `cancel` answer. */
export type AdminBatchJobRes = {
  /** The job. */
  batch_job: BatchJob;
};

/** What `list` answers. */
export type AdminBatchJobListRes = {
  /** The jobs of this page. */
  batch_jobs: Array<BatchJob>;
  /** How many jobs the filters let through, on all pages. */
  count: number;
  /** How many jobs were skipped. */
  offset: number;
  /** How many jobs a page holds at most. */
  limit: number;
};

/** What `createSession` and `getToken` take. */
export type AdminPostAuthReq = {
  /** The user's e-mail address. */
  email: string;
  /** The user's password. */
  password: string;
};

/** What `createSession` and `getSession` answer. */
export type AdminAuthRes = {
  /** The signed-in user. */
  user: User;
};

/** An admin user. */
export type User = {
  /** The user's id, `usr_` and a ULID. */
  id: string;
  /** The user's e-mail address. */
  email: string;
  /** The user's role. Medusa gives roles no meaning of their own. */
  role: UserRole;
  /** The user's first name. */
  first_name: string | null;
  /** The user's last name. */
  last_name: string | null;
  /** The user's API token, if one was made: a credential that doesn't expire. */
  api_token: string | null;
  /** Whatever the backend keeps about the user. */
  metadata: Record<string, unknown> | null;
  /** When the user was created, ISO 8601. */
  created_at: string;
  /** When the user last changed, ISO 8601. */
  updated_at: string;
  /** When the user was deleted, ISO 8601. */
  deleted_at: string | null;
};

/** A user's role. */
export type UserRole = "admin" | "member" | "developer";

/** What `getToken` answers. */
export type AdminBearerAuthRes = {
  /** A JSON web token, valid for 24 hours; Medusa has no way to revoke it. */
  access_token: string;
};

/** What `uploads.create` and `uploads.createProtected` answer. */
export type AdminUploadsRes = {
  /** The stored files, in the order they were sent. */
  uploads: Array<FileServiceUploadResult>;
};

/** A stored file. */
export type FileServiceUploadResult = {
  /** Where the file can be read; for a protected file this may need a presigned URL instead. */
  url: string;
  /**
   * The file's key: an import's `context.fileKey`, and what `delete` and
   * `getPresignedDownloadUrl` take.
   */
  key: string;
};

/** What `uploads.delete` takes. */
export type AdminDeleteUploadsReq = {
  /** The key of the file to delete. */
  file_key: string;
};

/** What `uploads.delete` answers. */
export type AdminDeleteUploadsRes = {
  /** The key of the deleted file. */
  id: string;
  /** What was deleted: `file`. */
  object: string;
  /** Whether it is gone; `true` also when it was not there (observed). */
  deleted: boolean;
};

/** What `uploads.getPresignedDownloadUrl` takes. */
export type AdminPostUploadsDownloadUrlReq = {
  /** The key of the file to read, for example a finished export's `result.file_key`. */
  file_key: string;
};

/** What `uploads.getPresignedDownloadUrl` answers. */
export type AdminUploadsDownloadUrlRes = {
  /**
   * Where the file can be read. Given for any key: whether there is such a file shows only when
   * it is fetched (observed).
   */
  download_url: string;
};
