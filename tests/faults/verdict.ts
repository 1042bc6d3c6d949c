/** What is wrong with a cell of ours: nothing, or sentences. */
import { isDeepStrictEqual } from "node:util";
import { SEEDED_JOB } from "./backend.ts";
import type { Observation } from "./cell.ts";
import type { Method } from "./methods.ts";
import { ABORT_REASON, API_KEY } from "./target.ts";

export function problemsOf(method: Method, seen: Observation): string[] {
  return [
    ...outcome(method, seen),
    ...traffic(seen),
    ...effects(method, seen),
    ...duration(seen),
    ...remains(seen),
  ];
}

const check = (isRight: boolean, problem: string): string[] => (isRight ? [] : [problem]);

function same(what: string, actual: unknown, wanted: unknown): string[] {
  const isSame = isDeepStrictEqual(actual, wanted);
  return check(isSame, `${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(wanted)}`);
}

function outcome(method: Method, seen: Observation): string[] {
  const { ended, expected } = seen;
  const kind = expected.outcome === "abort" ? "reason" : expected.outcome;
  if (ended.kind !== kind) {
    const said = ended.error ? `: ${ended.error["name"]}: ${ended.error["message"]}` : "";
    return [`ended with ${ended.kind}${said} instead of ${expected.name ?? kind}`];
  }
  if (kind === "result") {
    return [...resultProblems(method, seen), ...attempts(seen)];
  }
  if (kind === "reason") return same("reason", ended.error?.["message"], ABORT_REASON);
  return [...attempts(seen), ...errorOf(method, seen)];
}

/** Where a look-up was made its requests may be counted or not. */
function attempts({ ended, expected }: Observation): string[] {
  return expected.lookups > 0 ? [] : same("attempts", ended.attempts, expected.attempts);
}

function errorOf(method: Method, { ended, expected, origin, elsewhere }: Observation): string[] {
  const error = ended.error ?? {};
  const { name, fields, retryAfterMs, leadsTo, isFlagged } = expected;
  const location = { here: origin, elsewhere, nowhere: undefined }[leadsTo ?? "nowhere"];
  const wanted = { name, method: method.http, path: method.path, location, ...fields };
  const wait = error["retryAfterMs"];
  const [least, most] = retryAfterMs ?? [0, 0];
  return [
    ...Object.entries(wanted).flatMap(([field, value]) => same(field, error[field], value)),
    ...(retryAfterMs
      ? check(Number(wait) >= least && Number(wait) <= most, `retryAfterMs: ${wait}`)
      : same("retryAfterMs", wait, undefined)),
    ...(isFlagged === "open"
      ? []
      : same("mayHaveBeenProcessed", error["mayHaveBeenProcessed"], isFlagged || undefined)),
    ...advice(method, error, leadsTo !== undefined),
    ...check(!JSON.stringify(error).includes(API_KEY), "the error holds the API key"),
  ];
}

/** What the caller can do is said where only the caller can do it. */
function advice(method: Method, error: Record<string, unknown>, isMoved: boolean): string[] {
  const message = String(error["message"]);
  const [, afterCall = ""] = message.split(`(${method.http} ${method.path})`);
  const isFlagged = error["mayHaveBeenProcessed"] === true;
  return [
    ...check(!isFlagged || afterCall.length > 20, `no way to find out: ${message}`),
    ...check(!isMoved || message.includes("baseUrl"), `nothing to configure: ${message}`),
  ];
}

/** What is wrong with a result: it must be the server's own, whole, and the right one. */
export function resultProblems(method: Method, seen: Observation): string[] {
  const { envelope } = method;
  if (envelope === undefined) return [];
  const { backend, ended } = seen;
  const value = ended.value?.[envelope];
  if (envelope === "batch_job") {
    const { id } = Object(value) as { id?: string };
    const job = backend.jobs.find((job) => job.id === id);
    if (job === undefined) return [`the result is no job: ${JSON.stringify(value)}`];
    const isOwn = (method.effect === "create") === !isOlder(job.id);
    // A result is as old as the answer: what can be compared is what no later call changes.
    const isWhole = isDeepStrictEqual(Object(value).context, job.context);
    return [
      ...check(isOwn, `the result is another job: ${job.id}`),
      ...check(isWhole, `the job is spoiled: ${JSON.stringify(value)}`),
      ...check(method.effect !== "confirm" || Object(value).confirmed_at, "it is not confirmed"),
    ];
  }
  return same(envelope, value, backend.lastEnvelope(envelope));
}

const isOlder = (id: string) => id === SEEDED_JOB || id === "batch_of_others";

function traffic({ expected, requests, lookups, strays, refusals }: Observation): string[] {
  return [
    ...same("requests", requests.length, expected.requests),
    ...same("look-ups", lookups.length, expected.lookups),
    ...same("refused connections", refusals, expected.refusals),
    ...same("requests to another origin", strays.length, 0),
  ];
}

/** Never twice what once is enough of, and nothing done that no one is told of. */
function effects(method: Method, { backend, ended }: Observation): string[] {
  if (method.effect === undefined) return [];
  const times = backend.count(method.effect);
  const isOnce = method.safety !== "repeatable";
  const isFlagged = ended.error?.["mayHaveBeenProcessed"] === true;
  const isUntold = ended.kind === "error" && !isFlagged && times > 0;
  return [
    ...check(!isOnce || times <= 1, `${method.effect} was done ${times} times`),
    ...check(ended.kind !== "result" || times > 0, `${method.effect} was not done`),
    ...check(!isUntold, `${method.effect} was done and the error does not say so`),
  ];
}

/** What a busy machine, on which two dozen cells are under way, may add to a call. */
const SLACK_MS = 6_000;

function duration({ ended, expected }: Observation): string[] {
  const { atLeastMs, atMostMs } = expected;
  const isWithin = ended.ms >= atLeastMs && ended.ms <= atMostMs + SLACK_MS;
  const bounds = `${atLeastMs} to ${atMostMs} and ${SLACK_MS} for the machine`;
  return check(isWithin, `took ${Math.round(ended.ms)} ms, not ${bounds}`);
}

function remains({ ended, isQuiet, afterwards }: Observation): string[] {
  return [
    ...same("timers left", ended.timersLeft, 0),
    ...same("listeners left", ended.listenersLeft, 0),
    ...check(isQuiet, "a request is still open"),
    ...check(afterwards === undefined, `the client does not work afterwards: ${afterwards}`),
  ];
}
