import type { BatchJob } from "./job";

/**
 * One line per error. The server stores strings and objects, and both for one failure
 * (`[{ message, code, err }, "the same message"]`): the repetition is left out.
 */
export function errorLines(job: BatchJob): string[] {
  const errors: readonly unknown[] = job.result?.errors ?? [];
  const lines = errors.map(errorLine).filter((line) => line !== "");
  return [...new Set(lines)];
}

function errorLine(error: unknown): string {
  if (typeof error === "string") return error.trim();
  if (typeof error !== "object" || error === null) return String(error);
  const message = "message" in error ? String(error.message).trim() : "";
  const code = "code" in error && error.code ? String(error.code) : "";
  if (message === "") return code || JSON.stringify(error);
  return message;
}
