/** `logger`: which line at which level, with which fields; and nothing else. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { type Config, isMedusaUsageError } from "medusa-batch-jobs";
import { clientOf, rejection } from "./outcome.ts";
import { type Answer, Recorder } from "./recorder.ts";

const LEVELS = ["debug", "info", "warn", "error"] as const;
const UNAVAILABLE: Answer = { status: 503, body: "later" };

type Line = { level: string; message: string; fields: Record<string, unknown> };

function writing(levels: readonly string[] = LEVELS): { lines: Line[]; config: Config } {
  const lines: Line[] = [];
  const logger = Object.fromEntries(
    levels.map((level) => [
      level,
      (message: string, fields: object, ...more: unknown[]) => {
        assert.equal(more.length, 0);
        lines.push({ level, message, fields: fields as Line["fields"] });
      },
    ]),
  );
  return { lines, config: { logger } };
}

const levels = (lines: Line[]) => lines.map(({ level }) => level);

describe("logger", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => void recorder.reset());

  it("gets debug for a request and info for its answer", async () => {
    const { lines, config } = writing();
    await clientOf(recorder, config).admin.batchJobs.confirm("batch_1");
    assert.deepEqual(levels(lines), ["debug", "info"]);
    const [asked, answered] = lines as [Line, Line];
    const call = { method: "POST", path: "/admin/batch-jobs/batch_1/confirm", attempt: 1 };
    const { headers, ...others } = asked.fields;
    assert.deepEqual(others, call);
    assert.equal(typeof headers, "object");
    const { durationMs, ...told } = answered.fields;
    assert.deepEqual(told, { ...call, status: 200 });
    assert.equal(typeof durationMs, "number");
    for (const { message } of lines) {
      assert.ok(message.includes("POST /admin/batch-jobs/batch_1/confirm"), message);
      assert.doesNotMatch(message, /\n/);
    }
  });

  it("gets warn for each repetition", async () => {
    const { lines, config } = writing();
    recorder.answer(UNAVAILABLE, (_, response) => void response.socket?.destroy());
    await clientOf(recorder, { ...config, maxRetries: 2 }).admin.batchJobs.list();
    assert.deepEqual(levels(lines), ["debug", "info", "warn", "debug", "warn", "debug", "info"]);
    const [first, second] = lines.filter(({ level }) => level === "warn") as [Line, Line];
    assert.equal(first.fields["status"], 503);
    assert.equal(first.fields["attempt"], 1);
    assert.equal(second.fields["status"], undefined);
    assert.equal(second.fields["attempt"], 2);
    assert.equal(typeof second.fields["code"], "string");
    for (const { fields } of [first, second]) assert.equal(typeof fields["delayMs"], "number");
  });

  it("gets error once when a call ends in one", async () => {
    const { lines, config } = writing();
    const answer = { status: 404, body: { type: "not_found", code: "c_1", message: "gone" } };
    recorder.answer(answer);
    await rejection(() => clientOf(recorder, config).admin.batchJobs.retrieve("batch_1"));
    assert.deepEqual(levels(lines), ["debug", "info", "error"]);
    const { method, path, attempts, status, name, code } = lines[2]?.fields ?? {};
    assert.deepEqual(
      { method, path, attempts, status, name, code },
      {
        method: "GET",
        path: "/admin/batch-jobs/batch_1",
        attempts: 1,
        status: 404,
        name: "MedusaApiError",
        code: "c_1",
      },
    );
  });

  it("gets error for a connection that is lost, a redirect, a timeout and another envelope", async () => {
    const answers: [string, Answer][] = [
      ["MedusaConnectionError", (_, response) => void response.socket?.destroy()],
      ["MedusaRedirectError", { status: 302, headers: { location: "https://elsewhere.test" } }],
      ["MedusaTimeoutError", () => {}],
      ["MedusaResponseError", { body: "<html>" }],
    ];
    for (const [expected, answer] of answers) {
      const { lines, config } = writing();
      recorder.reset().answer(answer);
      const medusa = clientOf(recorder, { ...config, timeoutMs: 200 });
      await rejection(() => medusa.admin.batchJobs.list());
      const errors = lines.filter(({ level }) => level === "error");
      assert.equal(errors.length, 1, expected);
      assert.equal(errors[0]?.fields["name"], expected);
      assert.equal(errors[0]?.fields["attempts"], 1);
    }
  });

  it("gets no error for aborts and refused arguments: the caller knows", async () => {
    const { lines, config } = writing();
    const medusa = clientOf(recorder, config);
    await rejection(() => medusa.admin.batchJobs.retrieve(""));
    recorder.answer(() => {});
    const options = { signal: AbortSignal.timeout(50) };
    await rejection(() => medusa.admin.batchJobs.list({}, {}, options));
    await rejection(() => medusa.admin.batchJobs.list({}, {}, { signal: AbortSignal.abort() }));
    assert.deepEqual(levels(lines), ["debug"]);
  });

  it("gets no body, no query and no header that it is not known to be safe to show", async () => {
    const { lines, config } = writing();
    const medusa = clientOf(recorder, {
      ...config,
      apiKey: "hidden-1",
      maxRetries: 1,
      customHeaders: { "x-company": "hidden-2" },
    });
    recorder.answer(
      { body: { batch_jobs: [], note: "hidden-3" }, headers: { "x-note": "hidden-4" } },
      UNAVAILABLE,
    );
    await medusa.admin.batchJobs.list({ order: "hidden-5" });
    await medusa.admin.custom.get("/users?q=hidden-6", { r: "hidden-7" });
    await medusa.admin.batchJobs.create({ type: "x", context: { note: "hidden-8" } });
    await medusa.admin.uploads.create({ name: "hidden-9", content: "hidden-10" });
    assert.ok(lines.length >= 8);
    assert.doesNotMatch(JSON.stringify(lines), /hidden/);
  });

  it("may have only some of the levels, be a class of its own, or the console", async () => {
    for (const level of LEVELS) {
      const { lines, config } = writing([level]);
      recorder.reset().answer(UNAVAILABLE, { status: 400 });
      const medusa = clientOf(recorder, { ...config, maxRetries: 1 });
      await rejection(() => medusa.admin.batchJobs.list());
      assert.deepEqual(
        levels(lines),
        level === "warn" || level === "error" ? [level] : [level, level],
      );
    }
    class Logger {
      readonly #lines: string[] = [];
      debug(message: string) {
        this.#lines.push(message);
      }
      get count() {
        return this.#lines.length;
      }
    }
    const own = new Logger();
    recorder.reset();
    await clientOf(recorder, { logger: own }).admin.batchJobs.list();
    assert.equal(own.count, 1);
    const { debug, info } = console;
    let printed = 0;
    console.debug = console.info = () => {
      printed += 1;
    };
    try {
      await clientOf(recorder, { logger: console }).admin.batchJobs.list();
    } finally {
      Object.assign(console, { debug, info });
    }
    assert.equal(printed, 2);
  });

  it("that is none is refused", async () => {
    for (const logger of [5, "x", () => {}]) {
      const medusa = clientOf(recorder, { logger } as Config);
      assert.ok(isMedusaUsageError(await rejection(() => medusa.admin.batchJobs.list())));
    }
    await clientOf(recorder, { logger: undefined }).admin.batchJobs.list();
    await clientOf(recorder, { logger: {} }).admin.batchJobs.list();
  });

  it("that throws when its members are read changes nothing", async () => {
    const logger = new Proxy(
      {},
      {
        get(_, name) {
          // What tells its kind is asked of any object.
          if (typeof name === "symbol") return undefined;
          throw new Error("mine");
        },
      },
    );
    await clientOf(recorder, { logger }).admin.batchJobs.list();
    assert.equal(recorder.requests.length, 1);
  });
});
