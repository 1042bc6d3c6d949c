/** One run: a seed's calls through the proxy, and what the database holds when all is quiet again. */
import type { SharedBackend } from "../integration/shared-backend.ts";
import type { Outcome, Told } from "./account.ts";
import { type Call, callsOf, labelOf, make } from "./calls.ts";
import { faultOf } from "./faults.ts";
import type { Ledger, Row } from "./ledger.ts";
import { ChaosProxy, type Trace } from "./proxy.ts";
import { inParallel, prepare, type Stage } from "./stage.ts";

export interface Run {
  told: Told[];
  /** Jobs that belong to no call. */
  strays: Row[];
  traces: readonly Trace[];
}

export async function runOf(seed: number, backend: SharedBackend, ledger: Ledger): Promise<Run> {
  const proxy = await ChaosProxy.start(backend.url, (call, nth) => faultOf(seed, call, nth));
  try {
    const stage = await prepare(backend, proxy, ledger, seed);
    const outcomes = await inParallel(callsOf(seed), (call) => outcomeOf(call, stage));
    await proxy.idle();
    const rows = await ledger.rows(stage.run);
    const told = outcomes.map((outcome) => ({
      ...outcome,
      traces: proxy.traces.filter(({ call }) => call === outcome.call.id),
      rows: rowsOf(outcome.call, stage, rows),
    }));
    return { told, strays: straysOf(rows, told, stage), traces: proxy.traces };
  } finally {
    await proxy.stop();
  }
}

async function outcomeOf(call: Call, stage: Stage): Promise<Outcome> {
  try {
    return { call, result: await make(call, stage) };
  } catch (error) {
    return { call, error };
  }
}

/** The row of a confirm or a cancel is that of the job it was given. */
function rowsOf(call: Call, stage: Stage, rows: readonly Row[]): Row[] {
  if (call.kind === "confirm") return rows.filter(({ id }) => id === stage.toConfirm[call.index]);
  if (call.kind === "cancel") return rows.filter(({ id }) => id === stage.toCancel[call.index]);
  return rows.filter(({ label }) => label === labelOf(call, stage));
}

function straysOf(rows: readonly Row[], told: readonly Told[], stage: Stage): Row[] {
  const known = new Set([...stage.toConfirm, ...stage.toCancel]);
  for (const { rows: own } of told) for (const { id } of own) known.add(id);
  return rows.filter(({ id }) => !known.has(id));
}
