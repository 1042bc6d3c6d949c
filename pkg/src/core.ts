import type { Config } from "./config.ts";
import { createError } from "./errors.ts";
import init, { Medusa as WasmMedusa } from "./generated/glue/medusa_batch_jobs.js";
import type { Response } from "./response.ts";
import { wasmModule } from "./wasm/inline.ts";

let started: Promise<void> | undefined;
let running = false;

/** Starts the wasm, once. After a failure the next call tries again. */
export function start(): Promise<void> {
  started ??= wasmModule()
    .then((module) => init({ module_or_path: module }))
    .then(() => {
      running = true;
    })
    .catch((error: unknown) => {
      started = undefined;
      throw error;
    });
  return started;
}

/** One client inside the wasm, made when it is first needed. Its fields show in no inspection. */
export class Core {
  readonly #config: Config | undefined;
  #medusa: WasmMedusa | undefined;
  #publishableKey: string | undefined;

  constructor(config: Config | undefined) {
    // Copied, so that what the caller changes later changes nothing; what is no object is left for
    // the wasm to refuse.
    this.#config = typeof config === "object" ? { ...config } : config;
  }

  setPublishableKey(key: string): void {
    this.#publishableKey = key;
  }

  /** Forwards a call; at once where the wasm runs already, so that it reads its arguments now. */
  async call<T>(run: (medusa: WasmMedusa) => Promise<Response<T>>): Promise<Response<T>> {
    if (!running) await start();
    this.#medusa ??= new WasmMedusa(this.#config, createError);
    if (this.#publishableKey !== undefined) {
      // Refused at each call until there is a better one.
      this.#medusa.setPublishableKey(this.#publishableKey);
      this.#publishableKey = undefined;
    }
    return run(this.#medusa);
  }
}
