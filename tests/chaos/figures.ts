/** What a run is summed up in. */
import { isCreate, isFlagged, type Told } from "./account.ts";
import type { Trace } from "./proxy.ts";
import type { Run } from "./run.ts";

export function faultCounts(traces: readonly Trace[]): Map<string, number> {
  return counted(traces.flatMap(({ fault }) => fault ?? []));
}

export function faultShare(traces: readonly Trace[]): number {
  return traces.filter(({ fault }) => fault).length / traces.length;
}

/** Calls that made more than one job. */
export function duplicatesOf(told: readonly Told[]): Told[] {
  return told.filter(({ call, rows }) => isCreate(call) && rows.length > 1);
}

export function figuresOf({ told, traces }: Run, untruths: readonly string[]): string {
  const creates = told.filter(({ call }) => isCreate(call));
  const failed = told.filter(({ error }) => error !== undefined);
  const faults = faultCounts(traces);
  const share = (100 * faultShare(traces)).toFixed(1);
  return [
    `${told.length} calls, ${traces.length} requests, ${share} % with a fault: ${listed(faults)}`,
    `  jobs made: ${creates.filter(({ result }) => result).length} of ${creates.length}`,
    `  failed: ${failed.length}, of these flagged as perhaps done: ${told.filter(isFlagged).length}`,
    `    ${listed(counted(failed.map(({ call }) => call.kind)))}`,
    `  duplicates: ${duplicatesOf(told).length}, unaccounted: ${untruths.length}`,
  ].join("\n");
}

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${name} (${count})`).join(", ");
}
