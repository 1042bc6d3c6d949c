import type { Config } from "./config.ts";
import { createError, isMedusaError, type MedusaError } from "./errors.ts";
import instantiate, { type Medusa as WasmMedusa } from "./generated/glue/medusa_batch_jobs.js";
import type { Medusa } from "./medusa.ts";
import type { Response } from "./response.ts";
import { wasmModule } from "./wasm/inline.ts";

/** What the wasm exports; each instance has classes of its own. */
type Instance = Awaited<ReturnType<typeof instantiate>>;

let starting: Promise<Instance> | undefined;
let running: Instance | undefined;

/** Starts the wasm, once. After a failure the next call tries again. */
function start(): Promise<Instance> {
  starting ??= wasmModule()
    .then(instantiate)
    .then((instance) => {
      running = instance;
      return instance;
    })
    .catch((error: unknown) => {
      starting = undefined;
      throw error;
    });
  return starting;
}

export async function ready(): Promise<void> {
  await started();
}

/** Leaves an instance behind that trapped: nobody knows in which state its memory is. */
function abandon(instance: Instance): void {
  if (running === instance) starting = running = undefined;
}

/** How the wasm says that it trapped in the middle of a call (drive in src/edge/exchange.js). */
interface Trap extends Error {
  trap: unknown;
  wasSent: boolean;
}

const isTrap = (error: unknown): error is Trap =>
  error instanceof Error && "trap" in error && error.message === "The WebAssembly stopped";

function stopped(cause: unknown, wasSent = false): MedusaError {
  return createError({
    name: "MedusaError",
    message:
      "The client's WebAssembly stopped, most likely for want of memory. The next call starts it anew" +
      (wasSent ? "; this one may have been processed, so look before you repeat it" : ""),
    ...(wasSent && { mayHaveBeenProcessed: true }),
    cause,
  });
}

async function started(): Promise<Instance> {
  try {
    return await start();
  } catch (error) {
    // Mostly a policy of the page that forbids it; the engine says so.
    const message = `The client's WebAssembly did not start: ${error}`;
    throw createError({ name: "MedusaError", message, cause: error });
  }
}

/** A shallow copy of a plain object; what is none, or can't be read, is left for the wasm to refuse. */
function copied<T>(value: T): T {
  try {
    return Object.prototype.toString.call(value) === "[object Object]" ? { ...value } : value;
  } catch {
    return value;
  }
}

/** One client inside the wasm, made when it is first needed. Its fields show in no inspection. */
export class Core {
  readonly #config: Config | undefined;
  /** The wasm keeps token and cookie here as well, for the instance after this one. */
  readonly #session = {};
  #instance: Instance | undefined;
  #medusa: WasmMedusa | undefined;
  #publishableKey: string | undefined;
  #hasNewKey = false;

  constructor(config: Config | undefined, medusa: Medusa) {
    // Copied, so that what the caller changes later changes nothing.
    const copy = copied(config);
    this.#config = copy;
    // One whose getters throw was not copied.
    if (!copy || copy === config) return;
    if (copy.customHeaders) copy.customHeaders = copied(copy.customHeaders);
    const { onAuthExpired } = copy;
    if (typeof onAuthExpired === "function") copy.onAuthExpired = () => onAuthExpired(medusa);
  }

  setPublishableKey(key: string): void {
    this.#publishableKey = key;
    this.#hasNewKey = true;
  }

  /** Forwards a call; at once where the wasm runs already, so that it reads its arguments now. */
  async call<T>(run: (medusa: WasmMedusa) => Promise<Response<T>>): Promise<Response<T>> {
    const instance = running ?? (await started());
    let result: Promise<Response<T>>;
    try {
      result = run(this.#within(instance));
    } catch (error) {
      if (isMedusaError(error)) throw error;
      abandon(instance);
      throw stopped(error);
    }
    try {
      return await result;
    } catch (error) {
      if (!isTrap(error)) throw error;
      abandon(instance);
      throw stopped(error.trap, error.wasSent);
    }
  }

  #within(instance: Instance): WasmMedusa {
    if (!this.#medusa || this.#instance !== instance) {
      this.#medusa = new instance.Medusa(this.#config, createError, this.#session);
      this.#instance = instance;
      this.#hasNewKey = this.#publishableKey !== undefined;
    }
    if (this.#hasNewKey) {
      // Refused at each call until there is a better one.
      this.#medusa.setPublishableKey(this.#publishableKey);
      this.#hasNewKey = false;
    }
    return this.#medusa;
  }
}
