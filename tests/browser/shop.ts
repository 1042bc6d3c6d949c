import { setTimeout as sleep } from "node:timers/promises";
import type { Backend } from "../backend/start.ts";

export interface Job {
  id: string;
  type: string;
  status: string;
  result: { count?: number; file_key?: string; errors?: unknown[] } | null;
}

export interface NewJob {
  type: string;
  context?: Record<string, unknown>;
  dry_run?: boolean;
}

/** The backend seen past the page, with plain requests: what the page shows is held against this. */
export class Shop {
  readonly #url: string;
  readonly #token: string;

  constructor(backend: Backend, token: string = backend.apiToken) {
    this.#url = backend.url;
    this.#token = token;
  }

  async createJob({ type, context = {}, dry_run = false }: NewJob): Promise<Job> {
    const body = { type, context, dry_run };
    const answer = await this.#ask<{ batch_job: Job }>("/admin/batch-jobs", body);
    return answer.batch_job;
  }

  async job(id: string): Promise<Job> {
    return (await this.#ask<{ batch_job: Job }>(`/admin/batch-jobs/${id}`)).batch_job;
  }

  async jobCount(): Promise<number> {
    return (await this.#ask<{ count: number }>("/admin/batch-jobs?limit=1")).count;
  }

  async jobBecomes(id: string, status: string): Promise<Job> {
    for (let waited = 0; waited < 30_000; waited += 200) {
      const job = await this.job(id);
      if (job.status === status) return job;
      await sleep(200);
    }
    throw new Error(`${id} is ${(await this.job(id)).status}, not ${status}, after 30 s`);
  }

  /** Until no job moves any more: what other tests left behind would be news on the page. */
  async comesToRest(): Promise<void> {
    for (let waited = 0; waited < 60_000; waited += 500) {
      const { batch_jobs } = await this.#ask<{ batch_jobs: Job[] }>("/admin/batch-jobs?limit=100");
      if (!batch_jobs.some(({ status }) => /created|confirmed|processing/.test(status))) return;
      await sleep(500);
    }
    throw new Error("jobs are still moving after 60 s");
  }

  /** Every variant's id, by its product's: an exported CSV has one row for each. */
  async variants(): Promise<Map<string, string[]>> {
    const { products } = await this.#ask<{
      products: { id: string; variants: { id: string }[] }[];
    }>("/admin/products?limit=1000&fields=id&expand=variants");
    return new Map(products.map((product) => [product.id, product.variants.map(({ id }) => id)]));
  }

  async #ask<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.#url + path, {
      method: body === undefined ? "GET" : "POST",
      headers: { "x-medusa-access-token": this.#token, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
