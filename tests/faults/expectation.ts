/**
 * What a client is to make of a fault, told from the safety of the call and from what the client can
 * know after the fault. It walks through the attempts of a scenario as a client would, in words of the
 * specification, and shares nothing with the client's own code.
 */
import { type Fault, HEALTHY, type Meaning } from "./behaviours.ts";
import type { Method, Safety } from "./methods.ts";
import type { Scenario } from "./scenarios.ts";

export type Runtime = "node" | "chromium";

export interface Expectation {
  outcome: "result" | "error" | "abort";
  /** Of the error: its class and what it must say. */
  name?: string;
  fields: Record<string, unknown>;
  retryAfterMs?: readonly [number, number];
  /** Where a redirect leads. */
  leadsTo?: Fault["leadsTo"];
  /** Whether the error says that it may have been done; open where a look-up has settled it. */
  isFlagged: boolean | "open";
  attempts: number;
  /** Requests of the call itself that the server saw, and look-ups that it saw after faults. */
  requests: number;
  lookups: number;
  refusals: number;
  atLeastMs: number;
  atMostMs: number;
}

const MOST_ATTEMPTS = 3;
const MOST_REDIRECTS = 5;
/** A longer wait than this is the caller's to decide about. */
const LONGEST_WAIT_MS = 300_000;
/** What a busy machine may add to any call. */
const SLACK_MS = 2_500;

const ALWAYS_REPEATED: readonly Meaning[] = ["refused", "throttled"];

/** After what a call may be sent once more, without asking first. */
const REPEATED: Record<Safety, readonly Meaning[]> = {
  read: [
    ...ALWAYS_REPEATED,
    "conflict",
    "unavailable",
    "lost",
    "garbled",
    "stalled",
    "serverError",
  ],
  readByPost: [...ALWAYS_REPEATED, "conflict", "unavailable", "lost", "garbled", "stalled"],
  repeatable: [...ALWAYS_REPEATED, "conflict", "unavailable", "lost", "garbled"],
  once: ALWAYS_REPEATED,
  confirm: [...ALWAYS_REPEATED, "conflict", "unavailable"],
  lookedUp: ALWAYS_REPEATED,
};

/** How often it is looked up, with which pauses before, until it counts as not done. */
const LOOKUPS: Partial<Record<Safety, readonly number[]>> = {
  confirm: [0],
  lookedUp: [1_000, 4_000],
};

const ERRORS: Record<Meaning, string> = {
  fine: "",
  refused: "MedusaConnectionError",
  lost: "MedusaConnectionError",
  stalled: "MedusaTimeoutError",
  garbled: "MedusaResponseError",
  moved: "MedusaRedirectError",
  throttled: "MedusaApiError",
  unavailable: "MedusaApiError",
  serverError: "MedusaApiError",
  conflict: "MedusaApiError",
  rejected: "MedusaApiError",
};

const REFUSED: Fault = { ...HEALTHY, meaning: "refused", done: false };

const isRead = ({ safety }: Method) => safety === "read" || safety === "readByPost";

const isBrokenOff = ({ meaning }: Fault) => ["lost", "stalled", "garbled"].includes(meaning);

/** Whether the server may have done it: no whole answer, or one from which that can't be told. */
function isDoubtful(fault: Fault): boolean {
  const { status = 0 } = fault;
  return isBrokenOff(fault) || status === 408 || status >= 500;
}

/** After what a call may be sent once more if the server says that it was not done. */
function passes(fault: Fault): boolean {
  return isBrokenOff(fault) || (fault.meaning === "unavailable" && isDoubtful(fault));
}

/** What this client can make of a fault in this call. */
function meaningOf(fault: Fault, method: Method, runtime: Runtime): Meaning {
  if (fault.isFineUnread && method.envelope === undefined) return "fine";
  if (fault.isSteady && method.isUpload) return "fine";
  // A browser tells a page nothing about a connection that failed (Fetch 4.1: a network error).
  if (fault.meaning === "refused" && runtime === "chromium") return "lost";
  return fault.meaning;
}

/** Pauses before the n-th repetition: full jitter on 100 ms · 2^n, or half and half on 1 s · 2^n. */
function pauses(fault: Fault, retries: number): readonly [number, number] {
  const factor = 2 ** retries;
  const isThrottled = fault.meaning === "throttled" || fault.retryAfterMs !== undefined;
  if (!isThrottled) return [0, 100 * factor];
  const [least, most] = fault.retryAfterMs ?? [0, 0];
  return [Math.max(least, 500 * factor), Math.max(most, 1_000 * factor)];
}

