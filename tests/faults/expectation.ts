/**
 * What a client is to make of a fault, told from the safety of the call and from what the client
 * can know after the fault. It walks through the attempts of a scenario as a client would, in words
 * of the specification, and shares nothing with the client's own code.
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
  /** What the call waits for at most; to which comes what it has to do. */
  atMostMs: number;
}

const MOST_ATTEMPTS = 3;
const MOST_REDIRECTS = 5;
/** A longer wait than this is the caller's to decide about. */
const LONGEST_WAIT_MS = 300_000;
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
  // Beyond these what the look-up allows.
  confirm: [...ALWAYS_REPEATED, "conflict", "unavailable"],
  lookedUp: [...ALWAYS_REPEATED, "conflict", "unavailable"],
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

const REFUSED: Fault = { ...HEALTHY, meaning: "refused", done: false, isRefusal: true };

const isBrokenOff = ({ meaning }: Fault) => ["lost", "stalled", "garbled"].includes(meaning);

/** Whether the server may have done it: no whole answer, or one from which that can't be told. */
function isDoubtful(fault: Fault): boolean {
  const { status = 0 } = fault;
  return isBrokenOff(fault) || status === 408 || status >= 500;
}

/** A form that has done its work redirects to where that can be seen; 307 and 308 only move on. */
const isAnswerOfForms = ({ meaning, status = 0 }: Fault, runtime: Runtime) =>
  meaning === "moved" && (runtime === "chromium" || (status !== 307 && status !== 308));

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

/**
 * Pauses before the n-th repetition: full jitter on 100 ms · 2^n, or half and half on 1 s · 2^n.
 */
function pauses(fault: Fault, retries: number): readonly [number, number] {
  const factor = 2 ** retries;
  const isThrottled = fault.meaning === "throttled" || fault.retryAfterMs !== undefined;
  if (!isThrottled) return [0, 100 * factor];
  const [least, most] = fault.retryAfterMs ?? [0, 0];
  return [Math.max(least, 500 * factor), Math.max(most, 1_000 * factor)];
}

export function expectation(method: Method, scenario: Scenario, runtime: Runtime): Expectation {
  const walk = new Walk(method, scenario, runtime);
  const { refusals = 0, abortAfterMs, faults } = scenario;
  if (abortAfterMs !== undefined) return walk.aborted(abortAfterMs);
  const refused = Array.from({ length: Math.min(refusals, MOST_ATTEMPTS) }, () => REFUSED);
  for (const fault of [...refused, ...faults, HEALTHY]) {
    const end = walk.meet({ ...fault, meaning: meaningOf(fault, method, runtime) });
    if (end) return end;
  }
  throw new Error(`${scenario.name} does not end`);
}

/** A call on its way through the faults. */
class Walk {
  readonly #method: Method;
  readonly #scenario: Scenario;
  readonly #runtime: Runtime;
  readonly #counts = { attempts: 0, requests: 0, lookups: 0, refusals: 0 };
  readonly #times = { atLeastMs: 0, atMostMs: 0 };
  #redirects = 0;
  #isDone = false;
  #isInDoubt = false;

  constructor(method: Method, scenario: Scenario, runtime: Runtime) {
    this.#method = method;
    this.#scenario = scenario;
    this.#runtime = runtime;
  }

  aborted(afterMs: number): Expectation {
    this.#counts.attempts = 1;
    this.#counts.requests = 1;
    this.#spend(afterMs);
    return this.#end({ outcome: "abort", isFlagged: false });
  }

