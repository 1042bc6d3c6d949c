/** `list` with every filter, `expand`, `fields`, `order` and paging, against jobs of known states. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { AdminGetBatchParams, BatchJob } from "medusa-batch-jobs";
import { createJob, jobIn, prepared } from "./job.ts";
import { refused } from "./refused.ts";
import { newPerson, type Person, type SharedBackend, sharedBackend } from "./shared-backend.ts";

const HOUR = 3_600_000;
const past = new Date(Date.now() - HOUR);
const future = new Date(Date.now() + HOUR);

type Name = "dryRun" | "confirmed" | "completed" | "failed" | "canceled";

/** The filter and the jobs it has to find, by name. */
type Case = [what: string, query: AdminGetBatchParams, found: Name[]];

const ALL: Name[] = ["dryRun", "confirmed", "completed", "failed", "canceled"];
const without = (...names: Name[]): Name[] => ALL.filter((name) => !names.includes(name));

const CASES: Case[] = [
  ["no filter", {}, ALL],
  ["limit 0: all", { limit: 0 }, ALL],
  ["one type", { type: ["failing-job"] }, ["failed"]],
  ["a type as a text, which medusa-js cannot", { type: "failing-job" }, ["failed"]],
  ["two types", { type: ["failing-job", "slow-job"] }, ALL],
  ["a type without jobs", { type: ["product-export"] }, []],
  ["created_at after a Date, which medusa-js drops", { created_at: { gt: past } }, ALL],
  ["created_at after a Date in the future", { created_at: { gt: future } }, []],
  ["created_at gte", { created_at: { gte: past } }, ALL],
  ["created_at lt", { created_at: { lt: past } }, []],
  ["created_at lte", { created_at: { lte: future } }, ALL],
  ["created_at within a range", { created_at: { gt: past, lt: future } }, ALL],
  ["created_at as ISO text", { created_at: { gt: past.toISOString() } }, ALL],
  ["updated_at", { updated_at: { gt: past, lt: future } }, ALL],
  ["updated_at in the future", { updated_at: { gt: future } }, []],
  ["pre_processed_at", { pre_processed_at: { gt: past } }, ALL],
  ["pre_processed_at null", { pre_processed_at: null }, []],
  ["confirmed_at", { confirmed_at: { gt: past } }, without("dryRun", "canceled")],
  ["confirmed_at null", { confirmed_at: null }, ["dryRun", "canceled"]],
  ["completed_at", { completed_at: { gt: past } }, ["completed"]],
  ["completed_at null", { completed_at: null }, without("completed")],
  ["failed_at", { failed_at: { gt: past } }, ["failed"]],
  ["failed_at after a Date in the future", { failed_at: { gt: future } }, []],
  ["failed_at null", { failed_at: null }, without("failed")],
  ["canceled_at", { canceled_at: { gte: past, lte: future } }, ["canceled"]],
  ["canceled_at null", { canceled_at: null }, without("canceled")],
  [
    "filters together",
    { failed_at: null, canceled_at: null, type: ["slow-job"] },
    without("failed", "canceled"),
  ],
];

