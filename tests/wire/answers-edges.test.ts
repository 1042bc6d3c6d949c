/** Answers of servers that are hostile, broken, or keep another time; and of fetch functions that are odd. */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import Medusa, {
  type Config,
  isMedusaApiError,
  isMedusaConnectionError,
  isMedusaResponseError,
  type RetryEvent,
} from "medusa-batch-jobs";
import { clientOf, medusaError, rejection } from "./outcome.ts";
import { type Answer, Recorder } from "./recorder.ts";

const MIB = 2 ** 20;
/** Reading alone takes some tenths of a second; looking for secrets in each value takes far longer. */
const SOON_MS = 5_000;

const list = ({ admin }: Medusa) => admin.batchJobs.list();
const create = ({ admin }: Medusa) =>
  admin.batchJobs.create({ type: "product-export", context: {} });

/** A JSON list of so many bytes. */
const listOf = (item: string, bytes: number) =>
  `[${`${item},`.repeat(bytes / (item.length + 1))}${item}]`;

/** A JSON object of so many bytes, of short fields. */
const namesOf = (bytes: number) =>
  `{${Array.from({ length: bytes / 9 }, (_, index) => `"${index.toString(36).padStart(4)}":1`)}}`;

describe("an answer that is large", () => {
  const OBJECTS = listOf('{"a":1}', 20 * MIB);
  const BODIES: [what: string, status: number, body: string][] = [
    ["20 MiB of objects as an error", 400, OBJECTS],
    ["20 MiB of objects as a success", 200, OBJECTS],
    ["9 MiB of short texts as an error", 400, listOf('"a"', 9 * MIB)],
    ["9 MiB of short texts as a success", 200, listOf('"a"', 9 * MIB)],
    // An escape may hide a secret, so these are looked through.
    ["20 MiB of objects with an escape", 400, `[${OBJECTS},"\\u0041"]`],
    ["9 MiB of short texts that repeat the key", 400, listOf('"KEY-SECRET-0001"', 9 * MIB)],
    ["9 MiB of names", 400, namesOf(9 * MIB)],
  ];

  for (const [what, status, body] of BODIES) {
    it(`${what} is refused soon`, async () => {
      const medusa = new Medusa({
        baseUrl: "http://localhost",
        apiKey: "KEY-SECRET-0001",
        maxRetries: 0,
        fetch: async () => new Response(body, { status }),
      });
      const started = performance.now();
      const error = await medusaError(() => list(medusa));
      const took = performance.now() - started;
      assert.ok(status === 400 ? isMedusaApiError(error) : isMedusaResponseError(error));
      assert.ok(took < SOON_MS, `${took} ms`);
      assert.ok(!error.message.includes("KEY-SECRET-0001"));
    });
  }

  it("shows no secret in what is kept of it", async () => {
    const body = `[${listOf('{"a":1}', MIB).slice(1, -1)},"KEY-SECRET-0001"]`;
    const medusa = new Medusa({
      baseUrl: "http://localhost",
      apiKey: "KEY-SECRET-0001",
      maxRetries: 0,
      fetch: async () => new Response(body, { status: 400 }),
    });
    const error = await medusaError(() => list(medusa));
    assert.ok(isMedusaApiError(error));
    assert.ok(!JSON.stringify(error.response.data).includes("KEY-SECRET-0001"));
  });
});

/** A date as C's asctime writes it: the third form of RFC 9110 5.6.7, without a zone. */
function asctime(date: Date): string {
  const [day, number, month, year, time] = date.toUTCString().replace(",", "").split(" ");
  return `${day} ${month} ${String(Number(number)).padStart(2)} ${time} ${year}`;
}

