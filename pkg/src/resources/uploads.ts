import type { CustomHeaders, RequestOptions } from "../config.ts";
import type { Core } from "../core.ts";
import type {
  AdminDeleteUploadsReq,
  AdminDeleteUploadsRes,
  AdminPostUploadsDownloadUrlReq,
  AdminUploadsDownloadUrlRes,
  AdminUploadsRes,
} from "../generated/types.ts";
import type { BlobLike, FileLike, ReadableStreamLike } from "../platform.ts";
import type { ResponsePromise } from "../response.ts";

/** What a file may hold. A stream is read to its end before it is sent. */
export type UploadContent =
  | string
  | ArrayBuffer
  | ArrayBufferView
  | BlobLike
  | AsyncIterable<string | Uint8Array>
  | ReadableStreamLike;

/** A file where there is no `File`: a Buffer or stream of Node, or text. */
export interface UploadFile {
  /** The file's name, which the server keeps, whatever its characters. */
  name: string;
  /** Its content. */
  content: UploadContent;
  /** Its media type, e.g. `text/csv`. */
  type?: string | undefined;
}

/** One file. */
export type UploadPayload = FileLike | BlobLike | UploadFile;

/** `medusa.admin.uploads`. Rejects as {@link AdminBatchJobsResource} does. */
export class AdminUploadsResource {
  readonly #core: Core;

  /** @internal */
  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * Uploads files which anyone who knows their URL can read.
   * @param files - One file, or several.
   * @param customHeaders - Headers of this request.
   * @param options - Signal, time limit and retries of this call.
   * @returns `url` and `key` of each.
   * @example
   * ```ts
   * const { uploads } = await medusa.admin.uploads.create(input.files[0]);
   * ```
   */
  create(
    files: UploadPayload | readonly UploadPayload[],
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ): ResponsePromise<AdminUploadsRes> {
    return this.#core.call(({ admin }) => admin.uploads.create(files, customHeaders, options));
  }

  /**
   * Uploads files which only a presigned URL gives out: what imports are made from.
   * @param files - One file, or several.
   * @param customHeaders - Headers of this request.
   * @param options - Signal, time limit and retries of this call.
   * @returns `url` and `key` of each.
   * @example
   * ```ts
   * const { uploads } = await medusa.admin.uploads.createProtected({
   *   name: "products.csv",
   *   content: await readFile("products.csv"),
   * });
   * ```
   */
  createProtected(
    files: UploadPayload | readonly UploadPayload[],
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ): ResponsePromise<AdminUploadsRes> {
    return this.#core.call(({ admin }) =>
      admin.uploads.createProtected(files, customHeaders, options),
    );
  }

  /**
   * Deletes a file. The server answers `deleted` also when there was none.
   * @param payload - The file's key.
   * @param customHeaders - Headers of this request.
   * @param options - Signal, time limit and retries of this call.
   * @returns The key and `deleted`.
   * @example
   * ```ts
   * await medusa.admin.uploads.delete({ file_key: uploads[0].key });
   * ```
   */
  delete(
    payload: AdminDeleteUploadsReq,
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ): ResponsePromise<AdminDeleteUploadsRes> {
    return this.#core.call(({ admin }) => admin.uploads.delete(payload, customHeaders, options));
  }

  /**
   * Where a file can be downloaded. Fetch it without credentials: the URL is enough.
   * @param payload - The file's key, e.g. `batch_job.result.file_key`.
   * @param customHeaders - Headers of this request.
   * @param options - Signal, time limit and retries of this call.
   * @returns The URL. The server does not check that the file exists.
   * @example
   * ```ts
   * const { download_url } = await medusa.admin.uploads.getPresignedDownloadUrl({ file_key });
   * const csv = await (await fetch(download_url)).text();
   * ```
   */
  getPresignedDownloadUrl(
    payload: AdminPostUploadsDownloadUrlReq,
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ): ResponsePromise<AdminUploadsDownloadUrlRes> {
    return this.#core.call(({ admin }) =>
      admin.uploads.getPresignedDownloadUrl(payload, customHeaders, options),
    );
  }
}
