import type { Config } from "./config.ts";
import { Core, ready } from "./core.ts";
import { Admin } from "./resources/admin.ts";

/**
 * A client of one Medusa v1 backend, in the shape of medusa-js.
 *
 * Making one is synchronous and costs nothing: the wasm starts inside the first call. Tokens and
 * sessions belong to the instance.
 *
 * @example
 * ```ts
 * import Medusa from "medusa-batch-jobs";
 *
 * const medusa = new Medusa({ baseUrl: "https://shop.example", apiKey });
 * const { batch_job } = await medusa.admin.batchJobs.create({
 *   type: "product-export",
 *   context: {},
 *   dry_run: false,
 * });
 * ```
 */
export class Medusa {
  /** The admin API. Always the same object. */
  readonly admin: Admin;
  readonly #core: Core;

  /**
   * @param config - How the client is set up. What can't be used makes every call reject with a
   * {@link MedusaUsageError}.
   */
  constructor(config?: Config) {
    this.#core = new Core(config, this);
    this.admin = new Admin(this.#core);
  }

  /**
   * Sends a publishable key with every request from now on, unless the config has one.
   * @param key - The publishable API key's id.
   */
  setPublishableKey(key: string): void {
    this.#core.setPublishableKey(key);
  }

  /** Starts the wasm ahead of the first call. */
  static ready(): Promise<void> {
    return ready();
  }
}
