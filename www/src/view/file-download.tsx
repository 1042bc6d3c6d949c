import type { ResultFile } from "../job/file";
import { fileSize } from "../job/format";
import type { BatchJob } from "../job/job";
import { downloadFile } from "../state/actions";
import { Icon } from "./icon";

export interface FileDownloadProps {
  readonly job: BatchJob;
  readonly file: ResultFile;
  readonly busy: boolean;
}

export function FileDownload({ job, file, busy }: FileDownloadProps) {
  return (
    <button
      type="button"
      class="button small file"
      aria-disabled={busy}
      aria-busy={busy}
      title={file.name}
      onClick={() => void downloadFile(job.id, file)}
    >
      <Icon name={busy ? "spinner" : "download"} />
      <span class="visually-hidden">Download </span>
      <span class="file-name">
        <span>{file.name.slice(0, -8)}</span>
        <span>{file.name.slice(-8)}</span>
      </span>
      {file.size !== undefined && <span class="muted">{fileSize(file.size)}</span>}
    </button>
  );
}
