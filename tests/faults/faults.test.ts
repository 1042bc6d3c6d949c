/** Every cell of the table with this package, and the same table with medusa-js beside it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgeOurs, judgeTheirs } from "./matrix.ts";
import { count, table } from "./report.ts";
import { SCENARIOS } from "./scenarios.ts";

const timersBefore = timers();
const ours = await judgeOurs();
const timersAfter = timers();
const theirs = await judgeTheirs();
console.log(table(ours, theirs, false));

function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
}

for (const scenario of SCENARIOS) {
  describe(scenario.name, () => {
    for (const { method, problems } of ours.filter((cell) => cell.scenario === scenario)) {
      it(method.name, () => assert.deepEqual(problems, []));
    }
  });
}

describe("all of it", () => {
  it("has at least 312 cells of 13 methods", () => {
    assert.ok(ours.length >= 312, String(ours.length));
    const methods = new Set(ours.map(({ method }) => `${method.group}.${method.member}`));
    assert.equal(methods.size, 13);
  });

  it("leaves no timer that keeps the process alive", () => {
    assert.equal(timersAfter, timersBefore);
  });

  it("runs with medusa-js too, which passes where nothing is wrong and not everywhere", () => {
    const healthy = theirs.filter(({ scenario }) => scenario.name === "no fault");
    assert.deepEqual(count(healthy), { passed: 12, of: 12 });
    const { passed, of } = count(theirs);
    assert.ok(of >= 312, String(of));
    assert.ok(passed > 0 && passed < of, `${passed} of ${of}`);
  });
});
