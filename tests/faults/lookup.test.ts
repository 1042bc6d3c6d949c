/** Faults of the question whether a call was done, which is a call of its own. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import Medusa, { MedusaError } from "medusa-batch-jobs";
import { Backend, SEEDED_JOB } from "./backend.ts";
import { type Fault, reset, stall, success } from "./behaviours.ts";
import { FaultServer } from "./server.ts";
import { status } from "./statuses.ts";

const IMPORT = { type: "product-import", context: { fileKey: "imports/1.csv" }, dry_run: true };

/** Its answer never comes; the server has done it, or not. */
const LOST: Record<"done" | "undone", Fault> = {
  done: reset.beforeHeadDone,
  undone: reset.beforeHead,
};

type Call = (medusa: Medusa) => Promise<unknown>;

interface Asked {
  backend: Backend;
  /** Methods in the order in which the server saw them. */
  seen: string;
  ended: { value: unknown } | { error: unknown };
}

/** Makes a call to a server whose faults strike every request, whatever it asks. */
async function calling(
  faults: Fault[],
  call: Call,
  meanwhile?: (server: FaultServer, backend: Backend) => Promise<void>,
): Promise<Asked> {
  const backend = new Backend();
  const places = { here: "", elsewhere: "" };
  const server = new FaultServer(backend, { faults, isAbout: () => true, places });
  await server.listen();
  try {
    const medusa = new Medusa({ baseUrl: server.url, timeoutMs: 400 });
    const [ended] = await Promise.all([
      call(medusa).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      ),
      meanwhile?.(server, backend),
    ]);
    return { backend, ended, seen: server.requests.map(({ method }) => method).join(" ") };
  } finally {
    await server.close();
  }
}

const confirm: Call = (medusa) => medusa.admin.batchJobs.confirm(SEEDED_JOB);
const create: Call = (medusa) => medusa.admin.batchJobs.create(IMPORT);

function jobOf({ ended }: Asked): Record<string, unknown> {
  assert.ok("value" in ended, "error" in ended ? String(ended.error) : "");
  return Object(ended.value).batch_job;
}

/** The error of the call itself, not of the question, which says that it may have been done. */
function assertInDoubt({ ended }: Asked, path: string): void {
  assert.ok("error" in ended, "resolved");
  assert.ok(ended.error instanceof MedusaError, String(ended.error));
  const { method, mayHaveBeenProcessed } = Object(ended.error);
  assert.deepEqual(
    [ended.error.name, method, ended.error.path, mayHaveBeenProcessed],
    ["MedusaConnectionError", "POST", path, true],
  );
}

const CONFIRM_PATH = `/admin/batch-jobs/${SEEDED_JOB}/confirm`;
const CREATE_PATH = "/admin/batch-jobs";

describe("asking whether a confirm was done", { concurrency: true }, () => {
  it("is repeated as any read is", async () => {
    const asked = await calling([LOST.done, status.unavailable, reset.inBody], confirm);
    assert.equal(typeof jobOf(asked)["confirmed_at"], "string");
    assert.equal(asked.seen, "POST GET GET GET");
  });

  for (const [name, fault] of Object.entries({
    "is reset": reset.beforeHead,
    stalls: stall.inBody,
    "gets a login page": success.html,
  })) {
    it(`ends the call when it ${name} each time, and nothing is repeated`, async () => {
      const asked = await calling([LOST.done, fault, fault, fault], confirm);
      assertInDoubt(asked, CONFIRM_PATH);
      assert.equal(asked.seen, "POST GET GET GET");
      assert.equal(asked.backend.count("confirm"), 1);
    });
  }

  it("ends the call when it is refused", async () => {
    const asked = await calling([LOST.undone, status.unauthorized], confirm);
    assertInDoubt(asked, CONFIRM_PATH);
    assert.equal(asked.seen, "POST GET");
  });

  it("is not done without retries", async () => {
    const asked = await calling([LOST.done], (medusa) =>
      medusa.admin.batchJobs.confirm(SEEDED_JOB, undefined, { maxRetries: 0 }),
    );
    assertInDoubt(asked, CONFIRM_PATH);
    assert.equal(asked.seen, "POST");
  });
});

describe("asking whether an import was created", { concurrency: true }, () => {
  it("is repeated as any read is", async () => {
    const asked = await calling([LOST.done, status.unavailable], create);
    assert.equal(asked.backend.jobs.at(-1)?.id, jobOf(asked)["id"]);
    assert.equal(asked.seen, "POST GET GET");
    assert.equal(asked.backend.count("create"), 1);
  });

  it("finds one that the server gets to only after it was asked", async () => {
    const landing = async (server: FaultServer, backend: Backend) => {
      await pause(2_000);
      const [request] = server.requests;
      assert.ok(request);
      backend.answer(request, true);
    };
    const asked = await calling([LOST.undone], create, landing);
    assert.equal(asked.backend.jobs.at(-1)?.id, jobOf(asked)["id"]);
    assert.equal(asked.seen, "POST GET GET");
    assert.equal(asked.backend.count("create"), 1);
  });

  it("ends the call when it fails each time, and nothing is repeated", async () => {
    const { html } = success;
    const asked = await calling([LOST.undone, html, html, html], create);
    assertInDoubt(asked, CREATE_PATH);
    assert.equal(asked.seen, "POST GET GET GET");
  });

  it("ends with the caller's signal, during the pause before it", async () => {
    const signal = AbortSignal.timeout(300);
    const asked = await calling([LOST.undone], (medusa) =>
      medusa.admin.batchJobs.create(IMPORT, undefined, { signal }),
    );
    assert.ok("error" in asked.ended);
    assert.equal(asked.ended.error, signal.reason);
    assert.equal(asked.seen, "POST");
  });
});