describe("a server", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => void recorder.reset());

  const { TZ } = process.env;
  afterEach(() => {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });

  /** How long the client would wait for what this header says; the test does not. */
  async function waitFor(headers: Record<string, string>): Promise<number | undefined> {
    recorder.always({ status: 503, body: "later", headers });
    const controller = new AbortController();
    let event: RetryEvent | undefined;
    const medusa = clientOf(recorder, {
      maxRetries: 1,
      onRetry: (retry) => {
        event = retry;
        controller.abort("seen");
      },
    });
    const { signal } = controller;
    assert.equal(await rejection(() => medusa.admin.batchJobs.list({}, {}, { signal })), "seen");
    return event?.delayMs;
  }

  const HOUR_MS = 3_600_000;
  const whole = () => Math.floor(Date.now() / 1_000) * 1_000;

  for (const hours of [-3, 3]) {
    it(`whose clock differs by ${hours} hours says by its own how long to wait`, async () => {
      const theirs = whole() + hours * HOUR_MS;
      const delayMs = await waitFor({
        date: new Date(theirs).toUTCString(),
        "retry-after": new Date(theirs + 2_000).toUTCString(),
      });
      assert.equal(delayMs, 2_000);
    });
  }

  for (const zone of ["America/New_York", "Asia/Tokyo", "UTC"]) {
    it(`may date Retry-After as asctime does, which is in GMT, also in ${zone}`, async () => {
      process.env.TZ = zone;
      const now = whole();
      const delayMs = await waitFor({
        date: new Date(now).toUTCString(),
        "retry-after": asctime(new Date(now + 2_000)),
      });
      assert.equal(delayMs, 2_000);
    });
  }

  const brokenOff =
    (status: number): Answer =>
    (_, response) => {
      response.writeHead(status, { "content-length": "1000" });
      response.write('{"message":"ha');
      setTimeout(() => response.destroy(), 20);
    };

  const REFUSALS: [status: number, call: (medusa: Medusa) => Promise<unknown>, what: string][] = [
    [404, ({ admin }) => admin.batchJobs.retrieve("x"), "a read"],
    [400, create, "a create"],
    [404, ({ admin }) => admin.batchJobs.confirm("x"), "a confirm"],
  ];

  for (const [status, call, what] of REFUSALS) {
    it(`that refuses ${what} with ${status} does so, also when its words break off`, async () => {
      recorder.always(brokenOff(status));
      const error = await medusaError(() => call(clientOf(recorder, { maxRetries: 2 })));
      assert.ok(isMedusaApiError(error), String(error));
      assert.equal(error.status, status);
      assert.equal(error.attempts, 1);
      assert.equal("mayHaveBeenProcessed" in error, false);
      assert.equal(recorder.requests.length, 1);
    });
  }
});

describe("a port that fetch blocks", () => {
  for (const [what, call] of [
    ["a read", list],
    ["a create", create],
  ] as const) {
    it(`is asked once for ${what}, and nothing may have been processed`, async () => {
      // Port 1 (tcpmux) is a bad port (Fetch 2.9).
      const medusa = new Medusa({ baseUrl: "http://127.0.0.1:1", maxRetries: 2 });
      const error = await medusaError(() => call(medusa));
      assert.ok(isMedusaConnectionError(error), String(error));
      assert.equal(error.attempts, 1);
      assert.equal("mayHaveBeenProcessed" in error, false);
    });
  }
});

describe("headers that can be gone through and nothing else", () => {
  const PAIRS = [
    ["Retry-After", "7000"],
    ["x-request-id", "r-1"],
    ["set-cookie", "connect.sid=s"],
  ] as const;
  const headers = {
    forEach(tell: (value: string, name: string) => void) {
      for (const [name, value] of PAIRS) tell(value, name);
    },
  };
  const answering = (status: number, body: object) =>
    new Medusa({
      baseUrl: "http://localhost",
      fetch: (async () => ({
        status,
        statusText: "",
        url: "",
        headers,
        text: async () => JSON.stringify(body),
      })) as NonNullable<Config["fetch"]>,
    });
  const PLAIN = { "Retry-After": "7000", "x-request-id": "r-1" };

  it("say when to come back", async () => {
    const error = await medusaError(() => list(answering(503, { message: "later" })));
    assert.ok(isMedusaApiError(error), String(error));
    assert.equal(error.retryAfterMs, 7_000_000);
    assert.equal(error.attempts, 1);
    assert.deepEqual({ ...error.response.headers }, PLAIN);
  });

  it("stand in a result as a plain object", async () => {
    const { response } = await list(answering(200, { batch_jobs: [] }));
    assert.deepEqual({ ...response.headers }, PLAIN);
  });
});
