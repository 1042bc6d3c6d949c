/**
 * How medusa-js is judged: by what any client should do, not by what ours is called or can do more.
 *
 * - It must end. There is nothing in it that limits time, so it is given up on 4 s after ours waits
 *   no more, twice its own pauses.
 * - Where ours must succeed it must succeed, with the right object: an object without the envelope
 *   is none. Where that takes a look-up on the server an honest error is as good.
 * - Where ours must fail it must fail, or have the right object all the same: for a read one more
 *   attempt is no harm, and a redirect within the origin may be followed if it stays the same call.
 * - What must not be done twice is not sent more often than ours sends it, and not done twice.
 * - It does not come back before `Retry-After`.
 * - The API key goes to no other origin.
 *
 * It is asked for as many retries as ours makes (`maxRetries: 2`; its own default is 0). Not asked,
 * and in neither count: `uploads.create` and `createProtected` (they throw in Node before anything is
 * sent), deduplication, signals, and the limit of an attempt that makes steady progress, which it
 * does not have. How it names its errors, what they say, and what its timers do is not looked at.
 */
import type { Observation } from "./cell.ts";
import type { Method } from "./methods.ts";
import type { Scenario } from "./scenarios.ts";
import { API_KEY } from "./target.ts";
import { resultProblems } from "./verdict.ts";

/** Whether medusa-js has what the cell is about. */
export function isAsked(method: Method, { abortAfterMs, faults }: Scenario): boolean {
  const isAboutLimit = faults.some(({ isSteady }) => isSteady);
  return method.notTheirs === undefined && abortAfterMs === undefined && !isAboutLimit;
}

export function theirProblemsOf(method: Method, scenario: Scenario, seen: Observation): string[] {
  const { ended } = seen;
  if (ended.kind === "pending") return ["never ended"];
  return [
    ...(ended.kind === "result" ? resultProblems(method, seen) : failed(seen)),
    ...repeated(method, seen),
    ...tooSoon(scenario, seen),
    ...leaked(seen),
  ];
}

function failed({ ended, expected }: Observation): string[] {
  if (expected.outcome === "error" || expected.lookups > 0) return [];
  return [`failed where it must succeed: ${ended.error?.["message"]}`];
}

function repeated(method: Method, seen: Observation): string[] {
  const { effect, safety } = method;
  if (effect === undefined) return [];
  const { backend, requests, expected } = seen;
  const times = backend.count(effect);
  // A second confirm is refused, and a second cancel is as good as one.
  const isOnce = safety === "once" || safety === "lookedUp";
  const allowed = expected.requests + (expected.leadsTo === "here" ? 5 : 0);
  return [
    ...(isOnce && requests.length > allowed
      ? [`sent ${requests.length} times, not ${allowed}`]
      : []),
    ...(isOnce && times > 1 ? [`${effect} was done ${times} times`] : []),
    ...(seen.ended.kind === "result" && times === 0 ? [`${effect} was not done`] : []),
  ];
}

function tooSoon({ faults }: Scenario, { ended, requests }: Observation): string[] {
  const least = faults.reduce((sum, { retryAfterMs }) => sum + (retryAfterMs?.[0] ?? 0), 0);
  const isTooSoon = requests.length > 1 && ended.ms < least - 50;
  return isTooSoon ? [`came back after ${Math.round(ended.ms)} ms, not ${least}`] : [];
}

function leaked({ strays }: Observation): string[] {
  const isLeak = strays.some(({ headers }) => Object.values(headers).includes(API_KEY));
  return isLeak ? ["sent the API key to another origin"] : [];
}
