import { batch, signal } from "@preact/signals";
import type { BatchJob } from "../job/job";
import { announceChanges, announceNew } from "./announce";
import { describeFailure } from "./failure";
import { ask, SignedOutError } from "./session";

const pageSize = 50;

/** The rows as last seen; undefined until the first list has arrived. They outlive a failed refresh. */
export const jobs = signal<readonly BatchJob[] | undefined>(undefined);
export const total = signal(0);
export const updatedAt = signal<number | undefined>(undefined);
export const loading = signal(false);
/** Why the last refresh failed. */
export const failure = signal<string | undefined>(undefined);

let wanted = pageSize;
let underWay: Promise<void> | undefined;
let load = 0;

/** One list request at a time: a second call joins the first. */
export function refreshJobs(): Promise<void> {
  underWay ??= loadJobs(++load);
  return underWay;
}

export function loadMoreJobs(): Promise<void> {
  wanted = (jobs.value?.length ?? 0) + pageSize;
  return refreshJobs();
}

export function clearJobs(): void {
  disregardLoad();
  wanted = pageSize;
  batch(() => {
    jobs.value = undefined;
    total.value = 0;
    updatedAt.value = undefined;
    failure.value = undefined;
  });
}

function disregardLoad(): void {
  load++;
  underWay = undefined;
  loading.value = false;
}

async function loadJobs(own: number): Promise<void> {
  loading.value = true;
  try {
    const list = await ask((admin) => admin.batchJobs.list({ limit: wanted, offset: 0 }));
    if (own !== load) return;
    batch(() => {
      takeRows(list.batch_jobs);
      total.value = list.count;
      updatedAt.value = Date.now();
      failure.value = undefined;
    });
  } catch (error) {
    if (own === load && !(error instanceof SignedOutError)) failure.value = describeFailure(error);
  } finally {
    if (own === load) {
      underWay = undefined;
      loading.value = false;
    }
  }
}

/** Takes a job as the server returned it from an action on it. */
export function takeJob(job: BatchJob): void {
  takeRows((jobs.value ?? []).map((row) => (row.id === job.id ? job : row)));
}

export function addJob(job: BatchJob): void {
  // A list under way was asked for before this job existed and would make it vanish again.
  disregardLoad();
  batch(() => {
    takeRows([job, ...(jobs.value ?? [])]);
    total.value++;
    announceNew(job);
  });
  void refreshJobs();
}

function takeRows(rows: readonly BatchJob[]): void {
  const before = new Map(jobs.value?.map((row) => [row.id, row]));
  const after = rows.map((row) => newer(before.get(row.id), row));
  announceChanges(before, after);
  jobs.value = after;
}

/** A list asked for before a cancel may arrive after the cancel's answer. */
function newer(shown: BatchJob | undefined, arrived: BatchJob): BatchJob {
  if (!shown) return arrived;
  return Date.parse(shown.updated_at) > Date.parse(arrived.updated_at) ? shown : arrived;
}
