/** Compares what the client said of each call with what stands in the database. */
import { isMedusaError, isMedusaTimeoutError } from "medusa-batch-jobs";
import { type Call, contentOf, type Kind, type Result } from "./calls.ts";
import { UNDOUBTED } from "./faults.ts";
import type { Row } from "./ledger.ts";
import type { Trace } from "./proxy.ts";

export interface Outcome {
  call: Call;
  result?: Result;
  error?: unknown;
}

/** A call with everything that is known of it. */
export interface Told extends Outcome {
  traces: Trace[];
  /** The jobs that it made, or the one that it is about. */
  rows: Row[];
}

const REPEATED_NEVER: readonly Kind[] = ["create", "create of an export", "upload"];

export function isCreate({ kind }: Call): boolean {
  return kind.includes("create");
}

/** Whether its job can be told from others. */
export function isTraceable({ call }: Outcome): boolean {
  return isCreate(call) && !REPEATED_NEVER.includes(call.kind);
}

export function isFlagged({ error }: Outcome): boolean {
  return isMedusaError(error) && error.mayHaveBeenProcessed === true;
}

/** What is wrong with this call; nothing, if the client told the truth. */
export async function untruthsOf(told: Told): Promise<string[]> {
  const { call, error, traces } = told;
  const wrong = isCreate(call) ? ofCreate(told) : await ofOther(told);
  const done = traces.filter(({ forwarded, method }) => forwarded && method === "POST").length;
  if (REPEATED_NEVER.includes(call.kind) && done > 1) wrong.push(`sent ${done} times`);
  if (error !== undefined && !isMedusaError(error)) wrong.push("rejected with no MedusaError");
  if (isFlagged(told) && isUndoubted(told)) wrong.push("flagged, though there is no doubt");
  const faults = traces.map(({ method, fault }) => `${method} ${fault ?? "-"}`).join(", ");
  return wrong.map((what) => `${call.kind} ${call.id}: ${what} (${faults}; ${String(error)})`);
}

function ofCreate({ result, rows, ...outcome }: Told): string[] {
  const [row] = rows;
  if (rows.length > 1) return [`${rows.length} jobs`];
  if (result) {
    const id = result.batch_job?.id;
    return row?.id === id && row ? [] : [`said ${id}, there is ${row?.id ?? "no job"}`];
  }
  return row && !isFlagged(outcome) ? ["failed without a flag, but there is a job"] : [];
}

async function ofOther({ call, result, error, traces, rows: [row] }: Told): Promise<string[]> {
  const flagged = isFlagged({ call, error });
  switch (call.kind) {
    case "confirm":
      return ofMark("confirmed_at", row?.confirmed_at, result?.batch_job?.confirmed_at, flagged);
    case "cancel":
      return ofMark("canceled_at", row?.canceled_at, result?.batch_job?.canceled_at, flagged);
    case "upload": {
      const untold = !flagged && traces.some(({ forwarded }) => forwarded);
      if (!result) return untold ? ["failed without a flag, but the backend got it"] : [];
      const url = result.uploads?.[0]?.url ?? "";
      const stored = await fetch(url).then((response) => response.text());
      return stored === contentOf(call) ? [] : [`${url} holds ${JSON.stringify(stored)}`];
    }
    default:
      return flagged ? ["flagged, though it changes nothing"] : [];
  }
}

/** `said` is undefined when the call failed. */
function ofMark(
  name: string,
  stored: Date | null | undefined,
  said: string | null | undefined,
  flagged: boolean,
): string[] {
  if (said !== undefined) return said && stored ? [] : [`said ${name} ${said}, it is ${stored}`];
  return stored && !flagged ? [`failed without a flag, but ${name} is set`] : [];
}

/** By the faults alone. A time limit may pass without one, on a machine that is very busy. */
function isUndoubted({ traces, error }: Told): boolean {
  const undoubted = traces.every(({ fault }) => fault && UNDOUBTED.includes(fault));
  return undoubted && !isMedusaTimeoutError(error);
}
