import type { BatchJob } from "../job/job";
import { type StatusGroup, statusGroup, statusName } from "../job/status";
import { Icon, type IconName } from "./icon";

const icons: Readonly<Record<StatusGroup, IconName>> = {
  active: "spinner",
  waiting: "question",
  completed: "check",
  failed: "cross",
  canceled: "stop",
};

export function StatusBadge({ job, canceling }: { job: BatchJob; canceling: boolean }) {
  const group = statusGroup(job);
  return (
    <span class={`status status-${group}`}>
      <Icon name={canceling ? "spinner" : icons[group]} />
      {canceling ? "Canceling…" : statusName(job)}
    </span>
  );
}
