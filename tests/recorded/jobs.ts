/** Batch jobs brought into every state they can be in. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Exchange, Recording } from "./exchange.ts";

export const ROUTE = "/admin/batch-jobs";
const PATIENCE_MS = 20_000;

interface Job {
  id: string;
  status: string;
}

export interface Payload {
  type: string;
  context: Record<string, unknown>;
  dry_run?: boolean;
}

export async function create(exchange: Exchange, body: Payload): Promise<string> {
  const { batch_job } = await exchange.json({ method: "POST", path: ROUTE, body });
  return (batch_job as Job).id;
}

/** Waits for a job to reach a status, and records it there. */
export async function reach(
  exchange: Exchange,
  id: string,
  status: string,
  what: string,
): Promise<Recording> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const { text, record } = await exchange.send(what, {
      path: `${ROUTE}/${id}`,
      type: "AdminBatchJobRes",
    });
    const { batch_job } = JSON.parse(text) as { batch_job: Job };
    if (batch_job.status === status) return record;
    if (Date.now() > end) throw new Error(`${what}: still ${batch_job.status}: ${text}`);
    await sleep(100);
  }
}

/** A job from its creation to a status, with the answers to its creation and in that status. */
export async function run(
  exchange: Exchange,
  what: string,
  body: Payload,
  status: string,
): Promise<Recording[]> {
  const call = { method: "POST", path: ROUTE, body, type: "AdminBatchJobRes" } as const;
  const { text, record } = await exchange.send(`create: ${what}`, call);
  const { batch_job } = JSON.parse(text) as { batch_job: Job };
  return [record, await reach(exchange, batch_job.id, status, `retrieve, ${status}: ${what}`)];
}

export async function upload(exchange: Exchange, name: string, content: string): Promise<string> {
  const body = new FormData();
  body.append("files", new Blob([content], { type: "text/csv" }), name);
  const { uploads } = await exchange.json({ method: "POST", path: "/admin/uploads", body });
  return (uploads as { key: string }[])[0]?.key ?? "";
}
