/** Both clients in Node. */
import { setImmediate as nextTurn } from "node:timers/promises";
import TheirMedusa from "@medusajs/medusa-js";
import OurMedusa from "medusa-batch-jobs";
import { Ledger, watchedSignal, within } from "./ledger.ts";
import {
  ABORT_REASON,
  API_KEY,
  type Ask,
  type Constructor,
  callOf,
  type Ended,
  MAX_RETRIES,
  type Target,
} from "./target.ts";

/** More than any call may take, so that what takes too long is told from what never ends. */
const OUR_GRACE_MS = 15_000;
/** Its own pauses of 0.5 and 1.5 s, and as long again. */
const THEIR_GRACE_MS = 4_000;

export const ours: Target = {
  async call(ask) {
    const { method, scenario, baseUrl } = ask;
    const { timeoutMs } = scenario;
    const Medusa = OurMedusa as unknown as Constructor;
    const medusa = new Medusa({ baseUrl, apiKey: API_KEY, maxRetries: MAX_RETRIES, timeoutMs });
    const signal = watchedSignal();
    const options = { ...method.options, signal: signal.controller.signal };
    const ledger = new Ledger();
    void ask.abort?.then(() => signal.controller.abort(ABORT_REASON));
    const how = await timed(ask.atMostMs + OUR_GRACE_MS, () =>
      within(ledger, () => callOf(medusa, method, [undefined, options])),
    );
    // Removing what a call has put up may take the rest of the turn.
    await nextTurn();
    return {
      ...how,
      timersLeft: ledger.timers.size,
      listenersLeft: signal.listeners(),
      again: () => callOf(medusa, AGAIN, []),
    };
  },
};

/**
 * medusa-js has no signal and no time limit, and its retries are off by default: it gets as many as
 * ours. What its timers do is not looked at.
 */
export const theirs: Target = {
  async call(ask) {
    // medusa-js as ESM gives it at run time; its declarations describe the CommonJS build.
    const Medusa = TheirMedusa as unknown as Constructor;
    const config = { baseUrl: ask.baseUrl, apiKey: API_KEY, maxRetries: MAX_RETRIES };
    const medusa = new Medusa(config);
    const how = await timed(ask.atMostMs + THEIR_GRACE_MS, () => callOf(medusa, ask.method, []));
    return { ...how, timersLeft: 0, listenersLeft: 0, again: () => callOf(medusa, AGAIN, []) };
  },
};

/** A call that is right with any client. */
const AGAIN = {
  group: "batchJobs",
  member: "list",
  args: [{ limit: 1 }],
} as unknown as Ask["method"];

type How = Pick<Ended, "kind" | "value" | "attempts" | "error" | "ms">;

async function timed(
  patienceMs: number,
  call: () => Promise<Record<string, unknown>>,
): Promise<How> {
  const began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const impatience = new Promise<Omit<How, "ms">>((resolve) => {
    timer = setTimeout(resolve, patienceMs, { kind: "pending" });
  });
  const ended = call().then(resulted, failed);
  const how = await Promise.race([ended, impatience]);
  clearTimeout(timer);
  return { ...how, ms: performance.now() - began };
}

function resulted({ response, ...value }: Record<string, unknown>): Omit<How, "ms"> {
  const { attempts } = Object(response) as { attempts?: number };
  return { kind: "result", value, ...(attempts !== undefined && { attempts }) };
}

function failed(error: unknown): Omit<How, "ms"> {
  if (!(error instanceof Error)) return { kind: "reason", error: { message: error } };
  const { name, message } = error;
  const fields: Record<string, unknown> = { ...error, name, message };
  const attempts = fields["attempts"];
  return { kind: "error", error: fields, ...(typeof attempts === "number" && { attempts }) };
}
