import type { CustomHeaders, RequestOptions } from "../config.ts";
import type { Core } from "../core.ts";
import type { ResponsePromise } from "../response.ts";

/**
 * `medusa.admin.custom`: any other path of the admin API. Paths are below `/admin`, with or without
 * writing it. The options stand before the headers, as in medusa-js. A body that is not a JSON object
 * comes as `data`. Rejects as {@link AdminBatchJobsResource} does.
 */
export class AdminCustomResource {
  readonly #core: Core;

  /** @internal */
  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * Reads a path.
   * @param path - e.g. `/products`.
   * @param query - Filters, which `qs` on the server reads.
   * @param options - Signal, time limit and retries of this call.
   * @param customHeaders - Headers of this request.
   * @returns The server's object.
   * @example
   * ```ts
   * const { products } = await medusa.admin.custom.get<{ limit: number }, { products: Product[] }>(
   *   "/products",
   *   { limit: 5 },
   * );
   * ```
   */
  get<TQuery extends object = Record<string, unknown>, TResponse = Record<string, unknown>>(
    path: string,
    query?: TQuery | null,
    options?: RequestOptions,
    customHeaders?: CustomHeaders,
  ): ResponsePromise<TResponse> {
    return this.#core.call(({ admin }) => admin.custom.get(path, query, options, customHeaders));
  }

  /**
   * Posts JSON to a path.
   * @param path - e.g. `/products`.
   * @param payload - The body; `{}` when left out.
   * @param options - Signal, time limit and retries of this call.
   * @param customHeaders - Headers of this request.
   * @returns The server's object.
   * @example
   * ```ts
   * await medusa.admin.custom.post("/products", { title: "Mug" });
   * ```
   */
  post<TPayload extends object = Record<string, unknown>, TResponse = Record<string, unknown>>(
    path: string,
    payload?: TPayload,
    options?: RequestOptions,
    customHeaders?: CustomHeaders,
  ): ResponsePromise<TResponse> {
    return this.#core.call(({ admin }) => admin.custom.post(path, payload, options, customHeaders));
  }

  /**
   * Deletes at a path.
   * @param path - e.g. `/products/prod_1`.
   * @param options - Signal, time limit and retries of this call.
   * @param customHeaders - Headers of this request.
   * @returns The server's object.
   * @example
   * ```ts
   * await medusa.admin.custom.delete(`/products/${id}`);
   * ```
   */
  delete<TResponse = Record<string, unknown>>(
    path: string,
    options?: RequestOptions,
    customHeaders?: CustomHeaders,
  ): ResponsePromise<TResponse> {
    return this.#core.call(({ admin }) => admin.custom.delete(path, options, customHeaders));
  }
}
