import type { BatchJob } from "./job";

export interface ResultFile {
  readonly key: string;
  readonly name: string;
  readonly size: number | undefined;
}

/** A finished job's file; a canceled or failed one may name a file that was never finished. */
export function resultFile(job: BatchJob): ResultFile | undefined {
  const key = job.result?.file_key;
  if (job.status !== "completed" || typeof key !== "string" || key === "") return undefined;
  const size = job.result?.file_size;
  return { key, name: fileName(key), size: typeof size === "number" ? size : undefined };
}

export function fileName(key: string): string {
  return key.split(/[/\\]/).filter(Boolean).at(-1) ?? "export.csv";
}