  /** The end of the call, if that is what the fault is. */
  meet(fault: Fault): Expectation | undefined {
    this.#arrive(fault);
    if (fault.meaning === "fine") return this.#end({});
    if (this.#follows(fault)) {
      this.#redirects += 1;
      return undefined;
    }
    this.#redirects = 0;
    const looked = this.#looksUp(fault);
    if (looked !== "not done") return looked === "done" ? this.#end({}) : this.#fail(fault);
    const [least, most] = pauses(fault, this.#counts.attempts - 1);
    const isLast = this.#counts.attempts === MOST_ATTEMPTS;
    if (isLast || least > LONGEST_WAIT_MS || !this.#mayRepeat(fault)) return this.#fail(fault);
    this.#spend(least, most);
    return undefined;
  }

  #arrive(fault: Fault): void {
    if (this.#redirects === 0) this.#counts.attempts += 1;
    if (!fault.isRefusal && fault.at !== "connection") this.#counts.requests += 1;
    // Those of a browser's sockets can't be counted here.
    if (fault.isRefusal && this.#runtime === "node") this.#counts.refusals += 1;
    const { takesMs = 0, takesAtMostMs = takesMs } = fault;
    if (fault.meaning === "stalled") this.#spend(this.#scenario.timeoutMs);
    else this.#spend(takesMs, takesAtMostMs);
    this.#isDone ||= fault.done;
    this.#isInDoubt ||= this.#isDoubtful(fault);
  }

  /** Reads go on within their origin; a browser does not tell where a redirect leads. */
  #follows({ leadsTo }: Fault): boolean {
    const isFollowed = leadsTo === "here" && this.#method.http === "GET";
    return isFollowed && this.#runtime === "node" && this.#redirects < MOST_REDIRECTS;
  }

  /**
   * What the server says of it, where it must be asked. A refusal after a doubt may mean success.
   */
  #looksUp(fault: Fault): "done" | "not done" | "not known" {
    const pausesBefore = LOOKUPS[this.#method.safety] ?? [];
    const isRefused = this.#isInDoubt && fault.status === 400;
    const isSaidToPass = fault.meaning === "conflict" || fault.status === 425;
    if (!this.#isDoubtful(fault) && !isRefused && !isSaidToPass) return "not done";
    for (const pauseMs of pausesBefore) {
      // Who can't be reached can't be asked either.
      if (fault.isRefusal) return "not known";
      this.#counts.lookups += 1;
      this.#spend(pauseMs);
      if (this.#isDone) return "done";
    }
    return "not done";
  }

  #isDoubtful(fault: Fault): boolean {
    const isRead = this.#method.http === "GET";
    return isDoubtful(fault) || (!isRead && isAnswerOfForms(fault, this.#runtime));
  }

  #mayRepeat(fault: Fault): boolean {
    const { safety } = this.#method;
    const isLookedUp = LOOKUPS[safety] !== undefined && passes(fault);
    return isLookedUp || REPEATED[safety].includes(fault.meaning);
  }

  #spend(leastMs: number, mostMs = leastMs): void {
    // Timers of Node may fire a little early.
    this.#times.atLeastMs += Math.max(0, leastMs - 5);
    this.#times.atMostMs += mostMs;
  }

  #fail({ meaning, status, retryAfterMs, leadsTo }: Fault): Expectation {
    return this.#end({
      outcome: "error",
      name: ERRORS[meaning],
      fields: {
        ...(meaning === "stalled" && { timeoutMs: this.#scenario.timeoutMs }),
        ...(meaning === "refused" && { code: "ECONNREFUSED" }),
        ...(status !== undefined && meaning !== "moved" && { status }),
      },
      ...(retryAfterMs && { retryAfterMs }),
      ...(leadsTo && { leadsTo: this.#runtime === "node" ? leadsTo : "nowhere" }),
    });
  }

  #end(how: Partial<Expectation>): Expectation {
    const isFlagged = this.#flag();
    return { outcome: "result", fields: {}, isFlagged, ...this.#counts, ...this.#times, ...how };
  }

  #flag(): boolean | "open" {
    const { safety } = this.#method;
    if (safety === "read" || safety === "readByPost" || !this.#isInDoubt) return false;
    // A job that says it is not confirmed leaves little doubt, and a late request some.
    return safety === "confirm" && this.#counts.lookups > 0 ? "open" : true;
  }
}
