/** Calls of all kinds, by clients as programs have them. */
import assert from "node:assert/strict";
import { getEventListeners, setMaxListeners } from "node:events";
import Medusa, { type Config, isMedusaError, type RequestOptions } from "medusa-batch-jobs";
import { randomOf } from "../chaos/random.ts";
import type { FaultyFetch } from "./faulty-fetch.ts";

type Method = ({ admin }: Medusa, options: RequestOptions) => Promise<unknown>;

const payload = { type: "product-export", context: { filterable_fields: {} }, dry_run: true };
const credentials = { email: "ada@shop.test", password: "pässword of Ada" };
const file = { name: "ä.csv", content: "a;b\r\n1;2\r\n" };

const METHODS: readonly Method[] = [
  ({ admin }, options) => admin.batchJobs.list({ limit: 10, type: ["a", "b"] }, {}, options),
  ({ admin }, options) =>
    admin.batchJobs.list({ created_at: { gt: new Date(0) }, failed_at: null }, {}, options),
  ({ admin }, options) => admin.batchJobs.retrieve("batch_1", { "x-trace": "1" }, options),
  ({ admin }, options) => admin.batchJobs.create(payload, {}, options),
  ({ admin }, options) => admin.batchJobs.confirm("batch_1", {}, options),
  ({ admin }, options) => admin.batchJobs.cancel("batch_1", {}, options),
  ({ admin }, options) => admin.auth.getSession({}, options),
  ({ admin }, options) => admin.auth.createSession(credentials, {}, options),
  ({ admin }, options) => admin.auth.getToken(credentials, {}, options),
  ({ admin }, options) => admin.auth.deleteSession({}, options),
  ({ admin }, options) => admin.uploads.create(file, {}, options),
  ({ admin }, options) => admin.uploads.createProtected([new File(["a"], "b")], {}, options),
  ({ admin }, options) => admin.uploads.delete({ file_key: "a.csv" }, {}, options),
  ({ admin }, options) => admin.uploads.getPresignedDownloadUrl({ file_key: "a.csv" }, {}, options),
  ({ admin }, options) => admin.custom.get("/products", { q: "ü" }, options),
  ({ admin }, options) => admin.custom.post("/products", { title: "Mug" }, options),
  ({ admin }, options) => admin.custom.delete("/products/1", options),
  ({ admin }, options) => admin.batchJobs.retrieve("", {}, options),
];

const nothing = () => {};

const CONFIGS: readonly Config[] = [
  { apiKey: "a token of the API", customHeaders: { "x-shop": "1" } },
  { logger: { debug: nothing, info: nothing, warn: nothing, error: nothing } },
  { onRequest: nothing, onResponse: nothing, onRetry: nothing },
  { onAuthExpired: async ({ admin }) => void (await admin.auth.getToken(credentials)) },
];

/** One call in so many is aborted. */
const ABORTED = 50;
/** One call in so many is; when its answer is lost it looks for its job for seconds. */
const DEDUPED = 200;
const TIMEOUT_MS = 1_000;

export class MixedCalls {
  /** How calls ended: `resolved`, `aborted`, the name of an error. */
  readonly endings = new Map<string, number>();
  /** Given to every call that is not aborted. */
  readonly shared = new AbortController().signal;
  readonly #clients: Medusa[];
  readonly #random: () => number;

  constructor(seed: number, { fetch }: FaultyFetch) {
    const common = { baseUrl: "https://shop.test", fetch, timeoutMs: TIMEOUT_MS };
    this.#clients = CONFIGS.map((config) => new Medusa({ ...common, ...config }));
    // Node warns of a leak where more than ten listen at once.
    setMaxListeners(0, this.shared);
    this.#random = randomOf(`calls ${seed}`);
  }

  async make(count: number, atOnce: number): Promise<void> {
    let left = count;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        await this.#one();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  async #one(): Promise<void> {
    const method = this.#pick(METHODS);
    const medusa = this.#pick(this.#clients);
    const options: RequestOptions = this.#isOneIn(DEDUPED) ? { dedupe: true } : {};
    const call = this.#isOneIn(ABORTED)
      ? aborted(method, medusa, options, this.#random() * 5)
      : method(medusa, { ...options, signal: this.shared });
    this.#count(await call.then(() => "resolved", nameOf));
  }

  #count(ending: string): void {
    this.endings.set(ending, (this.endings.get(ending) ?? 0) + 1);
  }

  #pick<T>(elements: readonly T[]): T {
    return elements[Math.floor(this.#random() * elements.length)] as T;
  }

  #isOneIn(count: number): boolean {
    return this.#random() * count < 1;
  }
}

const REASON = "enough";

async function aborted(
  method: Method,
  medusa: Medusa,
  options: RequestOptions,
  afterMs: number,
): Promise<unknown> {
  const controller = new AbortController();
  const { signal } = controller;
  const timer = setTimeout(() => controller.abort(REASON), afterMs);
  try {
    return await method(medusa, { ...options, signal });
  } finally {
    clearTimeout(timer);
    assert.equal(getEventListeners(signal, "abort").length, 0);
  }
}

/** Anything else is no way for a call to end. */
function nameOf(error: unknown): string {
  if (error === REASON) return "aborted";
  assert.ok(isMedusaError(error), `rejected with ${String(error)}`);
  return error.name;
}
