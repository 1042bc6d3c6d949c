/** Every code example of the reference page, run as it stands there in a process of its own. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createJob, prepared, untilStatus } from "./job.ts";
import { EXAMPLES, type ExampleName, runnable } from "./reference/examples.ts";
import { newPerson, type Person, type SharedBackend, sharedBackend } from "./shared-backend.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

describe("the examples of the reference page", () => {
  let backend: SharedBackend;
  let person: Person;
  let cookie: string;

  before(async () => {
    backend = await sharedBackend();
    person = await newPerson(backend);
    const login = await fetch(`${backend.url}/admin/auth`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(person.credentials),
    });
    cookie = login.headers.getSetCookie()[0]?.split(";")[0] ?? assert.fail("no session");
    for (let made = 0; made < 12; made += 1) await createJob(person.medusa, "slow-job", {}, true);
  });

  async function run(name: ExampleName, variables: Record<string, unknown> = {}): Promise<string> {
    const setting = { cookie, variables: { MEDUSA_BACKEND_URL: backend.url, ...variables } };
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [
        "--import",
        "tsx",
        "--import",
        "./reference/signed-in.ts",
        "--input-type=module",
        "--eval",
        runnable(name),
      ],
      {
        cwd: here,
        timeout: 60_000,
        env: { ...process.env, EXAMPLE_SETTING: JSON.stringify(setting) },
      },
    );
    assert.equal(stderr, "");
    return stdout.trim();
  }

  const checks: Record<ExampleName, () => Promise<void>> = {
    create: async () => {
      const { type, dry_run } = await untilStatus(person.medusa, await run("create"), "completed");
      assert.deepEqual([type, dry_run], ["product-export", false]);
    },
    list: async () => assert.equal(await run("list"), "10"),
    "list with relations": async () => assert.equal(await run("list with relations"), "10"),
    "list with limit and offset": async () => {
      assert.equal(await run("list with limit and offset", { limit: 3, offset: 2 }), "3");
    },
    cancel: async () => {
      const { id: batchJobId } = await prepared(person.medusa, "slow-job", {});
      assert.equal(await run("cancel", { batchJobId }), batchJobId);
      await untilStatus(person.medusa, batchJobId, "canceled");
    },
    confirm: async () => {
      const { id: batchJobId } = await prepared(person.medusa, "product-export", {});
      assert.equal(await run("confirm", { batchJobId }), batchJobId);
      await untilStatus(person.medusa, batchJobId, "completed");
    },
    retrieve: async () => {
      const { id: batchJobId } = await createJob(person.medusa, "slow-job");
      assert.equal(await run("retrieve", { batchJobId }), batchJobId);
    },
  };

  for (const [name, check] of Object.entries(checks)) it(name, check);

  it("covers every example", () => {
    assert.deepEqual(Object.keys(checks).sort(), Object.keys(EXAMPLES).sort());
  });
});
