import type { CustomHeaders, RequestOptions } from "../config.ts";
import type { Core } from "../core.ts";
import type { AdminAuthRes, AdminBearerAuthRes, AdminPostAuthReq } from "../generated/types.ts";
import type { ResponsePromise } from "../response.ts";

/** `medusa.admin.auth`. Rejects as {@link AdminBatchJobsResource} does; a wrong password is a 401. */
export class AdminAuthResource {
  readonly #core: Core;

  /** @internal */
  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * Signs in with e-mail and password. The session is a cookie: browsers keep it, and where the
   * runtime keeps none (Node, Deno, Bun, workers) this instance does, in memory, for `baseUrl`'s
   * origin only.
   * @param payload - E-mail and password.
   * @param customHeaders - Headers of this request.
   * @param options - Signal, time limit and retries of this call.
   * @returns The user.
   * @example
   * ```ts
   * const { user } = await medusa.admin.auth.createSession({ email, password });
   * ```
   */
  createSession(
    payload: AdminPostAuthReq,
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ): ResponsePromise<AdminAuthRes> {
    return this.#core.call(({ admin }) =>
      admin.auth.createSession(payload, customHeaders, options),
    );
  }

  /**
   * Who is signed in.
   * @param customHeaders - Headers of this request.
   * @param options - Signal, time limit and retries of this call.
   * @returns The user; a 401 when nobody is.
   * @example
   * ```ts
   * const { user } = await medusa.admin.auth.getSession();
   * ```
   */
  getSession(
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ): ResponsePromise<AdminAuthRes> {
    return this.#core.call(({ admin }) => admin.auth.getSession(customHeaders, options));
  }

  /**
   * Signs out, and forgets the token of `getToken`. (The server ends the session only; the token
   * itself stays valid there until it expires.)
   * @param customHeaders - Headers of this request.
   * @param options - Signal, time limit and retries of this call.
   * @returns Nothing but `response`.
   * @example
   * ```ts
   * await medusa.admin.auth.deleteSession();
   * ```
   */
  deleteSession(
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ): ResponsePromise<Record<never, never>> {
    return this.#core.call(({ admin }) => admin.auth.deleteSession(customHeaders, options));
  }

  /**
   * Gets a JSON web token, valid for 24 hours. This instance sends it from now on, and no other does.
   * @param payload - E-mail and password.
   * @param customHeaders - Headers of this request.
   * @param options - Signal, time limit and retries of this call.
   * @returns The token.
   * @example
   * ```ts
   * await medusa.admin.auth.getToken({ email, password });
   * await medusa.admin.batchJobs.list();
   * ```
   */
  getToken(
    payload: AdminPostAuthReq,
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ): ResponsePromise<AdminBearerAuthRes> {
    return this.#core.call(({ admin }) => admin.auth.getToken(payload, customHeaders, options));
  }
}
