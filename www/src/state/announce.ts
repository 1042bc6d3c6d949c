import { signal } from "@preact/signals";
import { type BatchJob, typeName } from "../job/job";
import { statusName } from "../job/status";

/** What the live region says. Only changes of a job's status get here (WCAG 4.1.3), never ages or counts. */
export const announcement = signal("");

export function announceChanges(
  before: ReadonlyMap<string, BatchJob>,
  after: readonly BatchJob[],
): void {
  const changes = after.filter((job) => {
    const earlier = before.get(job.id);
    return earlier && statusName(earlier) !== statusName(job);
  });
  if (changes.length > 3) announce(`${changes.length} jobs have changed their status.`);
  else if (changes.length > 0) announce(changes.map(sentence).join(" "));
}

export function announceNew(job: BatchJob): void {
  announce(sentence(job));
}

function sentence(job: BatchJob): string {
  return `${typeName(job.type)}: ${statusName(job)}.`;
}

/** A region whose text stays the same is not read again, so a repetition gets a trailing space. */
function announce(text: string): void {
  announcement.value = announcement.value === text ? `${text}\u00a0` : text;
}
