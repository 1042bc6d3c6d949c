import { signal } from "@preact/signals";
import type { ResultFile } from "../job/file";
import type { BatchJob } from "../job/job";
import { saveFile } from "./download";
import { describeFailure } from "./failure";
import { addJob, refreshJobs, takeJob } from "./jobs";
import { ask, SignedOutError } from "./session";

export type Action = "cancel" | "download";

/** What is under way, by job: shown at once and the guard against a second click. */
export const underWay = signal<ReadonlyMap<string, Action>>(new Map());
/** Why the last action on a job was refused, by job. */
export const refusals = signal<ReadonlyMap<string, string>>(new Map());

/** The server holds a cancel back until the work's transaction has ended, which is as long as the job. */
const cancelTimeoutMs = 15 * 60_000;

export function cancelJob(id: string): Promise<void> {
  return act(id, "cancel", async () => {
    const answer = await ask((admin) =>
      admin.batchJobs.cancel(id, undefined, { timeoutMs: cancelTimeoutMs }),
    );
    takeJob(answer.batch_job);
  });
}

export function downloadFile(id: string, file: ResultFile): Promise<void> {
  return act(id, "download", async () => {
    // Asked for at the click: a presigned address is short-lived.
    const { download_url } = await ask((admin) =>
      admin.uploads.getPresignedDownloadUrl({ file_key: file.key }),
    );
    await saveFile(download_url, file.name);
  });
}

export interface ProductExport {
  /** Product states to take; none means all. */
  readonly status: readonly string[];
  /** At most this many products. */
  readonly limit: number | undefined;
}

export async function createProductExport(wish: ProductExport): Promise<BatchJob> {
  const { batch_job } = await ask((admin) =>
    admin.batchJobs.create({
      type: "product-export",
      dry_run: false,
      context: {
        ...(wish.status.length > 0 && { filterable_fields: { status: [...wish.status] } }),
        // `limit` would be the page size of the server's reading; `batch_size` caps the export.
        ...(wish.limit !== undefined && { batch_size: wish.limit }),
      },
    }),
  );
  addJob(batch_job);
  return batch_job;
}

export function dismissRefusal(id: string): void {
  refusals.value = without(refusals.value, id);
}

async function act(id: string, action: Action, perform: () => Promise<void>): Promise<void> {
  if (underWay.value.has(id)) return;
  underWay.value = new Map(underWay.value).set(id, action);
  dismissRefusal(id);
  try {
    await perform();
  } catch (error) {
    if (error instanceof SignedOutError) return;
    refusals.value = new Map(refusals.value).set(id, describeFailure(error));
    // A refused cancel mostly means that the row is stale.
    if (action === "cancel") void refreshJobs();
  } finally {
    underWay.value = without(underWay.value, id);
  }
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map;
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
