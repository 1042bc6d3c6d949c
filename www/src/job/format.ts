import type { BatchJob } from "./job";

const numbers = new Intl.NumberFormat("en");
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const dayOfYear = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" });

export function count(value: number): string {
  return numbers.format(value);
}

export function timeOfDay(time: Date, today: Date): string {
  if (time.toDateString() === today.toDateString()) return `Today ${clock.format(time)}`;
  const sameYear = time.getFullYear() === today.getFullYear();
  return `${(sameYear ? day : dayOfYear).format(time)} ${clock.format(time)}`;
}

export function fullTime(time: Date): string {
  return full.format(time);
}

export function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}

export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/**
 * Imports report no `progress`, an empty export reports nothing at all, and the count of an
 * empty file is 0; undefined means there is nothing worth showing.
 */
export function progress(job: BatchJob): Progress | undefined {
  const done = job.result?.advancement_count;
  const total = job.result?.count;
  if (typeof total !== "number" || total <= 0) return undefined;
  return { done: Math.min(typeof done === "number" ? done : 0, total), total };
}
