/** Every refusal of the batch job routes, as the server words it. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type Medusa from "medusa-batch-jobs";
import type { AdminPostBatchesReq, BatchJobStatus } from "medusa-batch-jobs";
import { jobIn } from "./job.ts";
import { refused } from "./refused.ts";
import {
  adminOf,
  clientOf,
  newPerson,
  type SharedBackend,
  sharedBackend,
} from "./shared-backend.ts";

interface Refusal {
  what: string;
  call: (medusa: Medusa) => Promise<unknown>;
  status: number;
  type?: string;
  code?: string;
  message: RegExp;
}

const ID = "batch_00000000000000000000000000";

const create = (payload: AdminPostBatchesReq) => (medusa: Medusa) =>
  medusa.admin.batchJobs.create(payload);
/** Past the client's own checks, which refuse these before the server can. */
const post = (payload: unknown) => (medusa: Medusa) =>
  medusa.admin.custom.post("/batch-jobs", payload as Record<string, unknown>);
const list = (query: unknown) => (medusa: Medusa) => medusa.admin.batchJobs.list(query as object);
const invalid = { status: 400, type: "invalid_data" };
const unknown = {
  status: 500,
  type: "unknown_error",
  code: "unknown_error",
  message: /An unknown error occurred/,
};
const notFound = {
  status: 404,
  type: "not_found",
  message: new RegExp(`Batch job with id ${ID} was not found`),
};