describe("list", () => {
  let person: Person;
  const jobs = {} as Record<Name, BatchJob>;
  let list: Person["medusa"]["admin"]["batchJobs"]["list"];

  before(async () => {
    const backend: SharedBackend = await sharedBackend();
    person = await newPerson(backend);
    const { medusa } = person;
    list = (...args) => medusa.admin.batchJobs.list(...args);
    jobs.completed = await jobIn(medusa, "completed");
    jobs.failed = await jobIn(medusa, "failed");
    jobs.canceled = await jobIn(medusa, "canceled");
    jobs.dryRun = await prepared(medusa, "slow-job", { for: "list" });
    // Long enough in the work that the filters below see it confirmed and not completed.
    const { id } = await prepared(medusa, "slow-job", { ms: 45_000 });
    jobs.confirmed = (await medusa.admin.batchJobs.confirm(id)).batch_job;
  });

  const idsOf = (found: BatchJob[]) => found.map(({ id }) => id).sort();
  const named = (names: Name[]) => names.map((name) => jobs[name].id).sort();

  for (const [what, query, found] of CASES) {
    it(what, async () => {
      const { batch_jobs, count } = await list(query);
      assert.deepEqual(idsOf(batch_jobs), named(found));
      assert.equal(count, found.length);
    });
  }

  it("ids, as an array and alone", async () => {
    const two = [jobs.failed.id, jobs.dryRun.id];
    assert.deepEqual(idsOf((await list({ id: two })).batch_jobs), [...two].sort());
    assert.deepEqual(idsOf((await list({ id: jobs.failed.id })).batch_jobs), [jobs.failed.id]);
    assert.deepEqual((await list({ id: ["batch_x"] })).batch_jobs, []);
  });

  it("200 ids, most of them unknown", async () => {
    const id = Array.from({ length: 198 }, (_, n) => `batch_${String(n).padStart(26, "0")}`);
    id.splice(100, 0, jobs.failed.id, jobs.canceled.id);
    const { batch_jobs } = await list({ id, limit: 200 });
    assert.deepEqual(idsOf(batch_jobs), named(["failed", "canceled"]));
  });

  it("more ids than fit into 16 kB of headers: the server's own limit, told as 431", async () => {
    const id = Array.from({ length: 500 }, (_, n) => `batch_${String(n).padStart(26, "0")}`);
    await refused(list({ id }), 431);
  });

  it("paging: limit, offset, count", async () => {
    const all = (await list({ limit: 0 })).batch_jobs.map(({ id }) => id);
    const page = await list({ limit: 2, offset: 1 });
    assert.deepEqual([page.limit, page.offset, page.count], [2, 1, ALL.length]);
    assert.deepEqual(
      page.batch_jobs.map(({ id }) => id),
      all.slice(1, 3),
    );
    assert.deepEqual((await list({ offset: 99 })).batch_jobs, []);
    const first = await list();
    assert.deepEqual([first.limit, first.offset], [10, 0]);
  });

  it("order, ascending and descending", async () => {
    const newest = (await list({ order: "-created_at" })).batch_jobs.map(
      ({ created_at }) => created_at,
    );
    const oldest = (await list({ order: "created_at" })).batch_jobs.map(
      ({ created_at }) => created_at,
    );
    assert.deepEqual(newest, [...newest].sort().reverse());
    assert.deepEqual(oldest, [...newest].reverse());
  });

  it("dry_run is told truly, unlike by medusa-js, whose lists say false for all", async () => {
    const { batch_jobs } = await list();
    for (const { id, dry_run } of batch_jobs) {
      const { batch_job } = await person.medusa.admin.batchJobs.retrieve(id);
      assert.equal(dry_run, batch_job.dry_run);
    }
    assert.ok(
      batch_jobs.some(({ dry_run }) => dry_run) && batch_jobs.some(({ dry_run }) => !dry_run),
    );
    // Asking for fields of one's own turns it off, and the server's false comes back.
    const fields = "id,type,context,result,created_at";
    assert.ok((await list({ fields })).batch_jobs.every(({ dry_run }) => !dry_run));
  });

  it("fields: only these, more, fewer", async () => {
    const [only] = (await list({ fields: "id,type", id: jobs.failed.id })).batch_jobs;
    assert.equal(only?.type, "failing-job");
    assert.ok(only && !Object.hasOwn(only, "context"));
    // The server computes the status from the selected timestamps: without them it is wrong.
    assert.equal(only.status, "created");
    const [more] = (await list({ fields: "+dry_run", id: jobs.dryRun.id })).batch_jobs;
    assert.equal(more?.dry_run, true);
    const [fewer] = (await list({ fields: "-context", id: jobs.dryRun.id })).batch_jobs;
    assert.ok(fewer && !Object.hasOwn(fewer, "context"));
  });

  it("expand: created_by_user", async () => {
    const { batch_jobs } = await list({ expand: "created_by_user", limit: 1 });
    assert.equal(batch_jobs[0]?.created_by_user?.email, person.credentials.email);
    assert.equal((await list({ limit: 1 })).batch_jobs[0]?.created_by_user, undefined);
  });

  it("failed jobs say why, the others' data comes through as it was created", async () => {
    const [failed] = (await list({ id: jobs.failed.id })).batch_jobs;
    assert.match(JSON.stringify(failed?.result?.errors), /as told/);
    const [dry] = (await list({ id: jobs.dryRun.id })).batch_jobs;
    assert.deepEqual(dry?.context, { for: "list" });
  });

  it("retrieve gives what list gives", async () => {
    const { batch_job } = await person.medusa.admin.batchJobs.retrieve(jobs.failed.id);
    const [listed] = (await list({ id: jobs.failed.id })).batch_jobs;
    const { created_by_user: _, ...rest } = batch_job;
    assert.deepEqual({ ...rest, ...listed }, rest);
  });

  it("a context of any shape is kept by the server", async () => {
    const context = {
      größe: "订单 🛒",
      a: [[1, { b: null }]],
      "": "empty",
      n: 1e21,
      deep: { x: { y: {} } },
    };
    const { id } = await createJob(person.medusa, "slow-job", context, true);
    const { batch_job } = await person.medusa.admin.batchJobs.retrieve(id);
    assert.deepEqual(batch_job.context, context);
    assert.equal(batch_job.dry_run, true);
  });
});
