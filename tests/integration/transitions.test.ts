/** Create, confirm and cancel: what becomes of a job in each state. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { BatchJobStatus } from "medusa-batch-jobs";
import { createJob, jobIn, prepared, untilStatus } from "./job.ts";
import { newPerson, type Person, sharedBackend } from "./shared-backend.ts";

describe("a job's way", { concurrency: 4 }, () => {
  let person: Person;
  before(async () => {
    person = await newPerson(await sharedBackend());
  });

  const medusa = () => person.medusa;
  const { create, cancel, confirm } = {
    create: (payload: { type: string; context: Record<string, unknown>; dry_run?: boolean }) =>
      medusa().admin.batchJobs.create(payload),
    cancel: (id: string) => medusa().admin.batchJobs.cancel(id),
    confirm: (id: string) => medusa().admin.batchJobs.confirm(id),
  };

  it("create: 201, status created, the caller's", async () => {
    const { batch_job, response } = await create({ type: "slow-job", context: { a: 1 } });
    assert.equal(response.status, 201);
    assert.match(batch_job.id, /^batch_[0-9A-Z]{26}$/);
    assert.equal(batch_job.status, "created");
    assert.equal(batch_job.type, "slow-job");
    assert.equal(batch_job.dry_run, false);
    assert.equal(batch_job.created_by, person.id);
    assert.deepEqual(batch_job.context, { a: 1 });
  });

  it("without dry_run it completes by itself", async () => {
    const job = await jobIn(medusa(), "completed");
    assert.ok(job.pre_processed_at && job.confirmed_at && job.processing_at && job.completed_at);
    assert.equal(job.result?.advancement_count, 1);
  });

  it("a dry run rests until it is confirmed", async () => {
    const { id, confirmed_at } = await prepared(medusa(), "slow-job", {});
    assert.equal(confirmed_at, null);
    const { batch_job } = await confirm(id);
    assert.equal(batch_job.status, "confirmed");
    const done = await untilStatus(medusa(), id, "completed");
    assert.ok(done.confirmed_at);
  });

  it("a job that fails in its preparation says why", async () => {
    const context = { when: "pre_process", message: "Köln is unknown" };
    const { id } = await createJob(medusa(), "failing-job", context);
    const { result, failed_at } = await untilStatus(medusa(), id, "failed");
    assert.ok(failed_at);
    assert.match(JSON.stringify(result?.errors), /Köln is unknown/);
  });

  const CANCELABLE: BatchJobStatus[] = ["created", "pre_processed", "canceled"];
  for (const status of CANCELABLE) {
    it(`cancel of a job that is ${status}: canceled`, async () => {
      const { id } = await jobIn(medusa(), status);
      const { batch_job, response } = await cancel(id);
      assert.equal(response.status, 200);
      assert.equal(batch_job.status, "canceled");
      assert.ok(batch_job.canceled_at);
    });
  }

  it("cancel of a canceled job moves canceled_at", async () => {
    const { id, canceled_at } = await jobIn(medusa(), "canceled");
    const { batch_job } = await cancel(id);
    assert.ok(Date.parse(batch_job.canceled_at ?? "") > Date.parse(canceled_at ?? ""));
  });

  it("cancel of a failed job: 200, and it stays failed", async () => {
    const { id } = await jobIn(medusa(), "failed");
    const { batch_job } = await cancel(id);
    assert.equal(batch_job.status, "failed");
    assert.ok(batch_job.canceled_at && batch_job.failed_at);
  });

  it("cancel of a confirmed job: canceled, and then, when the server comes to it, failed", async () => {
    const { id } = await prepared(medusa(), "slow-job", {});
    await confirm(id);
    const { batch_job } = await cancel(id);
    assert.equal(batch_job.status, "canceled");
    const { result } = await untilStatus(medusa(), id, "failed");
    assert.match(JSON.stringify(result?.errors), /Cannot mark a batch job as processing/);
  });

  it("cancel of a job just created: canceled, and then failed", async () => {
    const { id } = await createJob(medusa(), "slow-job");
    const { batch_job } = await cancel(id);
    assert.equal(batch_job.status, "canceled");
    const { result } = await untilStatus(medusa(), id, "failed");
    assert.match(JSON.stringify(result?.errors), /Cannot mark a batch job as pre processed/);
  });

  it("cancel during the work waits for its end, and both are true then", async () => {
    const { id } = await prepared(medusa(), "slow-job", { ms: 9000 });
    await confirm(id);
    // The event bus takes up to 3 s to begin; the work then takes 9 s.
    await new Promise((resolve) => setTimeout(resolve, 5000));
    const { batch_job } = await medusa().admin.batchJobs.cancel(id, {}, { timeoutMs: 60_000 });
    assert.equal(batch_job.status, "canceled");
    const { batch_job: after } = await medusa().admin.batchJobs.retrieve(id);
    assert.ok(after.completed_at && after.canceled_at);
  });

  it("the same Idempotency-Key twice makes two jobs: the server ignores it", async () => {
    const headers = { "Idempotency-Key": "the-same" };
    const payload = { type: "slow-job", context: {}, dry_run: true };
    const first = await medusa().admin.batchJobs.create(payload, headers);
    const second = await medusa().admin.batchJobs.create(payload, headers);
    assert.notEqual(first.batch_job.id, second.batch_job.id);
  });
});
