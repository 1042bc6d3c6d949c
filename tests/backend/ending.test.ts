/** However it ends, no process and no file is left. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ownTemporaryDirectory, processesOf } from "./left-behind.ts";
import { startBackend } from "./start.ts";

let directory: string;
before(async () => {
  directory = await ownTemporaryDirectory();
});
after(async () => await rm(directory, { recursive: true, force: true }));

async function assertNothingIsLeft(): Promise<void> {
  const deadline = Date.now() + 10_000;
  let left = await leftBehind();
  while (left.length > 0 && Date.now() < deadline) {
    await sleep(100);
    left = await leftBehind();
  }
  assert.deepEqual(left, []);
}

async function leftBehind(): Promise<string[]> {
  const files = await readdir(directory);
  const own = files.filter((name) => name.startsWith("medusa-backend-"));
  return [...own, ...(await processesOf(directory))];
}

/** A process of its own, which prints when its backend is ready. */
function spawnScript(name: string, ...args: string[]): ChildProcess {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const node = ["--import", import.meta.resolve("tsx"), script, ...args];
  return spawn(process.execPath, node, { stdio: ["pipe", "pipe", "inherit"] });
}

describe("nothing is left", () => {
  test("after stop(), and twice is fine", async () => {
    const backend = await startBackend({ products: 1 });
    assert.notDeepEqual(await leftBehind(), []);
    await backend.stop();
    assert.deepEqual(await leftBehind(), []);
    await backend.stop();
  });

  test("after the process that started it was killed", async () => {
    const parent = spawnScript("start-and-wait.ts");
    await once(parent.stdout ?? parent, "data");
    parent.kill("SIGKILL");
    await assertNothingIsLeft();
  });

  test("after main.ts was killed", async () => {
    const main = spawnScript("main.ts", "--products", "1", "--quiet");
    await once(main.stdout ?? main, "data");
    main.kill("SIGKILL");
    await assertNothingIsLeft();
  });

  test("after PostgreSQL died, which is said", async () => {
    const main = spawnScript("main.ts", "--products", "1", "--quiet");
    await once(main.stdout ?? main, "data");
    const answer = once(main.stdout ?? main, "data");
    for (const name of await processesOf(directory)) {
      if (name.endsWith("/postgres")) process.kill(Number.parseInt(name, 10), "SIGKILL");
    }
    assert.match(String(await answer), /^{"error":"PostgreSQL ended unexpectedly:/);
    assert.deepEqual(await once(main, "exit"), [1, null]);
    await assertNothingIsLeft();
  });

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    test(`after ${signal} while it starts`, async () => {
      const main = spawnScript("main.ts", "--products", "1", "--quiet");
      while (!(await leftBehind()).some((name) => name.includes("postgres"))) await sleep(20);
      main.kill(signal);
      assert.deepEqual(await once(main, "exit"), [0, null]);
      await assertNothingIsLeft();
    });
  }

  test("after a port that is taken, which is said in one sentence", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    const { port } = blocker.address() as AddressInfo;
    await assert.rejects(startBackend({ port }), {
      message: `Port ${port} is already in use: give Medusa another one.`,
    });
    blocker.close();
    await assertNothingIsLeft();
  });
});
