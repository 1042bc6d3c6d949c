/** Every code example of the READMEs, each in a process of its own, as a reader would run it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { compiled } from "../readme/compile.ts";
import { type Example, examplesOf, printedBy, READMES } from "../readme/examples.ts";
import { createJob, prepared } from "./job.ts";
import { adminOf, type SharedBackend, sharedBackend } from "./shared-backend.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const examples = READMES.flatMap(examplesOf).filter(({ ofPage }) => !ofPage);

describe("the examples of the READMEs", { concurrency: 2 }, () => {
  let backend: SharedBackend;
  let directory: string;

  before(async () => {
    backend = await sharedBackend();
    directory = await mkdtemp(join(tmpdir(), "medusa-batch-jobs-readme-"));
    await writeFile(join(directory, "products.csv"), "Product Handle;Product Title\nmug;Mug\n");
  });
  after(() => rm(directory, { recursive: true, force: true }));

  /** Jobs are made for the examples that name them. */
  async function variablesOf({ code }: Example): Promise<Record<string, string>> {
    const medusa = adminOf(backend);
    const variables: Record<string, string> = {
      baseUrl: backend.url,
      apiKey: backend.apiToken,
      csvFile: join(directory, "products.csv"),
      ...backend.admin,
    };
    if (/\bbatchJobId\b/.test(code)) {
      variables.batchJobId = (await createJob(medusa, "slow-job", {}, true)).id;
    }
    if (/\bpreparedJobId\b/.test(code)) {
      variables.preparedJobId = (await prepared(medusa, "slow-job", {})).id;
    }
    return variables;
  }

  async function run(example: Example): Promise<string[]> {
    const flags = ["--import", "tsx", "--import", "../readme/run-example.ts"];
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [...flags, "--input-type=module", "--eval", compiled(example)],
      {
        cwd: here,
        timeout: 60_000,
        env: {
          ...process.env,
          EXAMPLE_VARIABLES: JSON.stringify(await variablesOf(example)),
          MEDUSA_URL: backend.url,
          MEDUSA_API_TOKEN: backend.apiToken,
        },
      },
    ).catch(({ stderr }: { stderr: string }) => ({ stdout: "", stderr }));
    // Node quotes the line that threw, and the package is one long line.
    assert.equal(stderr.replaceAll(/^.{500,}$/gm, "…"), "");
    return stdout.trimEnd().split("\n");
  }

  for (const example of examples) {
    it(example.name, async () => {
      const lines = await run(example);
      const missing = printedBy(example).filter((expected) => !lines.includes(expected));
      assert.deepEqual(missing, [], lines.join("\n"));
    });
  }
});