export function expectation(method: Method, scenario: Scenario, runtime: Runtime): Expectation {
  const { refusals = 0, abortAfterMs, timeoutMs } = scenario;
  const refused = Array.from({ length: Math.min(refusals, MOST_ATTEMPTS) }, () => REFUSED);
  const known: Expectation = {
    outcome: "result",
    fields: {},
    isFlagged: false,
    attempts: 0,
    requests: 0,
    lookups: 0,
    refusals: 0,
    atLeastMs: 0,
    atMostMs: SLACK_MS,
  };
  if (abortAfterMs !== undefined) {
    const times = { atLeastMs: abortAfterMs - 5, atMostMs: abortAfterMs + SLACK_MS };
    return { ...known, ...times, outcome: "abort", attempts: 1, requests: 1 };
  }
  let redirects = 0;
  let isDone = false;
  let isInDoubt = false;
  for (const played of [...refused, ...scenario.faults, HEALTHY]) {
    const fault: Fault = { ...played, meaning: meaningOf(played, method, runtime) };
    if (redirects === 0) known.attempts += 1;
    if (played.meaning === "refused") known.refusals += 1;
    else if (played.at !== "connection") known.requests += 1;
    const takesMs = fault.meaning === "stalled" ? timeoutMs : (fault.takesMs ?? 0);
    // Timers of Node may fire a millisecond early.
    known.atLeastMs += takesMs - Math.min(takesMs, 5);
    known.atMostMs += takesMs;
    isDone ||= fault.done;
    isInDoubt ||= isDoubtful(fault);
    const settled = () => ({ ...known, isFlagged: flag(method, known, isInDoubt) });

    if (fault.meaning === "fine") return settled();
    if (follows(fault, method, runtime) && redirects < MOST_REDIRECTS) {
      redirects += 1;
      continue;
    }
    redirects = 0;
    const isSecond400 = method.safety === "confirm" && fault.status === 400 && isInDoubt;
    if (isDoubtful(fault) || isSecond400) {
      for (const pauseMs of LOOKUPS[method.safety] ?? []) {
        known.lookups += 1;
        known.atLeastMs += pauseMs - Math.min(pauseMs, 5);
        known.atMostMs += pauseMs;
        if (isDone) return settled();
      }
    }
    const mayRepeat =
      REPEATED[method.safety].includes(fault.meaning) ||
      (passes(fault) && LOOKUPS[method.safety] !== undefined);
    const [least, most] = pauses(fault, known.attempts - 1);
    if (!mayRepeat || known.attempts === MOST_ATTEMPTS || least > LONGEST_WAIT_MS) {
      return { ...settled(), ...failure(fault, scenario, runtime) };
    }
    known.atLeastMs += least - Math.min(least, 5);
    known.atMostMs += most;
  }
  throw new Error(`${scenario.name} does not end`);
}

/** Reads go on within their origin; a browser does not tell where a redirect leads. */
function follows(fault: Fault, method: Method, runtime: Runtime): boolean {
  return fault.leadsTo === "here" && method.http === "GET" && runtime === "node";
}

function flag(method: Method, { lookups }: Expectation, isInDoubt: boolean): boolean | "open" {
  if (isRead(method) || !isInDoubt) return false;
  // A job that says it is not confirmed leaves little doubt, and a late request some.
  return method.safety === "confirm" && lookups > 0 ? "open" : true;
}

function failure(
  fault: Fault,
  { timeoutMs }: Scenario,
  runtime: Runtime,
): Pick<Expectation, "outcome" | "name" | "fields"> & Partial<Expectation> {
  const { meaning, status, retryAfterMs, leadsTo } = fault;
  const fields: Record<string, unknown> = {};
  if (meaning === "stalled") fields["timeoutMs"] = timeoutMs;
  else if (meaning === "refused") fields["code"] = "ECONNREFUSED";
  else if (meaning !== "moved" && meaning !== "lost" && status !== undefined)
    fields["status"] = status;
  return {
    outcome: "error",
    name: ERRORS[meaning],
    fields,
    ...(retryAfterMs && { retryAfterMs }),
    ...(leadsTo && { leadsTo: runtime === "node" ? leadsTo : "nowhere" }),
  };
}
