/** A core of the table in Chromium, across origins. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { observe } from "./cell.ts";
import { openChromium } from "./chromium-target.ts";
import { type Cell, type JudgedCell, judge } from "./matrix.ts";
import { METHODS } from "./methods.ts";
import { SCENARIOS } from "./scenarios.ts";
import { problemsOf } from "./verdict.ts";

const CORE_METHODS = [
  "batchJobs.create",
  "batchJobs.create of an import",
  "batchJobs.list",
  "batchJobs.retrieve",
  "batchJobs.confirm",
  "batchJobs.cancel",
  "auth.getToken",
  "uploads.create",
];

const CORE_SCENARIOS = [
  "no fault",
  "latency",
  "byte by byte",
  "chunks of one byte",
  "stall before headers",
  "stall in body, always",
  "reset before headers",
  "reset after headers",
  "reset in body",
  "closed before headers, done",
  "cut by content-length",
  "cut in a chunk",
  "garbage before the status line",
  "header flood",
  "200 with HTML",
  "200 with half JSON",
  "204",
  "invalid UTF-8",
  "401, plain text",
  "409 invalid_state_error",
  "500",
  "503",
  "503, 400",
  "999",
  "429, Retry-After 1",
  "refused, always",
  "redirect within the origin",
  "307 to another origin",
  "aborted in the body",
  "aborted while it waits",
];

/** Most of them wait most of the time. */
const PAGES = 8;

function cells(): Cell[] {
  const methods = METHODS.filter(({ name }) => CORE_METHODS.includes(name));
  const scenarios = SCENARIOS.filter(({ name }) => CORE_SCENARIOS.includes(name));
  return scenarios.flatMap((scenario) => methods.map((method) => ({ method, scenario })));
}

const chromium = await openChromium(PAGES);
let judged: JudgedCell[];
try {
  judged = await judge(cells(), PAGES, async ({ method, scenario }) =>
    problemsOf(method, await observe(chromium, "chromium", method, scenario)),
  );
} finally {
  await chromium.close();
}

for (const name of CORE_SCENARIOS) {
  describe(`in Chromium: ${name}`, () => {
    for (const { method, problems } of judged.filter(({ scenario }) => scenario.name === name)) {
      it(method.name, () => assert.deepEqual(problems, []));
    }
  });
}

it("the core is what it is said to be", () => {
  assert.equal(judged.length, CORE_METHODS.length * CORE_SCENARIOS.length);
});
