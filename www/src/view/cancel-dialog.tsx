import { timeOfDay } from "../job/format";
import { type BatchJob, typeName } from "../job/job";
import { isOver } from "../job/status";
import { cancelJob } from "../state/actions";
import { Dialog } from "./dialog";

export function CancelDialog({ job, onClose }: { job: BatchJob; onClose: () => void }) {
  const over = isOver(job);
  return (
    <Dialog title="Cancel this job?" onClose={onClose} closeLabel="Keep it">
      <p>
        {typeName(job.type)}, created {timeOfDay(new Date(job.created_at), new Date())}.{" "}
        {over
          ? "It has ended in the meantime."
          : "Work that the backend has already begun is finished before the cancel takes effect."}
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {over ? "Close" : "Keep it"}
        </button>
        {!over && (
          <button
            type="button"
            class="button danger"
            onClick={() => {
              void cancelJob(job.id);
              onClose();
            }}
          >
            Cancel the job
          </button>
        )}
      </div>
    </Dialog>
  );
}
