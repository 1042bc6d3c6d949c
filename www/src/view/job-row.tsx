import { errorLines } from "../job/errors";
import { resultFile } from "../job/file";
import { count, progress } from "../job/format";
import { type BatchJob, shortId, typeName } from "../job/job";
import { isOver } from "../job/status";
import { dismissRefusal, refusals, underWay } from "../state/actions";
import { CreatedTime } from "./created-time";
import { ErrorLines } from "./error-lines";
import { FileDownload } from "./file-download";
import { Icon } from "./icon";
import { StatusBadge } from "./status-badge";

export function JobRow({ job, onCancel }: { job: BatchJob; onCancel: () => void }) {
  const action = underWay.value.get(job.id);
  const refusal = refusals.value.get(job.id);
  const errors = errorLines(job);
  const file = resultFile(job);
  return (
    <>
      <tr class="job" data-job={job.id} tabIndex={-1}>
        <td class="cell-status">
          <StatusBadge job={job} canceling={action === "cancel"} />
        </td>
        <td class="cell-job">
          <span class="job-type">{typeName(job.type)}</span>{" "}
          {job.dry_run && <span class="tag">dry run</span>}{" "}
          <span class="job-id" title={job.id}>
            {shortId(job.id)}
          </span>
        </td>
        <td class="cell-created">
          <CreatedTime iso={job.created_at} />
        </td>
        <td class="cell-progress">
          <Progress job={job} />
        </td>
        <td class="cell-file">
          {file && <FileDownload job={job} file={file} busy={action === "download"} />}
        </td>
        <td class="cell-actions">
          {!isOver(job) && (
            <button
              type="button"
              class="button small"
              aria-disabled={action !== undefined}
              onClick={() => action === undefined && onCancel()}
            >
              Cancel
              <span class="visually-hidden">
                {" "}
                {typeName(job.type)} {shortId(job.id)}
              </span>
            </button>
          )}
        </td>
      </tr>
      {(errors.length > 0 || refusal !== undefined) && (
        <tr class="job-more">
          <td colSpan={6}>
            {refusal !== undefined && (
              <div class="refusal" role="alert">
                <Icon name="warning" />
                <span>{refusal}</span>
                <button
                  type="button"
                  class="button quiet small icon-only"
                  aria-label="Dismiss"
                  onClick={() => dismissRefusal(job.id)}
                >
                  <Icon name="close" />
                </button>
              </div>
            )}
            {errors.length > 0 && <ErrorLines lines={errors} />}
          </td>
        </tr>
      )}
    </>
  );
}

function Progress({ job }: { job: BatchJob }) {
  const known = progress(job);
  if (!known) return <span class="muted">–</span>;
  const { done, total } = known;
  const text = `${count(done)} / ${count(total)}`;
  return (
    <>
      <span class="progress-text">{text}</span>
      {!isOver(job) && (
        <progress value={done} max={total} aria-label="Progress">
          {text}
        </progress>
      )}
    </>
  );
}
