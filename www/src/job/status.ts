import type { BatchJob } from "./job";

export type Status = BatchJob["status"];

export const groups = ["active", "waiting", "completed", "failed", "canceled"] as const;
export type StatusGroup = (typeof groups)[number];

export const groupNames: Readonly<Record<StatusGroup, string>> = {
  active: "Running",
  waiting: "To confirm",
  completed: "Completed",
  failed: "Failed",
  canceled: "Canceled",
};

const names: Readonly<Record<Status, string>> = {
  created: "Created",
  pre_processed: "Pre-processed",
  confirmed: "Confirmed",
  processing: "Processing",
  completed: "Completed",
  failed: "Failed",
  canceled: "Canceled",
};

/** Only a dry run stays pre-processed until somebody confirms it; others pass through. */
export function statusGroup(job: BatchJob): StatusGroup {
  switch (job.status) {
    case "completed":
    case "failed":
    case "canceled":
      return job.status;
    case "pre_processed":
      return job.dry_run ? "waiting" : "active";
    default:
      return "active";
  }
}

export function statusName(job: BatchJob): string {
  if (statusGroup(job) === "waiting") return "To confirm";
  // A cancel that arrives during the work is granted after the work is done.
  if (job.status === "canceled" && job.completed_at) return "Canceled after completion";
  return names[job.status] ?? job.status;
}

export function isOver(job: BatchJob): boolean {
  const group = statusGroup(job);
  return group === "completed" || group === "failed" || group === "canceled";
}
