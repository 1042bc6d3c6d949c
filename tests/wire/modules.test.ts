/** The package as a process of its own sees it: by import, by require, from the root of a script. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, beforeEach, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Recorder } from "./recorder.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

const CALL = `const medusa = new Medusa({ baseUrl: process.argv.at(-1) });
  medusa.admin.batchJobs.list().then(({ count }) => console.log(typeof Medusa, count));`;

const SCRIPTS: [what: string, kind: "module" | "commonjs", script: string][] = [
  ["import default", "module", `import Medusa from "medusa-batch-jobs"; ${CALL}`],
  ["import by name", "module", `import { Medusa } from "medusa-batch-jobs"; ${CALL}`],
  [
    "dynamic import",
    "module",
    `const { default: Medusa } = await import("medusa-batch-jobs"); ${CALL}`,
  ],
  [
    "require default",
    "commonjs",
    `const { default: Medusa } = require("medusa-batch-jobs"); ${CALL}`,
  ],
  ["require by name", "commonjs", `const { Medusa } = require("medusa-batch-jobs"); ${CALL}`],
  [
    "import in CommonJS",
    "commonjs",
    `import("medusa-batch-jobs").then(({ default: Medusa }) => { ${CALL} });`,
  ],
];

async function run(kind: string, script: string, url: string): Promise<string> {
  const flags = [`--input-type=${kind}`, "--eval", script, "--", url];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, flags, {
    cwd: here,
    timeout: 20_000,
  });
  assert.equal(stderr, "");
  return stdout.trim();
}

describe("the package in a process of its own", () => {
  let recorder: Recorder;
  before(async () => {
    recorder = await Recorder.start();
  });
  after(() => recorder.close());
  beforeEach(() => void recorder.reset());

  for (const [what, kind, script] of SCRIPTS) {
    // A process that ends by itself proves as well that nothing keeps it alive.
    it(`${what}: one list call, and the process ends`, async () => {
      assert.equal(await run(kind, script, recorder.url), "function 1");
      assert.equal(recorder.only().path, "/admin/batch-jobs");
    });
  }

  it("import and require give the same names", async () => {
    const names =
      "console.log(JSON.stringify(Object.keys(m).filter((n) => n !== '__esModule').sort()))";
    const imported = await run("module", `import * as m from "medusa-batch-jobs"; ${names}`, "");
    const required = await run("commonjs", `const m = require("medusa-batch-jobs"); ${names}`, "");
    assert.deepEqual(JSON.parse(required), JSON.parse(imported));
  });

  it("importing starts nothing: no wasm, no timer, no request", async () => {
    const script = `WebAssembly.compile = WebAssembly.instantiate = () => { throw new Error("started"); };
      globalThis.fetch = () => { throw new Error("sent"); };
      const { default: Medusa } = await import("medusa-batch-jobs");
      new Medusa().admin.batchJobs;
      console.log(process.getActiveResourcesInfo().filter((r) => r === "Timeout").length);`;
    assert.equal(await run("module", script, ""), "0");
  });
});