const REFUSALS: Refusal[] = [
  { what: "retrieve of an unknown id", call: (m) => m.admin.batchJobs.retrieve(ID), ...notFound },
  { what: "confirm of an unknown id", call: (m) => m.admin.batchJobs.confirm(ID), ...notFound },
  { what: "cancel of an unknown id", call: (m) => m.admin.batchJobs.cancel(ID), ...notFound },
  {
    what: "a non-ASCII id",
    call: (m) => m.admin.batchJobs.retrieve("bätch/../订单?"),
    status: 404,
    type: "not_found",
    message: /Batch job with id bätch\/\.\.\/订单\? was not found/,
  },
  {
    what: "create of an unknown type",
    call: create({ type: "no-such-type", context: {} }),
    status: 404,
    type: "not_found",
    message: /Unable to find a BatchJob strategy with the type no-such-type/,
  },
  {
    what: "create without anything",
    call: post({}),
    ...invalid,
    message: /type must be a string, context must be an object/,
  },
  {
    what: "create with a context that is no object",
    call: post({ type: "product-export", context: [] }),
    ...invalid,
    message: /context must be an object/,
  },
  {
    what: "create with an unknown member",
    call: post({ type: "product-export", context: {}, foo: 1 }),
    ...invalid,
    message: /property foo should not exist/,
  },
  {
    what: "create with a dry_run that is no boolean",
    call: post({ type: "product-export", context: {}, dry_run: "yes" }),
    ...invalid,
    message: /dry_run must be a boolean value/,
  },
  {
    what: "create with dry_run null",
    call: post({ type: "slow-job", context: {}, dry_run: null }),
    status: 400,
    message: /Can't insert null value in field dry_run on insert in table batch_job/,
  },
  {
    what: "create of 150 kB",
    call: create({ type: "slow-job", context: { a: "x".repeat(150_000) } }),
    status: 413,
    message: /413: PayloadTooLargeError: request entity too large \(POST /,
  },
  {
    what: "price-list-import without a list",
    call: create({ type: "price-list-import", context: {} }),
    ...invalid,
    message: /Price list id is required/,
  },
  {
    what: "price-list-import with an unknown list",
    call: create({ type: "price-list-import", context: { price_list_id: "pl_x" } }),
    status: 404,
    type: "not_found",
    message: /Price list with id: pl_x was not found/,
  },
  {
    what: "list with an unknown filter",
    call: list({ status: "completed" }),
    ...invalid,
    message: /property status should not exist/,
  },
  {
    what: "list by creator",
    call: list({ created_by: "me" }),
    ...invalid,
    message: /property created_by should not exist/,
  },
  {
    what: "list with a limit that is no number",
    call: list({ limit: "abc" }),
    ...invalid,
    message: /limit must be a number/,
  },
  {
    what: "list with created_at null",
    call: list({ created_at: null }),
    status: 400,
    message: /./,
  },
  { what: "list with a negative limit", call: list({ limit: -1 }), ...unknown },
  { what: "list with a negative offset", call: list({ offset: -1 }), ...unknown },
  { what: "list in an unknown order", call: list({ order: "no_such_column" }), ...unknown },
  { what: "list with an unknown relation", call: list({ expand: "nothing" }), ...unknown },
  { what: "list with unknown fields", call: list({ fields: "no_such_column" }), ...unknown },
  {
    what: "a custom path that does not exist",
    call: (m) => m.admin.custom.get("/no-such-route"),
    status: 404,
    message: /404: Cannot GET \/admin\/no-such-route/,
  },
  {
    what: "a body that is no JSON object",
    call: post([]),
    status: 400,
    message: /an unknown value was passed to the validate function/,
  },
  {
    what: "the body null",
    call: post(null),
    status: 400,
    message: /400: SyntaxError: Unexpected token/,
  },
  {
    what: "a body of another content type",
    call: (m) =>
      m.admin.batchJobs.create({ type: "slow-job", context: {} }, { "content-type": "text/plain" }),
    ...invalid,
    message: /type must be a string/,
  },
  {
    what: "a login with extra members",
    call: (m) => m.admin.custom.post("/auth", { email: "a@b.c", password: "x", extra: 1 }),
    ...invalid,
    message: /property extra should not exist/,
  },
];

const NOT_CONFIRMABLE: BatchJobStatus[] = [
  "created",
  "confirmed",
  "completed",
  "canceled",
  "failed",
];

describe("refusals of the real server", () => {
  let backend: SharedBackend;
  before(async () => {
    backend = await sharedBackend();
  });

  for (const { what, call, status, type, code, message } of REFUSALS) {
    it(`${what}: ${status}`, async () => {
      const error = await refused(call(adminOf(backend)), status);
      assert.match(error.message, message);
      assert.ok(error.message.startsWith(`Request failed with status code ${status}`));
      assert.ok(error.message.length < 600 && !error.message.includes("<"), error.message);
      if (type !== undefined) assert.equal(error.type, type);
      assert.equal(error.code, code);
    });
  }

  it("every method without credentials: 401 with the text Unauthorized", async () => {
    const { admin } = clientOf(backend);
    for (const call of [
      () => admin.batchJobs.create({ type: "slow-job", context: {} }),
      () => admin.batchJobs.list(),
      () => admin.batchJobs.retrieve(ID),
      () => admin.batchJobs.confirm(ID),
      () => admin.batchJobs.cancel(ID),
      () => admin.auth.getSession(),
      () => admin.auth.deleteSession(),
      () => admin.uploads.create(new Blob(["x"])),
      () => admin.uploads.createProtected(new Blob(["x"])),
      () => admin.uploads.delete({ file_key: "x" }),
      () => admin.uploads.getPresignedDownloadUrl({ file_key: "x" }),
      () => admin.custom.get("/products"),
    ]) {
      const error = await refused(call(), 401);
      assert.match(error.message, /401: Unauthorized \((GET|POST|DELETE) \/admin\//);
      assert.equal(error.type, undefined);
      assert.equal(error.response.data, "Unauthorized");
    }
  });

  for (const status of NOT_CONFIRMABLE) {
    it(`confirm of a job that is ${status}: 400`, async () => {
      const { medusa } = await newPerson(backend);
      const { id } = await jobIn(medusa, status);
      const error = await refused(medusa.admin.batchJobs.confirm(id), 400);
      assert.equal(error.type, "not_allowed");
      assert.match(
        error.message,
        /Cannot confirm processing for a batch job that is not pre processed/,
      );
    });
  }

  it("cancel of a completed job: 400", async () => {
    const { medusa } = await newPerson(backend);
    const { id } = await jobIn(medusa, "completed");
    const error = await refused(medusa.admin.batchJobs.cancel(id), 400);
    assert.equal(error.type, "not_allowed");
    assert.match(error.message, /Cannot cancel completed batch job/);
  });

  it("two users: neither retrieves, confirms, cancels or lists the other's jobs", async () => {
    const [first, second] = [await newPerson(backend), await newPerson(backend)];
    const { id } = await jobIn(first.medusa, "pre_processed");
    const { batchJobs } = second.medusa.admin;
    for (const call of [batchJobs.retrieve(id), batchJobs.confirm(id), batchJobs.cancel(id)]) {
      const error = await refused(call, 400);
      assert.equal(error.type, "not_allowed");
      assert.match(
        error.message,
        /Cannot access a batch job that does not belong to the logged in user/,
      );
    }
    assert.deepEqual((await batchJobs.list({ id })).batch_jobs, []);
    assert.equal((await batchJobs.list()).count, 0);
    const own = await first.medusa.admin.batchJobs.retrieve(id);
    assert.equal(own.batch_job.status, "pre_processed", "the other's attempts changed nothing");
  });
});
