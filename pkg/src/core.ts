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

function copied<T>(value: T): T {
  return Object.prototype.toString.call(value) === "[object Object]" ? { ...value } : value;
}

/** One client inside the wasm, made when it is first needed. Its fields show in no inspection. */
export class Core {
  readonly #config: Config | undefined;
  #medusa: WasmMedusa | undefined;
  #publishableKey: string | undefined;

  constructor(config: Config | undefined) {
    // Copied, so that what the caller changes later changes nothing; what is no plain object is left
    // for the wasm to refuse.
    const copy = copied(config);
    this.#config = copy?.customHeaders
      ? { ...copy, customHeaders: copied(copy.customHeaders) }
      : copy;
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
