/**
 * Calls to a real backend while every fifth request meets a fault. Afterwards the database holds exactly
 * what the client said.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isMedusaError } from "medusa-batch-jobs";
import { productRow, toCsv } from "../integration/csv.ts";
import {
  clientOf,
  newPerson,
  type SharedBackend,
  sharedBackend,
} from "../integration/shared-backend.ts";
import { MedusaJs } from "../wire/medusa-js.ts";
import { isTraceable, untruthsOf } from "./account.ts";
import { FAULTS, faultOf } from "./faults.ts";
import { duplicatesOf, faultCounts, faultShare, figuresOf } from "./figures.ts";
import { Ledger } from "./ledger.ts";
import { CALL_HEADER, ChaosProxy } from "./proxy.ts";
import { runOf } from "./run.ts";
import { inParallel } from "./stage.ts";

const SEEDS = [1, 2, 3];

describe("chaos", () => {
  let backend: SharedBackend;
  let ledger: Ledger;
  before(async () => {
    backend = await sharedBackend();
    ledger = await Ledger.open(backend.databaseUrl);
  });
  after(() => ledger?.close());

  for (const seed of SEEDS) {
    it(`2,000 calls, seed ${seed}: no job twice, none lost, none untold`, async () => {
      const started = performance.now();
      const run = await runOf(seed, backend, ledger);
      const untruths = (await inParallel(run.told, untruthsOf)).flat();
      const seconds = Math.round((performance.now() - started) / 1_000);
      console.log(`seed ${seed}, ${seconds} s: ${figuresOf(run, untruths)}`);

      assert.equal(run.told.length, 2_000);
      assert.deepEqual(untruths.slice(0, 10), []);
      assert.deepEqual(duplicatesOf(run.told), []);
      assert.deepEqual(run.strays, []);
      const met = [...faultCounts(run.traces).keys()];
      assert.deepEqual(met.sort(), [...FAULTS].sort(), "each fault was met");
      const nameless = run.traces.filter(({ call }) => call === null);
      assert.ok(nameless.every(({ path }) => path === "/admin/auth/token"));
      const share = faultShare(run.traces);
      assert.ok(share > 0.18 && share < 0.22, `${share} of the requests met a fault`);
      // A client that gives up at once, or flags every error, tells the truth, too.
      const resolved = run.told.filter(({ result }) => result);
      assert.ok(resolved.length > 1_900, `${resolved.length} calls succeeded`);
      const found = resolved.filter(isTraceable).length / run.told.filter(isTraceable).length;
      assert.ok(found > 0.98, `${found} of the creates whose job can be looked for succeeded`);
    });
  }

  it("the same faults make jobs twice with medusa-js, so that they can be seen here", async () => {
    const run = `medusa-js@${Date.now()}`;
    // It has no time limit that could end a stall.
    const faults = FAULTS.filter((fault) => fault !== "stall" && fault !== "refused");
    const proxy = await ChaosProxy.start(backend.url, (call, nth) => faultOf(1, call, nth, faults));
    const config = { baseUrl: proxy.url, apiKey: backend.apiToken, maxRetries: 2 };
    const { batchJobs } = new MedusaJs(config).admin;
    const calls = Array.from({ length: 200 }, (_, n) => `${run} ${n}`);
    try {
      await inParallel(calls, async (chaos) => {
        const payload = { type: "slow-job", context: { chaos }, dry_run: true };
        // How it ended is not the question.
        await batchJobs.create(payload, { [CALL_HEADER]: chaos.slice(run.length) }).catch(() => {});
      });
      await proxy.idle();
    } finally {
      await proxy.stop();
    }
    const labels = (await ledger.rows(run)).map(({ label }) => label);
    const twice = new Set(labels.filter((label, n) => labels.indexOf(label) !== n));
    console.log(`medusa-js: of ${calls.length} creates ${twice.size} made a job more than once`);
    assert.ok(twice.size > 0);
  });

  const idsOf = async (run: string) => (await ledger.rows(run)).map(({ id }) => id);

  interface Losing {
    /** How many jobs the user makes before the answer is lost. */
    newerJobs?: number;
    /** An import is known by its file; else the client dedupes. */
    isImport?: boolean;
    /** As a page on another origin can't read it (Fetch, "CORS-safelisted response-header name"). */
    hidesDate?: boolean;
  }

  /** A user makes a job by a client that loses the first answer. */
  async function createAndLose(chaos: string, losing: Losing = {}): Promise<string> {
    const { medusa: direct, credentials } = await newPerson(backend);
    const resting = { type: "slow-job", context: {}, dry_run: true };
    let isLost = false;
    const loseFirst: typeof fetch = async (url, init) => {
      // A response of its own, because headers that came from the network can't be changed.
      const answer = await fetch(url, init);
      const response = new Response(answer.body, answer);
      if (losing.hidesDate) response.headers.delete("date");
      if (isLost || !String(url).endsWith("/batch-jobs")) return response;
      isLost = true;
      await response.arrayBuffer();
      const newer = Array.from({ length: losing.newerJobs ?? 0 }, () => resting);
      await inParallel(newer, (payload) => direct.admin.batchJobs.create(payload));
      const cause = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
      throw new TypeError("fetch failed", { cause });
    };
    const medusa = clientOf(backend, { fetch: loseFirst, dedupe: !losing.isImport });
    await medusa.admin.auth.getToken(credentials);
    const payload = { ...resting, context: { chaos } };
    if (losing.isImport) {
      const file = { name: `${chaos}.csv`, content: toCsv([productRow("lost", "Lost", "LOST")]) };
      const { uploads } = await direct.admin.uploads.createProtected(file);
      Object.assign(payload.context, { fileKey: uploads[0]?.key });
      payload.type = "product-import";
    }
    return (await medusa.admin.batchJobs.create(payload)).batch_job.id;
  }

  it("a job whose answer was lost is found among those that were made after it", async () => {
    const run = `among some@${Date.now()}`;
    const id = await createAndLose(run, { newerJobs: 60 });
    assert.deepEqual(await idsOf(run), [id]);
  });

  /** That there is one job, and the client said that one, or that it does not know. */
  async function assertOne(run: string, creating: Promise<string>): Promise<void> {
    const said = await creating.catch((error: unknown) => error);
    const ids = await idsOf(run);
    assert.equal(ids.length, 1, `there are ${ids.length} jobs`);
    if (!isMedusaError(said)) assert.equal(said, ids[0]);
    else assert.equal(said.mayHaveBeenProcessed, true);
  }

  it("a job whose answer was lost is not made again, however many were made after it", async () => {
    const run = `among many@${Date.now()}`;
    await assertOne(run, createAndLose(run, { newerJobs: 130 }));
  });

  for (const hours of [1, -1]) {
    it(`a job whose answer was lost is found by a clock that is off by ${hours} h`, async (t) => {
      const run = `clock ${hours}@${Date.now()}`;
      const now = Date.now;
      t.mock.method(Date, "now", () => now() + hours * 3_600_000);
      const id = await createAndLose(run);
      assert.deepEqual(await idsOf(run), [id]);
    });
  }

  for (const isImport of [false, true]) {
    for (const hours of [0.1, -0.1, 30, -30]) {
      const what = isImport ? "an import" : "a job";
      it(`${what} is not made twice by a clock that is off by ${hours} h, where no answer tells the time`, async (t) => {
        const run = `${what} ${hours}@${Date.now()}`;
        const now = Date.now;
        t.mock.method(Date, "now", () => now() + hours * 3_600_000);
        await assertOne(run, createAndLose(run, { isImport, hidesDate: true }));
      });
    }
  }
});
