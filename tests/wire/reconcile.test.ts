/**
 * A create or confirm whose answer was lost: the server is asked what became of it before anything is
 * repeated, so that there is one job in the end. The pauses are real, so the cases run side by side.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Config, isMedusaApiError, MedusaError } from "medusa-batch-jobs";
import { clientOf, medusaError, rejection, settled } from "./outcome.ts";
import { type Answer, type RecordedRequest, Recorder } from "./recorder.ts";

type Job = Record<string, unknown> & { id: string; context: Record<string, unknown> };
type Losing = (response: Parameters<Extract<Answer, (...args: never) => unknown>>[1]) => void;

const HOUR = 3_600_000;
const IMPORT = { type: "product-import", context: { fileKey: "imports/a.csv" }, dry_run: true };

/** A backend with jobs, whose answers to creates and confirms get lost as a test says. */
class Backend {
  readonly jobs: Job[] = [];
  /** For the next creates and confirms: whether it is done and after how long, and how it ends. */
  readonly faults: { doneAfterMs?: number; lose: Losing }[] = [];
  /** How far its clock, by which it dates jobs and answers, is ahead. */
  aheadMs = 0;
  list: Answer | undefined;
  retrieve: Answer | undefined;

  constructor(readonly recorder: Recorder) {
    recorder.always((request, response) => this.#serve(request, response));
  }

  add(job: object, ageMs = 0): void {
    const created_at = new Date(Date.now() + this.aheadMs - ageMs).toISOString();
    const id = `batch_${this.jobs.length}`;
    const usual = { id, status: "created", dry_run: false, confirmed_at: null, created_at };
    this.jobs.unshift({ ...usual, context: {}, ...job });
  }

  count(method: string, path = "/admin/batch-jobs"): number {
    const all = this.recorder.requests;
    return all.filter((sent) => sent.method === method && sent.path.startsWith(path)).length;
  }

  #serve(request: RecordedRequest, response: Parameters<Losing>[0]): void {
    response.setHeader("date", new Date(Date.now() + this.aheadMs).toUTCString());
    const send = (body: object, status = 200) => {
      response.statusCode = status;
      response.end(JSON.stringify(body));
    };
    const { method, path, query, json } = request;
    const id = /batch-jobs\/([^/]+)/.exec(path)?.[1];
    const job = this.jobs.find((one) => one.id === id);
    if (method === "GET") {
      const scripted = id ? this.retrieve : this.list;
      if (typeof scripted === "function") scripted(request, response);
      else if (scripted) send((scripted.body ?? {}) as object, scripted.status);
      else if (id) send(job ? { batch_job: job } : {}, job ? 200 : 404);
      else send(this.#page(query as Record<string, unknown>));
      return;
    }
    const fault = this.faults.shift();
    const act = () => {
      if (!id) this.add(json as object);
      else if (job) job["confirmed_at"] = new Date().toISOString();
    };
    if (fault) {
      if (fault.doneAfterMs === 0) act();
      else if (fault.doneAfterMs) setTimeout(act, fault.doneAfterMs);
      fault.lose(response);
    } else if (job?.["confirmed_at"]) {
      send({ type: "not_allowed", message: "Cannot confirm a batch job twice" }, 400);
    } else {
      act();
      send({ batch_job: id ? job : this.jobs[0] }, id ? 200 : 201);
    }
  }

  /** As Medusa filters, orders and pages. */
  #page({ type, created_at, limit }: Record<string, unknown>) {
    const from = Date.parse((created_at as { gte: string }).gte);
    const matching = this.jobs.filter(
      (job) =>
        (type as string[]).includes(job["type"] as string) &&
        Date.parse(job["created_at"] as string) >= from,
    );
    return {
      batch_jobs: matching.slice(0, Number(limit)),
      count: matching.length,
      offset: 0,
      limit,
    };
  }
}

const reset: Losing = (response) => void response.socket?.destroy();
const status =
  (code: number): Losing =>
  (response) => {
    response.statusCode = code;
    response.end("try later");
  };
const LOSING: [what: string, lose: Losing, config?: Config][] = [
  ["the connection is reset", reset],
  [
    "the body is cut off",
    (response) => {
      response.writeHead(201, { "content-length": "99" });
      response.write('{"batch_job":');
      setTimeout(() => response.socket?.destroy(), 10);
    },
  ],
  ["half a JSON text comes", (response) => void response.end('{"batch_job":{"id":')],
  ["a page comes", (response) => void response.end("<html><h1>Welcome</h1></html>")],
  ["another envelope comes", (response) => void response.end('{"product":{}}')],
  ["nothing comes in time", () => {}, { timeoutMs: 300 }],
  ["408 comes", status(408)],
  ["502 comes", status(502)],
  ["503 comes", status(503)],
  ["504 comes", status(504)],
];

async function withBackend(test: (backend: Backend) => Promise<void>): Promise<void> {
  const recorder = await Recorder.start();
  try {
    await test(new Backend(recorder));
  } finally {
    await recorder.close();
  }
}

const PATIENCE_MS = 30_000;

