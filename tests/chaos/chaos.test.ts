/**
 * Calls to a real backend while every fifth request meets a fault. Afterwards the database holds exactly
 * what the client said.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isMedusaError } from "medusa-batch-jobs";
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

  /** A user who makes a job by a client that loses the first answer, after something else happened. */
  async function createAndLose(chaos: string, newerJobs = 0): Promise<string> {
    const { medusa: direct, credentials } = await newPerson(backend);
    const payload = { type: "slow-job", context: {}, dry_run: true };
    let lost = false;
    const losing: typeof fetch = async (url, init) => {
      const response = await fetch(url, init);
      if (lost || !String(url).endsWith("/batch-jobs")) return response;
      lost = true;
      await response.arrayBuffer();
      const newer = Array.from({ length: newerJobs }, () => payload);
      await inParallel(newer, (one) => direct.admin.batchJobs.create(one));
      const cause = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
      throw new TypeError("fetch failed", { cause });
    };
    const medusa = clientOf(backend, { fetch: losing, dedupe: true });
    await medusa.admin.auth.getToken(credentials);
    return (await medusa.admin.batchJobs.create({ ...payload, context: { chaos } })).batch_job.id;
  }

  it("a job whose answer was lost is found among those that were made after it", async () => {
    const run = `among some@${Date.now()}`;
    const id = await createAndLose(run, 60);
    assert.deepEqual(await idsOf(run), [id]);
  });

  it("a job whose answer was lost is not made again, however many were made after it", async () => {
    const run = `among many@${Date.now()}`;
    const lost = await createAndLose(run, 130).catch((error: unknown) => error);
    const ids = await idsOf(run);
    assert.equal(ids.length, 1);
    if (!isMedusaError(lost)) assert.equal(lost, ids[0]);
    else assert.equal(lost.mayHaveBeenProcessed, true);
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
});
