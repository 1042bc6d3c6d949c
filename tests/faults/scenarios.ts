/**
 * The rows of the table: what happens to the attempts of one call. After the faults all is well.
 */
import { broken, cut, type Fault, reset, slow, stall, success } from "./behaviours.ts";
import { redirect, retryAfter, status } from "./statuses.ts";

export interface Scenario {
  name: string;
  /** The kind of fault. */
  group: string;
  faults: readonly Fault[];
  /** Time limit of an attempt. */
  timeoutMs: number;
  /** How many connections are refused before the server is there; without: none. */
  refusals?: number;
  /** How long after the server has got the request the caller's signal ends the call. */
  abortAfterMs?: number;
}

/** Enough for an answer on a busy machine, little enough to wait for three times. */
const STALL_LIMIT_MS = 700;

/** Far more than anything takes that has no stall. */
const LIMIT_MS = 60_000;

const ABORT_AFTER_MS = 120;

type Row = [name: string, faults: Fault | readonly Fault[], more?: Partial<Scenario>];

const short = { timeoutMs: STALL_LIMIT_MS };
const aborted = { abortAfterMs: ABORT_AFTER_MS };
const thrice = (fault: Fault) => [fault, fault, fault];

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  "slow or odd, but right": [
    ["no fault", []],
    ["latency", slow.latency],
    ["byte by byte", slow.bytewise],
    ["chunks of one byte", slow.chunkedBytewise],
    ["compressed", slow.compressed],
    ["length by closing", slow.untilClosed],
    ["slow, steady body", slow.steady],
    ["steady body past the limit", thrice(slow.steadyTooLong), short],
  ],
  stalls: [
    ["stall before headers", stall.beforeHead, short],
    ["stall before headers, done", stall.beforeHeadDone, short],
    ["stall in headers", stall.inHead, short],
    ["stall after headers", stall.afterHead, short],
    ["stall in body", stall.inBody, short],
    ["stall in chunked body", stall.inChunks, short],
    ["content-length too long", stall.lengthTooLong, short],
    ["stall before headers, always", thrice(stall.beforeHead), short],
    ["stall in body, always", thrice(stall.inBody), short],
  ],
  "broken connections": [
    ["connection closed on accept", cut.onAccept],
    ["connection reset on accept", reset.onAccept],
    ["reset after the request's head", reset.afterRequestHead],
    ["reset before headers", reset.beforeHead],
    ["reset before headers, done", reset.beforeHeadDone],
    ["reset in headers", reset.inHead],
    ["reset after headers", reset.afterHead],
    ["reset in body", reset.inBody],
    ["reset in chunked body", reset.inChunks],
    ["closed before headers", cut.beforeHead],
    ["closed before headers, done", cut.beforeHeadDone],
    ["cut in headers", cut.inHead],
    ["cut by content-length", cut.byContentLength],
    ["cut in a chunk", cut.inChunks],
    ["cut between chunks", cut.betweenChunks],
  ],
  "answers that are none": [
    ["garbage before the status line", broken.garbageBeforeHead],
    ["no gzip where it says so", broken.notGzip],
    ["header flood", broken.headerFlood],
  ],
  "successes that are none": [
    ["200 with HTML", success.html],
    ["200 with half JSON", success.halfJson],
    ["200 with another envelope", success.otherEnvelope],
    ["200 with null in the envelope", success.nullInEnvelope],
    ["200 without a body", success.empty],
    ["204", success.noContent],
    ["content-length too short", success.lengthTooShort],
    ["invalid UTF-8", success.invalidUtf8],
    ["200 with HTML, always", thrice(success.html)],
  ],
  "error statuses": [
    ["304", status.notModified],
    ["400", status.badRequest],
    ["401, plain text", status.unauthorized],
    ["404", status.notFound],
    ["408", status.timeout],
    ["409 invalid_state_error", status.conflict],
    ["409 of another kind", status.otherConflict],
    ["422", status.unprocessable],
    ["425", status.tooEarly],
    ["500", status.serverError],
    ["500, done", status.serverErrorDone],
    ["501", status.notImplemented],
    ["502 with HTML", status.badGateway],
    ["503", status.unavailable],
    ["504", status.gatewayTimeout],
    ["504, done", status.gatewayTimeoutDone],
    ["999", status.unknown],
  ],
  "429 and Retry-After": [
    ["429", retryAfter.none],
    ["429, Retry-After 1", retryAfter.seconds],
    ["429, Retry-After as a date", retryAfter.date],
    ["429, Retry-After in the past", retryAfter.pastDate],
    ["429, Retry-After 0", retryAfter.zero],
    ["429, Retry-After -5", retryAfter.negative],
    ["429, Retry-After soon", retryAfter.garbage],
    ["429, Retry-After 10000000", retryAfter.huge],
    ["429, Retry-After 1.2", retryAfter.float],
    ["503, Retry-After 1", retryAfter.ofUnavailable],
    ["503, Retry-After 10000000", retryAfter.hugeOfUnavailable],
  ],
  "several faults": [
    ["503, 503", [status.unavailable, status.unavailable]],
    ["503, always", thrice(status.unavailable)],
    ["reset, reset", [reset.beforeHead, reset.beforeHead]],
    ["reset, always", thrice(reset.beforeHead)],
    ["reset, 503", [reset.beforeHead, status.unavailable]],
    ["503, 400", [status.unavailable, status.badRequest]],
    ["429, 503", [retryAfter.none, status.unavailable]],
    ["429, reset", [retryAfter.none, reset.beforeHead]],
    ["429, always", thrice(retryAfter.zero)],
  ],
  "no server": [
    ["refused, then up", [], { refusals: 1 }],
    ["refused, always", [], { refusals: Number.POSITIVE_INFINITY }],
  ],
  redirects: [
    ["redirect within the origin", redirect.within],
    ["307 within the origin", redirect.withinKeepingMethod],
    ["redirect loop", Array.from({ length: 40 }, () => redirect.within)],
    ["302 to another origin", redirect.found],
    ["303 to another origin", redirect.seeOther],
    ["307 to another origin", redirect.temporary],
    ["308 to another origin", redirect.permanent],
    ["redirect to nowhere", redirect.withoutLocation],
  ],
  "aborted by the caller": [
    ["aborted before headers", stall.beforeHead, aborted],
    ["aborted in the body", stall.inBody, aborted],
    ["aborted while it waits", retryAfter.threeSeconds, aborted],
  ],
};

export const SCENARIOS: readonly Scenario[] = Object.entries(ROWS).flatMap(([group, rows]) =>
  rows.map(([name, faults, more]) => ({
    name,
    group,
    faults: "says" in faults ? [faults] : faults,
    timeoutMs: LIMIT_MS,
    ...more,
  })),
);
