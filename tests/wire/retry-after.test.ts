/** `Retry-After`: seconds and dates are a minimum, nonsense is nothing, and no server makes a call wait for hours. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { isMedusaApiError } from "medusa-batch-jobs";
import { clientOf, medusaError, rejection } from "./outcome.ts";
import { Recorder } from "./recorder.ts";

const FIVE_MINUTES = 300_000;
/** Own backoff before the first repetition: full jitter up to 100 ms, equal jitter up to 1 s. */
const OWN = { 503: [0, 100], 429: [500, 1_000] } as const;

const inFuture = (seconds: number) => new Date(Date.now() + seconds * 1_000).toUTCString();

/** Values that ask for nothing that makes sense. */
const NONSENSE: string[] = [
  "0",
  "00",
  "0.0",
  "-1",
  "-9999999",
  "+5",
  "",
  "soon",
  "NaN",
  "Infinity",
  "1e9",
  "0x10",
  "1,5",
  "1, 2",
  "5 seconds",
  "1.2.3",
  ".5",
  "true",
  "2050",
  "-2050",
  "Thu, 01 Jan 1970 00:00:00 GMT",
  "Thu, 32 Foo 2099 99:99:99 GMT",
  "\u00b2",
];

/** What "2050" asks for is 2,050 seconds: more than five minutes. */
const TOO_LONG: [header: () => string, retryAfterMs: (ms: number) => boolean][] = [
  [() => "301", (ms) => ms === 301_000],
  [() => "2050", (ms) => ms === 2_050_000],
  [() => "9999999", (ms) => ms > FIVE_MINUTES],
  [() => "9".repeat(30), (ms) => ms > FIVE_MINUTES],
  [() => "9".repeat(400), (ms) => ms > FIVE_MINUTES],
  [() => inFuture(3_600), (ms) => Math.abs(ms - 3_600_000) < 5_000],
  [() => "Fri, 31 Dec 9999 23:59:59 GMT", (ms) => ms > FIVE_MINUTES],
];

describe("Retry-After", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => void recorder.reset());

  /** The delay that a list chooses after such an answer; it is not waited for. */
  async function delayAfter(status: number, header: string): Promise<number> {
    const abort = new AbortController();
    let delay: number | undefined;
    const medusa = clientOf(recorder, {
      maxRetries: 1,
      onRetry: (event) => {
        delay = event.delayMs;
        abort.abort("enough");
      },
    });
    recorder.reset().answer({ status, headers: { "retry-after": header } });
    const call = () => medusa.admin.batchJobs.list({}, {}, { signal: abort.signal });
    assert.equal(await rejection(call), "enough");
    return delay ?? assert.fail("it was not repeated");
  }

  const MINIMA: [header: () => string, from: number, to: number][] = [
    [() => "1", 1_000, 1_000],
    [() => "2", 2_000, 2_000],
    [() => "1.5", 1_500, 1_500],
    [() => " 3 ", 3_000, 3_000],
    [() => "007", 7_000, 7_000],
    [() => "300", FIVE_MINUTES, FIVE_MINUTES],
    [() => inFuture(60), 58_000, 60_000],
    [() => inFuture(290), 288_000, 290_000],
  ];
  for (const [header, from, to] of MINIMA) {
    it(`${header()} is a minimum`, async () => {
      for (const status of [429, 503]) {
        const delay = await delayAfter(status, header());
        assert.ok(delay >= from && delay <= to, `${status}: ${delay}`);
      }
    });
  }

  it("less than the own backoff does not shorten it", async () => {
    const delay = await delayAfter(429, "0.001");
    assert.ok(delay >= OWN[429][0] && delay <= OWN[429][1], String(delay));
  });

  for (const header of NONSENSE.filter((text) => text !== "2050")) {
    it(`${JSON.stringify(header)} is nothing: the own backoff holds`, async () => {
      for (const status of [429, 503] as const) {
        const [least, most] = OWN[status];
        const delay = await delayAfter(status, header);
        assert.ok(delay >= least && delay <= most, `${status}: ${delay}`);
        recorder.reset().answer({ status, headers: { "retry-after": header } });
        const error = await medusaError(() => clientOf(recorder).admin.batchJobs.list());
        assert.equal(error.retryAfterMs, undefined);
      }
    });
  }

  for (const [header, expected] of TOO_LONG) {
    it(`${header().slice(0, 40)} ends the call with an error that says how long`, async () => {
      for (const status of [429, 503]) {
        recorder.reset().always({ status, headers: { "retry-after": header() } });
        const started = performance.now();
        const medusa = clientOf(recorder, { maxRetries: 2 });
        const error = await rejection(() => medusa.admin.batchJobs.list());
        assert.ok(isMedusaApiError(error) && error.status === status, String(error));
        const { retryAfterMs } = error;
        assert.ok(typeof retryAfterMs === "number" && Number.isFinite(retryAfterMs));
        assert.ok(expected(retryAfterMs), String(retryAfterMs));
        assert.equal(recorder.requests.length, 1, "it was repeated");
        assert.ok(performance.now() - started < 1_000);
      }
    });
  }

  it("the error of the last attempt has the last answer's, where there is one", async () => {
    recorder.answer({ status: 429, headers: { "retry-after": "7" } });
    const last = await medusaError(() => clientOf(recorder).admin.batchJobs.list());
    assert.equal(last.retryAfterMs, 7_000);
    assert.equal(JSON.parse(JSON.stringify(last)).retryAfterMs, 7_000);
    recorder.answer({ status: 503, headers: { "retry-after": inFuture(100) } });
    const dated = await medusaError(() => clientOf(recorder).admin.batchJobs.list());
    assert.ok(dated.retryAfterMs && dated.retryAfterMs > 95_000 && dated.retryAfterMs <= 100_000);
    recorder.answer({ status: 503 });
    const without = await medusaError(() => clientOf(recorder).admin.batchJobs.list());
    assert.equal(without.retryAfterMs, undefined);
    assert.ok(!("retryAfterMs" in without));
  });

  it("is a minimum for real", async () => {
    recorder.answer({ status: 429, headers: { "retry-after": "1" } });
    const started = performance.now();
    const { response } = await clientOf(recorder, { maxRetries: 1 }).admin.batchJobs.create({
      type: "x",
      context: {},
    });
    assert.equal(response.attempts, 2);
    const took = performance.now() - started;
    assert.ok(took >= 990 && took < 2_500, String(took));
  });

  it("of an answer that is not repeated makes nobody wait", async () => {
    for (const status of [400, 404, 422]) {
      recorder.reset().answer({ status, headers: { "retry-after": "60" } });
      const medusa = clientOf(recorder, { maxRetries: 2 });
      const started = performance.now();
      assert.ok(isMedusaApiError(await rejection(() => medusa.admin.batchJobs.list())));
      assert.ok(performance.now() - started < 1_000);
      assert.equal(recorder.requests.length, 1);
    }
    recorder.reset().answer({ headers: { "retry-after": "60" }, body: { batch_jobs: [] } });
    const { batch_jobs } = await clientOf(recorder).admin.batchJobs.list();
    assert.deepEqual(batch_jobs, []);
  });
});