describe("reconciling", { concurrency: true }, () => {
  const config: Config = { maxRetries: 2 };
  const create = (backend: Backend, more: Config = {}, payload: object = IMPORT) =>
    settled(
      clientOf(backend.recorder, { ...config, ...more }).admin.batchJobs.create(
        payload as typeof IMPORT,
      ),
      PATIENCE_MS,
    );
  async function inDoubt(call: () => Promise<unknown>): Promise<MedusaError> {
    const error = await rejection(call, PATIENCE_MS);
    assert.ok(error instanceof MedusaError, String(error));
    assert.equal(error.mayHaveBeenProcessed, true, String(error));
    return error;
  }

  /** `[POSTs, GETs, jobs]` in the end. */
  const counts = (backend: Backend) => [
    backend.count("POST"),
    backend.count("GET"),
    backend.jobs.length,
  ];

  const withFault = (what: string, test: (backend: Backend) => Promise<void>) =>
    it(what, () => withBackend(test));

  for (const [what, lose, more] of LOSING) {
    withFault(`an import is found by its file when ${what}`, async (backend) => {
      backend.faults.push({ doneAfterMs: 0, lose });
      const started = performance.now();
      const { batch_job, response } = await create(backend, more);
      assert.equal(batch_job.id, "batch_0");
      assert.equal(batch_job.context?.["fileKey"], IMPORT.context.fileKey);
      assert.equal(typeof response.status, "number");
      assert.deepEqual(counts(backend), [1, 1, 1]);
      const took = performance.now() - started;
      assert.ok(took >= 950 && took < 4_900, `${took} ms`);
    });
  }

  withFault("it asks for jobs of the type, newest first, from around the call", async (backend) => {
    backend.faults.push({ doneAfterMs: 0, lose: reset });
    await create(backend);
    const asked = backend.recorder.requests.find(({ method }) => method === "GET");
    const { type, created_at, order, limit } = (asked?.query ?? {}) as Record<string, unknown>;
    assert.deepEqual(type, [IMPORT.type]);
    const age = Date.now() - Date.parse((created_at as { gte: string }).gte);
    assert.ok(age > 0, String(age));
    assert.deepEqual([order, limit], ["-created_at", "100"]);
  });

  withFault("a job that is not there yet is found at the second look", async (backend) => {
    backend.faults.push({ doneAfterMs: 2_500, lose: reset });
    const { batch_job } = await create(backend);
    assert.equal(batch_job.id, "batch_0");
    assert.deepEqual(counts(backend), [1, 2, 1]);
  });

  withFault("a job that is never there is made again, once", async (backend) => {
    backend.faults.push({ lose: status(503) });
    const { batch_job, response } = await create(backend);
    assert.equal(batch_job.id, "batch_0");
    assert.equal(response.attempts, 2);
    assert.deepEqual(counts(backend), [2, 2, 1]);
    const [first, second] = backend.recorder.requests.filter(({ method }) => method === "POST");
    assert.deepEqual(second?.json, first?.json);
  });

  withFault("when no repetition is left, the error says that it is not known", async (backend) => {
    for (let i = 0; i < 3; i += 1) backend.faults.push({ lose: status(503) });
    const error = await inDoubt(() => create(backend, { maxRetries: 1 }));
    assert.ok(isMedusaApiError(error) && error.status === 503, String(error));
    assert.equal(backend.count("POST"), 2);
  });

  withFault("without repetitions nothing more is sent", async (backend) => {
    backend.faults.push({ doneAfterMs: 0, lose: reset });
    const error = await inDoubt(() => create(backend, { maxRetries: 0 }));
    assert.match(error.message, /list|look|retrieve/i);
    assert.deepEqual(counts(backend), [1, 0, 1]);
  });

  withFault("a list that fails leaves it open, and nothing is repeated", async (backend) => {
    backend.list = { status: 403, body: { message: "not your affair" } };
    backend.faults.push({ lose: status(504) });
    const error = await inDoubt(() => create(backend));
    assert.ok(isMedusaApiError(error) && error.status === 504, String(error));
    assert.deepEqual(counts(backend), [1, 1, 0]);
  });

  const EARLIER: [what: string, job: object, ageMs: number][] = [
    ["made an hour before", IMPORT, HOUR],
    ["made a minute before", IMPORT, 60_000],
    ["that was no dry run", { ...IMPORT, dry_run: false }, 0],
    ["of another file", { ...IMPORT, context: { fileKey: "imports/b.csv" } }, 0],
    ["of another type", { ...IMPORT, type: "price-list-import" }, 0],
    ["whose context is none", { ...IMPORT, context: null }, 0],
  ];
  for (const [what, job, ageMs] of EARLIER) {
    withFault(`an earlier job ${what} is not taken for it`, async (backend) => {
      backend.add(job, ageMs);
      backend.faults.push({ lose: reset });
      const { batch_job } = await create(backend);
      assert.equal(batch_job.id, "batch_1");
      assert.deepEqual(counts(backend), [2, 2, 2]);
    });
  }

  for (const hours of [-7, 7]) {
    const clock = `a server's clock that is ${hours} hours ahead`;
    withFault(`${clock} hides no job`, async (backend) => {
      backend.aheadMs = hours * HOUR;
      backend.faults.push({ doneAfterMs: 0, lose: reset });
      assert.equal((await create(backend)).batch_job.id, "batch_0");
      assert.deepEqual(counts(backend), [1, 1, 1]);
    });
    withFault(`${clock} makes no earlier job the one`, async (backend) => {
      backend.aheadMs = hours * HOUR;
      backend.add(IMPORT, 120_000);
      backend.faults.push({ lose: reset });
      assert.equal((await create(backend)).batch_job.id, "batch_1");
      assert.equal(backend.count("POST"), 2);
    });
  }

  withFault("a page full of other jobs tells nothing, and nothing is repeated", async (backend) => {
    for (let i = 0; i < 100; i += 1) backend.add({ ...IMPORT, context: { fileKey: `${i}.csv` } });
    backend.faults.push({ lose: reset });
    await inDoubt(() => create(backend));
    assert.equal(backend.count("POST"), 1);
  });

  withFault("any create is found by the token of dedupe", async (backend) => {
    const payload = { type: "product-export", context: {} };
    backend.add({ ...payload, context: { dedupe_token: "another" } });
    backend.faults.push({ doneAfterMs: 0, lose: reset });
    assert.equal((await create(backend, { dedupe: true }, payload)).batch_job.id, "batch_1");
    assert.deepEqual(counts(backend), [1, 1, 2]);
  });

  withFault("a create that can't be found is sent once, and the error says so", async (backend) => {
    backend.faults.push({ doneAfterMs: 0, lose: reset });
    await inDoubt(() => create(backend, {}, { type: "product-export", context: {} }));
    assert.deepEqual(counts(backend), [1, 0, 1]);
  });

  withFault("an answer that leaves no doubt is no reason to look", async (backend) => {
    for (const code of [400, 401, 404, 409, 422]) backend.faults.push({ lose: status(code) });
    for (const code of [400, 401, 404, 409, 422]) {
      const error = await medusaError(() => create(backend));
      assert.deepEqual([error.status, error.mayHaveBeenProcessed], [code, undefined]);
    }
    backend.faults.push({ lose: status(429) });
    assert.equal((await create(backend)).response.attempts, 2);
    assert.deepEqual(counts(backend), [7, 0, 1]);
  });

  withFault("a signal ends it in the pause, and nothing more is sent", async (backend) => {
    backend.faults.push({ doneAfterMs: 0, lose: reset });
    const { batchJobs } = clientOf(backend.recorder, config).admin;
    const signal = AbortSignal.timeout(400);
    const error = await rejection(() => batchJobs.create(IMPORT, {}, { signal }));
    assert.equal(error, signal.reason);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    assert.deepEqual(counts(backend), [1, 0, 1]);
  });

  const confirm = (backend: Backend, more: Config = {}) =>
    settled(
      clientOf(backend.recorder, { ...config, ...more }).admin.batchJobs.confirm("batch_0"),
      PATIENCE_MS,
    );

  for (const [what, lose, more] of LOSING) {
    withFault(`a confirm is found done when ${what}`, async (backend) => {
      backend.add(IMPORT);
      backend.faults.push({ doneAfterMs: 0, lose });
      const { batch_job } = await confirm(backend, more);
      assert.equal(typeof batch_job.confirmed_at, "string");
      assert.deepEqual(counts(backend), [1, 1, 1]);
    });
    withFault(`a confirm that was not done is repeated when ${what}`, async (backend) => {
      backend.add(IMPORT);
      backend.faults.push({ lose });
      const { batch_job } = await confirm(backend, more);
      assert.equal(typeof batch_job.confirmed_at, "string");
      assert.deepEqual(counts(backend), [2, 1, 1]);
    });
  }

  withFault(
    "a confirm that is done late answers 400 the next time: it is done",
    async (backend) => {
      backend.add(IMPORT);
      backend.retrieve = (_, response) => {
        // The look comes too early; meanwhile the first attempt gets through.
        const before = JSON.stringify({ batch_job: backend.jobs[0] });
        Object.assign(backend.jobs[0] ?? {}, { confirmed_at: new Date().toISOString() });
        backend.retrieve = undefined;
        response.end(before);
      };
      backend.faults.push({ lose: reset });
      const { batch_job } = await confirm(backend);
      assert.equal(typeof batch_job.confirmed_at, "string");
      assert.deepEqual(counts(backend), [2, 2, 1]);
    },
  );

  withFault("a confirm that can't be looked at, or may not be, leaves it open", async (backend) => {
    backend.add(IMPORT);
    backend.retrieve = { status: 404, body: {} };
    backend.faults.push({ doneAfterMs: 0, lose: reset });
    await inDoubt(() => confirm(backend));
    backend.faults.push({ doneAfterMs: 0, lose: reset });
    await inDoubt(() => confirm(backend, { maxRetries: 0 }));
    assert.deepEqual(counts(backend), [2, 1, 1]);
  });
});
